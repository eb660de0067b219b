/** Addresses as they are seen from the page around this script. */
import { safeReturnTo } from '../../protocol/return-to.js';
import { unshadowed } from './unshadowed.js';

/** Both are undefined outside a page. */
const here: { readonly document?: Document; readonly location?: Location } = globalThis;

/** What relative addresses are resolved against; undefined outside a page. */
export const pageBase = (): string | undefined =>
  here.document && unshadowed(here.document, 'baseURI');

export const pageOrigin = (): string | undefined => here.location?.origin;

/**
 * Returns the path of an address of the page's own site, or undefined if it could lead elsewhere.
 * Outside a page, only a path has a meaning.
 */
export function ownReturnTo(address: string | undefined): string | undefined {
  if (!address || address.startsWith('/')) return safeReturnTo(address ?? '');
  try {
    const { origin, pathname, search, hash } = new URL(address, pageBase());
    return origin === pageOrigin() ? safeReturnTo(pathname + search + hash) : undefined;
  } catch {
    // Not a URL. The constructor throws nothing else.
    return undefined;
  }
}
