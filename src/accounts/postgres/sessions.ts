/** Sessions as an opaque cookie, kept in PostgreSQL; the schema is in ../accounts/schema.ts. */
import { randomToken as platformToken, s256 } from '../../protocol/chain.js';
import { accountById } from './accounts.js';
import { at, change, msOf, text, type Query } from './query.js';
import { cookieLine, readCookie } from '../../server/base/cookies.js';
import type { CurrentSession, HostAccount } from '../../server/host/host.js';
import {
  sessionCookie,
  type CookieHeader,
  type CookieSessions,
  type CookieSessionsOptions,
} from '../memory/sessions.js';

export interface PostgresSessionsOptions extends Omit<CookieSessionsOptions, 'cap'> {
  readonly query: Query;
  /** Where the accounts are not those of createPostgresAccounts: who it is, by id. */
  readonly account?: (id: string) => Promise<HostAccount | undefined>;
}

/** Sessions that are over and go with each sign-in: more than one, so that sweeping outruns growing. */
const sweptPerOpen = 20;
const maxRounds = 10;

const knownSql = `
  select seed from wml_sessions
    where key_hash = $1 and account_id = $2 and ends_at > ${at('$3')}`;

// Takes the place of one that is over, or that the same sign-in opened for another account.
const openSql = `
  with brought as (
      delete from wml_sessions where id_hash = $1 and key_hash <> $2),
    swept as (
      delete from wml_sessions where id_hash in (
        select id_hash from wml_sessions where ends_at <= ${at('$6')} and key_hash <> $2
          order by ends_at limit ${sweptPerOpen} for update skip locked))
  insert into wml_sessions as old (key_hash, id_hash, seed, account_id, authenticated_at, ends_at)
    values ($2, $3, $4, $5, ${at('$8')}, ${at('$7')})
    on conflict (key_hash) do update set id_hash = excluded.id_hash, seed = excluded.seed,
      account_id = excluded.account_id, authenticated_at = excluded.authenticated_at,
      ends_at = excluded.ends_at
    where old.ends_at <= ${at('$6')} or old.account_id <> excluded.account_id
    returning id_hash`;

const currentSql = `
  select account_id, ${msOf('authenticated_at')} as authenticated_at_ms
    from wml_sessions where id_hash = $1 and ends_at > ${at('$2')}`;

/** `key` of open has to be random, as the backend's is: with the seed, it makes the cookie. */
export function createPostgresSessions({
  query,
  secure,
  account: accountOf = (id) => accountById(query, id),
  now = Date.now,
  ttlMs = 7 * 86_400_000,
  randomToken = platformToken,
}: PostgresSessionsOptions): CookieSessions {
  const name = sessionCookie(secure);
  const hashOf = (header: CookieHeader): Promise<string> =>
    s256(readCookie(header ?? '', name) ?? '');
  const idOf = (seed: string, key: string): Promise<string> => s256(`${seed} ${key}`);

  async function open(
    accountId: string,
    key: string,
    cookie: string,
    authenticatedAtMs: number,
  ): Promise<string> {
    const keyHash = await s256(key);
    for (let round = 0; round < maxRounds; round++) {
      const [known] = (await query(knownSql, [keyHash, accountId, now()])).rows;
      if (known) return idOf(text(known, 'seed'), key);
      // Always a new id: one that was there before the login may be known to somebody else.
      const seed = randomToken(32);
      const id = await idOf(seed, key);
      const endsAtMs = now() + ttlMs;
      const hashes = [await hashOf(cookie), keyHash, await s256(id)];
      const values = [...hashes, seed, accountId, now(), endsAtMs, authenticatedAtMs];
      if (await change(query, openSql, values)) return id;
    }
    throw new Error(`The session was opened elsewhere in each of ${maxRounds} rounds`);
  }

  async function current(header: CookieHeader): Promise<CurrentSession | undefined> {
    const [row] = (await query(currentSql, [await hashOf(header), now()])).rows;
    const account = row && (await accountOf(text(row, 'account_id')));
    return account && { account, authenticatedAtMs: Number(row['authenticated_at_ms']) };
  }

  return {
    async open(account, { key, caller, authenticatedAtMs = now() }) {
      const id = await open(account.id, key, caller.cookie, authenticatedAtMs);
      return { setCookies: [cookieLine(name, id, Math.floor(ttlMs / 1000), secure)] };
    },
    current: ({ cookie }) => current(cookie),
    async endAll(accountId) {
      await query('delete from wml_sessions where account_id = $1', [accountId]);
    },
    read: async (header) => (await current(header))?.account,
    async close(header) {
      await query('delete from wml_sessions where id_hash = $1', [await hashOf(header)]);
      return cookieLine(name, '', 0, secure);
    },
  };
}
