/** Where a page may send the person after login: a path on its own origin, nothing else. */

/**
 * The path, made canonical, or undefined where it could lead elsewhere. Refused: anything that does
 * not begin with one slash, backslashes (WHATWG URL reads them as slashes), control characters
 * (it drops them), and more than 2048 characters.
 */
export function safeReturnTo(path: string): string | undefined {
  if (path.length > 2048 || !/^\/(?!\/)/.test(path) || /[\\\u0000-\u001f\u007f]/.test(path)) {
    return undefined;
  }
  const base = 'https://origin.invalid';
  const url = URL.canParse(path, base) ? new URL(path, base) : undefined;
  // `/.//evil.example` resolves to the path `//evil.example`: harmless here, an address elsewhere.
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return undefined;
  const canonical = url.pathname + url.search + url.hash;
  // Measured again: what create accepts is given back by redeem, and read by this very function.
  return canonical.length > 2048 ? undefined : canonical;
}
