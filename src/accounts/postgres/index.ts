/**
 * `wechat-mp-login/accounts/postgres`: accounts and sessions in PostgreSQL, with any client that can
 * run a statement, including pools and the embedded PGlite.
 *
 * @example
 * ```ts
 * import pg from 'pg';
 *
 * const pool = new pg.Pool();
 * const query: Query = (text, values) => pool.query(text, [...values]);
 * await pool.query(schema); // once, where your migrations run
 * const accounts = createPostgresAccounts({ query });
 * const sessions = createPostgresSessions({ query, secure: true });
 * ```
 *
 * @example With PGlite the first three lines are different:
 * ```ts
 * import { PGlite } from '@electric-sql/pglite';
 *
 * const db = await PGlite.create('./data');
 * const query: Query = (text, values) => db.query(text, [...values]);
 * await db.exec(schema);
 * ```
 */
export type {
  AccountsKit,
  AccountsKitOptions,
  ExchangedOpenids,
  NewAccount,
  OpenidChange,
  OpenidPage,
} from '../accounts-kit.js';
export type { CookieHeader, CookieSessions, CookieSessionsOptions } from '../cookie-sessions.js';
export { createPostgresAccounts, type PostgresAccountsOptions } from './accounts.js';
export {
  createPostgresIdentityRecords,
  type PostgresIdentityRecordsOptions,
} from './identity-records.js';
export type { Query, Row } from '../../server/base/postgres/query.js';
export { schema } from './schema.js';
export { createPostgresSessions, type PostgresSessionsOptions } from './sessions.js';
