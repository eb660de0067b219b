/** Accounts in PostgreSQL; schema.ts has the tables. */
import type { AccountsKit, AccountsKitOptions } from '../accounts-kit.js';
import { createAccounts } from '../create-accounts.js';
import type { Query } from '../../server/base/postgres/query.js';
import { createPostgresStorage } from './storage.js';

export interface PostgresAccountsOptions extends AccountsKitOptions {
  /** Runs one statement with any client: pg, a pool, the embedded PGlite. */
  readonly query: Query;
}

/**
 * Creates accounts in PostgreSQL, in the tables of `schema`. If the database fails, a function rejects
 * with the client's error.
 *
 * @example
 * ```ts
 * import pg from 'pg';
 *
 * const pool = new pg.Pool();
 * const query: Query = (text, values) => pool.query(text, [...values]);
 * await pool.query(schema); // once, where your migrations run
 * const accounts = createPostgresAccounts({ query });
 * // Pass it to createWechatMpLogin({ accounts, … }).
 * ```
 */
export function createPostgresAccounts({
  query,
  ...options
}: PostgresAccountsOptions): AccountsKit {
  return createAccounts(createPostgresStorage(query), options);
}
