/** The cookie of an attempt. It holds the secret that redeem and bind ask for besides `v`. */
import { cookieLine, readCookie } from '../base/cookies.js';

/** Longer than any attempt lives. */
const lifetimeS = 1800;

export interface AttemptCookies {
  /** The secret in a `Cookie` header; '' without one. */
  read(header: string, attemptId: string): string;
  /** A `Set-Cookie` line. */
  set(attemptId: string, secret: string): string;
  /** A `Set-Cookie` line that deletes the cookie. */
  forget(attemptId: string): string;
}

/**
 * `__Host-` binds a cookie to this host and to https. Browsers refuse the prefix on plain http, which
 * development uses: `isSecure` is then false.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3
 */
export function createAttemptCookies(isSecure: boolean): AttemptCookies {
  const cookieName = (id: string): string => (isSecure ? `__Host-wml-${id}` : `wml-${id}`);
  return {
    read: (header, id) => readCookie(header, cookieName(id)) ?? '',
    set: (id, secret) => cookieLine(cookieName(id), secret, lifetimeS, isSecure),
    forget: (id) => cookieLine(cookieName(id), '', 0, isSecure),
  };
}
