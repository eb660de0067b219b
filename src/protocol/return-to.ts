/** Where a page may send the person after login: a path on its own origin, nothing else. */

/**
 * One slash, then up to 2047 characters without backslashes (WHATWG URL reads them as slashes) and
 * without control characters (it drops them).
 */
const ownPath = /^\/(?!\/)[^\\\u0000-\u001f\u007f]{0,2047}$/;
const base = 'https://origin.invalid';

/**
 * The path, made canonical, or undefined where it could lead elsewhere. Both forms are looked at:
 * `/.//evil.example` becomes `//evil.example`, and what create accepts is given back by redeem and
 * read by this very function.
 */
export function safeReturnTo(path: string): string | undefined {
  if (!ownPath.test(path)) return undefined;
  const { pathname, search, hash } = new URL(path, base);
  const canonical = pathname + search + hash;
  return ownPath.test(canonical) ? canonical : undefined;
}
