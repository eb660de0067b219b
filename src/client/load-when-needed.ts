/** Loads the parts of the client that no login needs before its QR code is shown. */
import { WechatMpLoginError } from '../protocol/errors.js';
import { throwUnreachable } from './as-error.js';
import { throwIfOffline } from './page/network.js';

/** What every login needs once its QR code is shown. */
export const lateFiles = {
  watching: () => import('./run/watching/watching.js'),
  afterCreate: () => import('./http/after-create.js'),
};

/**
 * Where there is no network, nothing is imported, and the next call can succeed. What has failed in spite
 * of a network needs a new page.
 *
 * @throws WechatMpLoginError `load_failed` if the file does not load, `unreachable` if there is no network
 */
export async function loadWhenNeeded<T>(load: () => Promise<T>): Promise<T> {
  await throwIfOffline().catch(throwUnreachable);
  try {
    return await load();
  } catch (cause) {
    throw new WechatMpLoginError('load_failed', { message: String(cause), cause });
  }
}
