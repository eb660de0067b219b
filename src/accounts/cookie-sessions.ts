/** The common part of the two kinds of sessions with an opaque cookie: in memory and in PostgreSQL. */
import { cookieLine, readCookie } from '../server/base/cookies.js';
import type { CheckedSessions } from '../server/host/sessions/guard-sessions.js';
import type { HostAccount } from '../server/host/host.js';

/** The value of a `Cookie` header, if there is one. */
export type CookieHeader = string | null | undefined;

/** `Sessions` with functions for the application's own pages. */
export interface CookieSessions extends CheckedSessions {
  current: NonNullable<CheckedSessions['current']>;
  endAll: NonNullable<CheckedSessions['endAll']>;
  endedAtMs: NonNullable<CheckedSessions['endedAtMs']>;
  end: NonNullable<CheckedSessions['end']>;
  endUnconfirmed: NonNullable<CheckedSessions['endUnconfirmed']>;
  /** Returns the account that is signed in; undefined if nobody is. */
  read(cookieHeader: CookieHeader): Promise<HostAccount | undefined>;
  /** Signs out. Resolves with the `Set-Cookie` line that deletes the cookie. */
  close(cookieHeader: CookieHeader): Promise<string>;
}

export interface CookieSessionsOptions {
  /**
   * Whether browsers reach the site over https. If so, the cookie is `Secure` and named
   * `__Host-session`; otherwise it is named `session`.
   */
  readonly secure: boolean;
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** How long a session lasts, in milliseconds. Default: 604 800 000, 7 days. */
  readonly ttlMs?: number;
  /** Returns the given number of random bytes in base64url. Default: `crypto.getRandomValues`. */
  readonly randomToken?: (bytes: number) => string;
  /** How many sessions are kept at once; above it the oldest is dropped. Default: 100 000. */
  readonly cap?: number;
}

/** How long it is remembered that the sessions of an account were ended: longer than a login takes. */
export const rememberEndMs = 1_800_000;

export const defaultTtlMs = 7 * 86_400_000;

export interface SessionCookie {
  /** The session id in a `Cookie` header; '' if there is none. */
  read(header: CookieHeader): string;
  /** The `Set-Cookie` line that sets the cookie. */
  set(sessionId: string): string;
  /** The `Set-Cookie` line that deletes the cookie. */
  clear(): string;
}

export function createSessionCookie(secure: boolean, ttlMs: number): SessionCookie {
  const name = secure ? '__Host-session' : 'session';
  return {
    read: (header) => readCookie(header ?? '', name) ?? '',
    set: (sessionId) => cookieLine(name, sessionId, Math.floor(ttlMs / 1000), secure),
    clear: () => cookieLine(name, '', 0, secure),
  };
}
