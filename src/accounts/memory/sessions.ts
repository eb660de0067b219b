/** Sessions as an opaque cookie, for demos and tests. A real application has its own. */
import { randomToken as platformToken } from '../../protocol/chain.js';
import { cookieLine, readCookie } from '../../server/base/cookies.js';
import type { CurrentSession, HostAccount, Sessions } from '../../server/host/host.js';

/** A `Cookie` header, as much of it as there is. */
export type CookieHeader = string | null | undefined;

export interface CookieSessions extends Sessions {
  current: NonNullable<Sessions['current']>;
  endAll: NonNullable<Sessions['endAll']>;
  /** Who is signed in. */
  read(cookieHeader: CookieHeader): Promise<HostAccount | undefined>;
  /** Signs out; gives the `Set-Cookie` line that clears the cookie. */
  close(cookieHeader: CookieHeader): Promise<string>;
}

export interface CookieSessionsOptions {
  /** Whether the site is reached over https. */
  readonly secure: boolean;
  readonly now?: () => number;
  /** How long a session lasts, in milliseconds; 7 days by default. */
  readonly ttlMs?: number;
  readonly randomToken?: (bytes: number) => string;
  /** Sessions kept at once, 100 000 by default; above it the oldest goes. */
  readonly cap?: number;
}

interface Session extends CurrentSession {
  readonly key: string;
  readonly endsAtMs: number;
}

export function sessionCookie(secure: boolean): string {
  return secure ? '__Host-session' : 'session';
}

export function createCookieSessions({
  secure,
  now = Date.now,
  ttlMs = 7 * 86_400_000,
  randomToken = platformToken,
  cap = 100_000,
}: CookieSessionsOptions): CookieSessions {
  const name = sessionCookie(secure);
  // In the order in which they end, since all last as long.
  const sessions = new Map<string, Session>();
  const idByKey = new Map<string, string>();
  const idsByAccount = new Map<string, Set<string>>();

  const idOf = (header: CookieHeader): string => readCookie(header ?? '', name) ?? '';

  function live(id: string): Session | undefined {
    const session = sessions.get(id);
    return session && now() < session.endsAtMs ? session : undefined;
  }

  function end(id: string): void {
    const session = sessions.get(id);
    if (!session) return;
    sessions.delete(id);
    idByKey.delete(session.key);
    const ids = idsByAccount.get(session.account.id);
    ids?.delete(id);
    if (ids?.size === 0) idsByAccount.delete(session.account.id);
  }

  function add(account: HostAccount, key: string, authenticatedAtMs: number): string {
    const id = randomToken(32);
    sessions.set(id, { account, key, authenticatedAtMs, endsAtMs: now() + ttlMs });
    idByKey.set(key, id);
    const ids = idsByAccount.get(account.id) ?? new Set();
    idsByAccount.set(account.id, ids.add(id));
    for (const oldest of sessions.keys()) {
      if (sessions.size <= cap && live(oldest)) break;
      end(oldest);
    }
    return id;
  }

  return {
    open(account, { key, caller, authenticatedAtMs = now() }) {
      const known = idByKey.get(key) ?? '';
      let id = known;
      if (live(known)?.account.id !== account.id) {
        // Always a new id: one that was there before the login may be known to somebody else.
        end(known);
        end(idOf(caller.cookie));
        id = add(account, key, authenticatedAtMs);
      }
      return Promise.resolve({
        setCookies: [cookieLine(name, id, Math.floor(ttlMs / 1000), secure)],
      });
    },
    current({ cookie }) {
      const session = live(idOf(cookie));
      if (!session) return Promise.resolve(undefined);
      const { account, authenticatedAtMs } = session;
      return Promise.resolve({ account, authenticatedAtMs });
    },
    endAll(accountId) {
      for (const id of [...(idsByAccount.get(accountId) ?? [])]) end(id);
      return Promise.resolve();
    },
    read: (header) => Promise.resolve(live(idOf(header))?.account),
    close(header) {
      end(idOf(header));
      return Promise.resolve(cookieLine(name, '', 0, secure));
    },
  };
}
