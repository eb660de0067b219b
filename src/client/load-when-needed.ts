/** Loads parts of the client that most logins do not need. */
import { WechatMpLoginError } from '../protocol/errors.js';
import { throwIfOffline } from './page/network.js';

/** What a login may need after the QR code is shown. */
export const lateFiles = {
  bind: () => import('./binding/bind.js'),
  bindingParsers: () => import('../protocol/parse/binding.js'),
  poll: () => import('./http/poll.js'),
};

/**
 * Loads all of them while the QR code is shown: after a deployment, the files may be gone. What does not
 * load now is tried again when it is needed, and fails the login only then.
 */
export function loadAhead(): void {
  for (const load of Object.values(lateFiles))
    void loadWhenNeeded<unknown>(load).catch(() => undefined);
}

/**
 * Where there is no network, nothing is imported, and the next call can succeed. What has failed in spite
 * of a network needs a new page.
 *
 * @throws WechatMpLoginError `load_failed` if the file does not load
 */
export async function loadWhenNeeded<T>(load: () => Promise<T>): Promise<T> {
  try {
    await throwIfOffline();
    return await load();
  } catch (cause) {
    throw new WechatMpLoginError('load_failed', { message: String(cause), cause });
  }
}
