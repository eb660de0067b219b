/** Loads parts of the client that most logins do not need. */
import { WechatMpLoginError } from '../protocol/errors.js';

/** @throws WechatMpLoginError `unreachable` if the file does not load, as for any other request */
export async function loadWhenNeeded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new WechatMpLoginError('unreachable', { message: String(cause), cause });
  }
}
