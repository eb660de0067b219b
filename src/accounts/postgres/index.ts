/**
 * `wechat-mp-login/server/postgres`: accounts and sessions in PostgreSQL, by any client with a
 * function to query, pools and the embedded PGlite included.
 *
 * @example
 * const pool = new pg.Pool({ connectionString });
 * const query: Query = (text, values) => pool.query(text, [...values]);
 * await pool.query(schema); // once, where your migrations run
 * createWechatMpLogin({
 *   accounts: createPostgresAccounts({ query }),
 *   sessions: createPostgresSessions({ query, secure: true }),
 *   …
 * });
 *
 * @example With PGlite the first three lines are
 * const db = await PGlite.create('./data');
 * const query: Query = (text, values) => db.query(text, [...values]);
 * await db.exec(schema);
 */
export type {
  OpenidChange,
  ExchangedOpenids,
  NewAccount,
  OpenidPage,
  AccountsKit,
  AccountsKitOptions,
} from '../accounts.js';
export { createPostgresAccounts, type PostgresAccountsOptions } from './accounts.js';
export type { Query, Row } from './query.js';
export { schema } from './schema.js';
export type { CookieSessions } from '../memory/sessions.js';
export { createPostgresSessions, type PostgresSessionsOptions } from './sessions.js';
