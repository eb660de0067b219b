/** Sessions with an opaque cookie, in PostgreSQL; schema.ts has the table. */
import { randomToken as platformRandomToken } from '../../protocol/chain.js';
import { s256 } from '../../server/base/secrets/s256.js';
import type { HostAccount, OpenContext } from '../../server/host/host.js';
import type { CheckedSession } from '../../server/host/sessions/guard-sessions.js';
import {
  createSessionCookie,
  defaultTtlMs,
  rememberEndMs,
  type CookieSessions,
  type CookieSessionsOptions,
} from '../cookie-sessions.js';
import {
  at,
  change,
  msOf,
  optional,
  text,
  type Query,
  type Row,
} from '../../server/base/postgres/query.js';
import { accountById } from './storage.js';

export interface PostgresSessionsOptions extends Omit<CookieSessionsOptions, 'cap'> {
  /** Runs one statement with any client: pg, a pool, the embedded PGlite. */
  readonly query: Query;
  /** Finds an account by id. Default: the accounts of `createPostgresAccounts`. */
  readonly account?: (id: string) => Promise<HostAccount | undefined>;
}

/** How many expired rows each call deletes: more than one, so that they never pile up. */
const sweptPerCall = 20;
const maxRounds = 10;

const knownSql = `
  select seed from wml_sessions
    where key_hash = $1 and account_id = $2 and ends_at > ${at('$3')}`;

// Replaces a session that has expired, or that the same sign-in opened for another account.
const openSql = `
  with brought as (
      delete from wml_sessions where id_hash = $1 and key_hash <> $2),
    swept as (
      delete from wml_sessions where id_hash in (
        select id_hash from wml_sessions where ends_at <= ${at('$6')} and key_hash <> $2
          order by ends_at limit ${sweptPerCall} for update skip locked))
  insert into wml_sessions as old
      (key_hash, id_hash, seed, account_id, authenticated_at, ends_at, method, confirmed, login)
    values ($2, $3, $4, $5, ${at('$8')}, ${at('$7')}, $9, $10, $11)
    on conflict (key_hash) do update set id_hash = excluded.id_hash, seed = excluded.seed,
      account_id = excluded.account_id, authenticated_at = excluded.authenticated_at,
      ends_at = excluded.ends_at, method = excluded.method, confirmed = excluded.confirmed,
      login = excluded.login
    where old.ends_at <= ${at('$6')} or old.account_id <> excluded.account_id
    returning id_hash`;

const currentSql = `
  select account_id, ${msOf('authenticated_at')} as authenticated_at_ms, method, confirmed, login
    from wml_sessions where id_hash = $1 and ends_at > ${at('$2')}`;

const endAllSql = `
  with ended as (delete from wml_sessions where account_id = $1),
    swept as (
      delete from wml_session_ends where account_id in (
        select account_id from wml_session_ends where ended_at <= ${at('$3')} and account_id <> $1
          order by ended_at limit ${sweptPerCall} for update skip locked))
  insert into wml_session_ends as old (account_id, ended_at) values ($1, ${at('$2')})
    on conflict (account_id) do update
      set ended_at = greatest(old.ended_at, excluded.ended_at)`;

const endedSql = `
  select ${msOf('ended_at')} as ended_at_ms from wml_session_ends
    where account_id = $1 and ended_at > ${at('$2')}`;

/**
 * Creates sessions with an opaque cookie in PostgreSQL, in the table `wml_sessions` of `schema`. The
 * `key` that is passed to `open` has to be random, as the backend's is, because the cookie is derived
 * from it. If the database fails, a function rejects with the client's error.
 *
 * @example
 * ```ts
 * import pg from 'pg';
 *
 * const pool = new pg.Pool();
 * const query: Query = (text, values) => pool.query(text, [...values]);
 * const sessions = createPostgresSessions({ query, secure: true });
 * // Pass it to createWechatMpLogin({ sessions, … }).
 * ```
 */
export function createPostgresSessions({
  query,
  secure,
  account: findAccount = (id) => accountById(query, id),
  now = Date.now,
  ttlMs = defaultTtlMs,
  randomToken = platformRandomToken,
}: PostgresSessionsOptions): CookieSessions {
  const cookie = createSessionCookie(secure, ttlMs);
  const openId = createOpenId({ query, now, ttlMs, randomToken });

  async function current(header: string | null | undefined): Promise<CheckedSession | undefined> {
    const [row] = (await query(currentSql, [await s256(cookie.read(header)), now()])).rows;
    const account = row && (await findAccount(text(row, 'account_id')));
    return account && { account, ...proofOf(row) };
  }

  return {
    async open(account, { caller, authenticatedAtMs = now(), ...context }) {
      const broughtId = cookie.read(caller.cookie);
      const id = await openId({ ...context, accountId: account.id, broughtId, authenticatedAtMs });
      return { setCookies: [cookie.set(id)] };
    },
    current: ({ cookie: header }) => current(header),
    async endAll(accountId) {
      await query(endAllSql, [accountId, now(), now() - rememberEndMs]);
    },
    async end(login) {
      await query('delete from wml_sessions where login = $1', [login]);
    },
    async endUnconfirmed(accountId) {
      await query('delete from wml_sessions where account_id = $1 and not confirmed', [accountId]);
    },
    async endedAtMs(accountId) {
      const [row] = (await query(endedSql, [accountId, now() - rememberEndMs])).rows;
      return row && Number(row['ended_at_ms']);
    },
    read: async (header) => (await current(header))?.account,
    async close(header) {
      const idHash = await s256(cookie.read(header));
      await query('delete from wml_sessions where id_hash = $1', [idHash]);
      return cookie.clear();
    },
  };
}

function proofOf(row: Row): Omit<CheckedSession, 'account'> {
  return {
    authenticatedAtMs: Number(row['authenticated_at_ms']),
    method: text(row, 'method'),
    confirmed: row['confirmed'] === true,
    ...optional('login', row, 'login'),
  };
}

interface SignIn extends Pick<OpenContext, 'key' | 'method' | 'confirmed' | 'login'> {
  readonly accountId: string;
  /** The session id in the browser's cookie; '' without one. */
  readonly broughtId: string;
  readonly authenticatedAtMs: number;
}

/** Returns a function that opens a session and resolves with its id: the same id for the same sign-in. */
function createOpenId({
  query,
  now,
  ttlMs,
  randomToken,
}: Required<Pick<PostgresSessionsOptions, 'query' | 'now' | 'ttlMs' | 'randomToken'>>) {
  const idOf = (seed: string, key: string): Promise<string> => s256(`${seed} ${key}`);

  return async (signIn: SignIn): Promise<string> => {
    const { accountId, key, broughtId, authenticatedAtMs, method, confirmed, login } = signIn;
    const keyHash = await s256(key);
    for (let round = 0; round < maxRounds; round++) {
      const [known] = (await query(knownSql, [keyHash, accountId, now()])).rows;
      if (known) return idOf(text(known, 'seed'), key);
      // Always a new id: an attacker may know one that existed before the login (session fixation).
      const seed = randomToken(32);
      const id = await idOf(seed, key);
      const endsAtMs = now() + ttlMs;
      const hashes = [await s256(broughtId), keyHash, await s256(id)];
      const times = [now(), endsAtMs, authenticatedAtMs];
      const values = [...hashes, seed, accountId, ...times, method, confirmed, login ?? null];
      if (await change(query, openSql, values)) return id;
    }
    throw new Error(`Another request opened the same session in each of ${maxRounds} rounds.`);
  };
}
