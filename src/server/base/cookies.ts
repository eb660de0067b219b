/**
 * Reads and writes cookie headers.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */

/** The value of one cookie in a `Cookie` header. */
export function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** The names in a `Cookie` header, in its order. */
export function cookieNames(header: string): string[] {
  return header.split(';').map((pair) => pair.split('=', 1)[0]?.trim() ?? '');
}

/** A `Set-Cookie` line. A `maxAgeS` of 0 deletes the cookie. */
export function cookieLine(name: string, value: string, maxAgeS: number, secure: boolean): string {
  const line = `${name}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax`;
  return secure ? `${line}; Secure` : line;
}
