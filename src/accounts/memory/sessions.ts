/** Sessions in the memory of this process, for demos and tests. */
import { randomToken as platformRandomToken } from '../../protocol/chain.js';
import { createOldestFirst } from '../../server/base/shared/oldest-first.js';
import type { HostAccount } from '../../server/host/host.js';
import type { CheckedSession } from '../../server/host/sessions/guard-sessions.js';
import {
  createSessionCookie,
  defaultTtlMs,
  rememberEndMs,
  type CookieHeader,
  type CookieSessions,
  type CookieSessionsOptions,
} from '../cookie-sessions.js';

export interface MemorySessionsOptions extends CookieSessionsOptions {
  /**
   * Finds an account by id, such as `accounts.get`, so that a session shows its present name and ends
   * with it. Default: the account as it was when it signed in.
   */
  readonly account?: (id: string) => Promise<HostAccount | undefined>;
}

/**
 * Creates sessions with an opaque cookie in the memory of this process, for demos and tests: they are
 * gone when it ends. `createPostgresSessions` keeps sessions.
 *
 * @example
 * ```ts
 * declare const accounts: AccountsKit;
 * const sessions = createCookieSessions({ secure: true, account: (id) => accounts.get(id) });
 * // Pass it to createWechatMpLogin({ sessions, … }), and read it in your own pages:
 * declare const request: Request;
 * const account = await sessions.read(request.headers.get('cookie'));
 * ```
 */
export function createCookieSessions({
  secure,
  now = Date.now,
  ttlMs = defaultTtlMs,
  randomToken = platformRandomToken,
  cap = 100_000,
  account: findAccount,
}: MemorySessionsOptions): CookieSessions {
  const cookie = createSessionCookie(secure, ttlMs);
  const sessions = createSessionTable({ now, ttlMs, cap });

  async function current(header: CookieHeader): Promise<CheckedSession | undefined> {
    const session = sessions.get(cookie.read(header));
    if (!session) return undefined;
    const account = findAccount ? await findAccount(session.account.id) : session.account;
    return account && { account, ...proofOf(session) };
  }

  return {
    open(account, { key, caller, method, confirmed, login, authenticatedAtMs = now() }) {
      const known = sessions.idByKey(key);
      if (sessions.get(known)?.account.id === account.id) {
        return Promise.resolve({ setCookies: [cookie.set(known)] });
      }
      // Always a new id: an attacker may know one that existed before the login (session fixation).
      sessions.end(known);
      sessions.end(cookie.read(caller.cookie));
      const id = randomToken(32);
      sessions.add(id, {
        ...{ account, key, authenticatedAtMs, method, confirmed },
        ...(login === undefined ? {} : { login }),
      });
      return Promise.resolve({ setCookies: [cookie.set(id)] });
    },
    current: ({ cookie: header }) => current(header),
    endAll(accountId) {
      sessions.endAll(accountId);
      return Promise.resolve();
    },
    end(login) {
      sessions.endLogin(login);
      return Promise.resolve();
    },
    endUnconfirmed(accountId) {
      sessions.endUnconfirmed(accountId);
      return Promise.resolve();
    },
    endedAtMs: (accountId) => Promise.resolve(sessions.endedAtMs(accountId)),
    read: async (header) => (await current(header))?.account,
    close(header) {
      sessions.end(cookie.read(header));
      return Promise.resolve(cookie.clear());
    },
  };
}

function proofOf({ method, confirmed, login, authenticatedAtMs }: Session) {
  return { authenticatedAtMs, method, confirmed, ...(login === undefined ? {} : { login }) };
}

interface Session extends CheckedSession {
  /** Names the sign-in that opened it. */
  readonly key: string;
}

interface SessionTable {
  /** Undefined for a session that is unknown or has ended. */
  get(id: string): Session | undefined;
  /** The id of the session that this sign-in opened; '' if there is none. */
  idByKey(key: string): string;
  add(id: string, session: Session): void;
  end(id: string): void;
  endAll(accountId: string): void;
  endLogin(login: string): void;
  endUnconfirmed(accountId: string): void;
  /** When `endAll` was last called for the account, if that was lately. */
  endedAtMs(accountId: string): number | undefined;
}

function createSessionTable({
  now,
  ttlMs,
  cap,
}: Required<Pick<CookieSessionsOptions, 'now' | 'ttlMs' | 'cap'>>): SessionTable {
  // In the order in which they end, because all last for the same time.
  const sessions = createOldestFirst<Session & { readonly endsAtMs: number }>();
  const idByKey = new Map<string, string>();
  const idsByAccount = createIndex();
  const idsByLogin = createIndex();
  const ends = createEnds(now, cap);

  function get(id: string): Session | undefined {
    const session = sessions.get(id);
    return session && now() < session.endsAtMs ? session : undefined;
  }

  function end(id: string): void {
    const session = sessions.get(id);
    if (!session) return;
    sessions.delete(id);
    idByKey.delete(session.key);
    idsByAccount.remove(session.account.id, id);
    if (session.login !== undefined) idsByLogin.remove(session.login, id);
  }

  return {
    get,
    idByKey: (key) => idByKey.get(key) ?? '',
    add(id, session) {
      sessions.set(id, { ...session, endsAtMs: now() + ttlMs });
      idByKey.set(session.key, id);
      idsByAccount.add(session.account.id, id);
      if (session.login !== undefined) idsByLogin.add(session.login, id);
      for (const [oldest] of sessions) {
        if (sessions.size <= cap && get(oldest)) break;
        end(oldest);
      }
    },
    end,
    endAll(accountId) {
      for (const id of idsByAccount.list(accountId)) end(id);
      ends.add(accountId);
    },
    endLogin(login) {
      for (const id of idsByLogin.list(login)) end(id);
    },
    endUnconfirmed(accountId) {
      for (const id of idsByAccount.list(accountId)) if (!sessions.get(id)?.confirmed) end(id);
    },
    endedAtMs: ends.get,
  };
}

/** When the sessions of an account were ended, for as long as a login of before may be under way. */
function createEnds(now: () => number, cap: number) {
  const endedAtMs = createOldestFirst<number>();
  return {
    get: (accountId: string): number | undefined => endedAtMs.get(accountId),
    add(accountId: string): void {
      endedAtMs.set(accountId, now());
      for (const [oldest, atMs] of endedAtMs) {
        if (endedAtMs.size <= cap && now() < atMs + rememberEndMs) break;
        endedAtMs.delete(oldest);
      }
    },
  };
}

/** The ids of sessions by something that they have in common. */
function createIndex() {
  const idsByKey = new Map<string, Set<string>>();
  return {
    list: (key: string): readonly string[] => [...(idsByKey.get(key) ?? [])],
    add: (key: string, id: string): void =>
      void idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(id)),
    remove(key: string, id: string): void {
      const ids = idsByKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) idsByKey.delete(key);
    },
  };
}
