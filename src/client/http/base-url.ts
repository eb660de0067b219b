/** Which addresses may be a login's backend. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { pageBase, pageOrigin } from '../page/page-address.js';

/** https, or http on this machine. */
export const safeScheme = /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/;
/** A query, a fragment, or a user name and password. */
const unwantedPart = /[?#]|\/\/[^/]*@/;
/** What the page itself may have been opened with, behind HTTP Basic authentication. */
const ownCredentials = /\/\/[^/?#]*@/;

/**
 * Returns the address without a slash at its end. A relative one is resolved against the page.
 * @param page the address of the page; that of the page around this script unless set
 * @throws WechatMpLoginError `bad_backend` if it is not a URL, not https (http is accepted on this
 * machine, and on the origin of a page that itself came over http), or has a query, a fragment or a
 * password
 */
export function backendBase(address: string | URL, page?: string | URL): string {
  try {
    const from = (page ?? pageBase())?.toString().replace(ownCredentials, '//');
    const { href, protocol, origin, pathname } = new URL(address, from);
    const ownOrigin = page ? new URL(page).origin : pageOrigin();
    const isSafe = safeScheme.test(href) || (protocol === 'http:' && origin === ownOrigin);
    if (isSafe && !unwantedPart.test(href)) return origin + pathname.replace(/\/+$/, '');
  } catch {
    // Not a URL: refused below, as the others are. The error does not quote the address, which may
    // contain a password.
  }
  throw new WechatMpLoginError('bad_backend', {
    message: 'not a plain https URL',
  });
}
