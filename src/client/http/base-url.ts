/** Which addresses may be a login's backend at all. */
import { WechatMpLoginError } from '../../protocol/errors.js';

/** Outside a page there is neither. */
const here: { readonly document?: Document; readonly location?: Location } = globalThis;

/**
 * The address without a slash at its end. Relative ones are resolved against the page.
 * @param page address of the page; by default the one that this script runs in
 * @throws WechatMpLoginError `bad_backend`: not an address, not https (http is for this machine, and
 * for the origin of a page that itself came by http), or with a query, a fragment or a password
 */
export function backendBase(address: string | URL, page?: string | URL): string {
  try {
    const { href, protocol, origin, pathname } = new URL(address, page ?? here.document?.baseURI);
    const own = page ? new URL(page).origin : here.location?.origin;
    const isSafe =
      /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(href) ||
      (protocol === 'http:' && origin === own);
    if (isSafe && !/[?#]|\/\/[^/]*@/.test(href)) return origin + pathname.replace(/\/+$/, '');
  } catch {
    // Not an address: as bad as the others.
  }
  throw new WechatMpLoginError('bad_backend');
}
