/** Where a page may go after a login: to a path on its own origin, and nowhere else. */

/**
 * One slash, then up to 2047 characters. Backslashes are excluded because URL parsers treat them as
 * slashes, and control characters because URL parsers drop some of them
 * (https://url.spec.whatwg.org/#url-parsing).
 */
const ownPath = /^\/(?!\/)[^\\\u0000-\u001f\u007f]{0,2047}$/;
const base = 'https://origin.invalid';

/**
 * Returns the path in its canonical form, or undefined if it could lead to another origin. Use it
 * against open redirects, at the server and again in the page.
 *
 * @example
 * ```ts
 * safeReturnTo('/orders?page=2'); // '/orders?page=2'
 * safeReturnTo('//evil.example'); // undefined
 * safeReturnTo('/.//evil.example'); // undefined
 * ```
 */
export function safeReturnTo(path: string): string | undefined {
  if (!ownPath.test(path)) return undefined;
  const { pathname, search, hash } = new URL(path, base);
  const canonical = pathname + search + hash;
  // Checked again, because parsing turns `/.//evil.example` into `//evil.example`. The result must
  // also pass this function unchanged: the page checks what the backend has accepted.
  return ownPath.test(canonical) ? canonical : undefined;
}
