/** Reading and writing the cookies, without a library: two lines of RFC 6265. */

/**
 * The name of an attempt's cookie. `__Host-` binds it to this very host and path and to https; a
 * browser refuses the prefix on plain http (RFC 6265bis, section 4.1.3), where development runs.
 */
export function attemptCookie(id: string, secure: boolean): string {
  return secure ? `__Host-wml-${id}` : `wml-${id}`;
}

/** The value of one cookie out of a `Cookie` header. */
export function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** A `Set-Cookie` line; `maxAgeS` 0 clears it. */
export function cookieLine(name: string, value: string, maxAgeS: number, secure: boolean): string {
  const line = `${name}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax`;
  return secure ? `${line}; Secure` : line;
}
