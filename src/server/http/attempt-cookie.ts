/** The cookie of an attempt. It holds the secret that redeem and bind ask for besides `v`. */
import { times } from '../attempts/times-and-tries.js';
import { cookieLine, cookieNames, readCookie } from '../base/cookies.js';

/** Longer than any attempt lives. */
const lifetimeS = 1800;
/** For as long as a retry gets the same answer. */
const afterEndS = times.outcomeMs / 1000;

export interface AttemptCookies {
  /** The secret in a `Cookie` header; '' without one. */
  read(header: string, attemptId: string): string;
  /**
   * The ids in a `Cookie` header. Browsers send cookies of one path oldest first.
   * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.4
   */
  ids(header: string): readonly string[];
  /** A `Set-Cookie` line. */
  set(attemptId: string, secret: string): string;
  /**
   * A `Set-Cookie` line for the answer that ends the attempt. The cookie lives a little longer: browsers take
   * the cookies of an answer whose body breaks off, and the retry of the page needs this one.
   */
  endSoon(attemptId: string, secret: string): string;
  /** A `Set-Cookie` line that deletes the cookie. */
  forget(attemptId: string): string;
}

/**
 * `__Host-` binds a cookie to this host and to https. Browsers refuse the prefix on plain http, which
 * development uses: `isSecure` is then false.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3
 */
export function createAttemptCookies(isSecure: boolean): AttemptCookies {
  const prefix = isSecure ? '__Host-wml-' : 'wml-';
  const cookieName = (id: string): string => `${prefix}${id}`;
  return {
    read: (header, id) => readCookie(header, cookieName(id)) ?? '',
    ids: (header) => [...new Set(cookieNames(header).flatMap(idIn))],
    set: (id, secret) => cookieLine(cookieName(id), secret, lifetimeS, isSecure),
    endSoon: (id, secret) => cookieLine(cookieName(id), secret, secret ? afterEndS : 0, isSecure),
    forget: (id) => cookieLine(cookieName(id), '', 0, isSecure),
  };

  function idIn(name: string): string[] {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    // Only what can be an id goes back into a header.
    return /^[\w-]{22,64}$/.test(id) ? [id] : [];
  }
}
