/** Loads parts of the client that most logins do not need. */
import { WechatMpLoginError } from '../protocol/errors.js';

/** @throws WechatMpLoginError `unreachable` where the file does not arrive, as for any request */
export async function loadWhenNeeded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new WechatMpLoginError('unreachable', { message: String(cause), cause });
  }
}
