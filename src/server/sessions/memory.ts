/** Sessions as an opaque cookie, for demos and tests. A real application has its own. */
import { randomToken as platformToken } from '../../protocol/chain.js';
import { cookieLine, readCookie } from '../cookies.js';
import type { HostAccount, Sessions } from '../options.js';

export interface CookieSessions extends Sessions {
  /** Who is signed in, by a `Cookie` header. */
  read(cookieHeader: string | null | undefined): HostAccount | undefined;
  /** Signs out; returns the `Set-Cookie` line that clears the cookie. */
  close(cookieHeader: string | null | undefined): string;
}

export interface CookieSessionsOptions {
  /** Whether the site is reached over https. */
  readonly secure: boolean;
  readonly now?: () => number;
  /** How long a session lasts, in milliseconds; 7 days by default. */
  readonly ttlMs?: number;
  readonly randomToken?: (bytes: number) => string;
}

interface Session {
  readonly account: HostAccount;
  readonly key: string;
  readonly endsAtMs: number;
}

/** The oldest goes above it. */
const maxSessions = 100_000;

export function createCookieSessions({
  secure,
  now = Date.now,
  ttlMs = 7 * 86_400_000,
  randomToken = platformToken,
}: CookieSessionsOptions): CookieSessions {
  const name = secure ? '__Host-session' : 'session';
  const sessions = new Map<string, Session>();
  const idByKey = new Map<string, string>();

  function end(id: string | undefined): void {
    const session = sessions.get(id ?? '');
    if (id === undefined || !session) return;
    sessions.delete(id);
    idByKey.delete(session.key);
  }
  const idOf = (header: string | null | undefined): string | undefined =>
    readCookie(header ?? '', name);

  return {
    open(account, { key, caller }) {
      // Always a new id: one that was there before the login may be known to somebody else.
      const known = idByKey.get(key);
      const id = known ?? randomToken(32);
      if (known === undefined) {
        end(idOf(caller.cookie));
        sessions.set(id, { account, key, endsAtMs: now() + ttlMs });
        idByKey.set(key, id);
        const [oldest] = sessions.keys();
        if (sessions.size > maxSessions) end(oldest);
      }
      return Promise.resolve({
        setCookies: [cookieLine(name, id, Math.floor(ttlMs / 1000), secure)],
      });
    },
    read(header) {
      const session = sessions.get(idOf(header) ?? '');
      return session && now() < session.endsAtMs ? session.account : undefined;
    },
    close(header) {
      end(idOf(header));
      return cookieLine(name, '', 0, secure);
    },
  };
}
