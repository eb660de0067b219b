/** A store in PostgreSQL, for any number of instances. */
import type { Store } from '../../attempts/store/store.js';
import { requireOption } from '../../base/configuration-error.js';
import { logToConsole, type Log } from '../../base/log.js';
import { msOf, type Query } from '../../base/postgres/query.js';
import { shareAttempts } from '../shared-attempts.js';
import { listenOn, type Listen } from './listen.js';
import { lookAtServer } from './look-at-server.js';
import { createPostgresAttempts, hintChannel } from './postgres-attempts.js';
import { createPostgresCounters } from './postgres-counters.js';
import { createPostgresRecords } from './postgres-records.js';
import { createStoreQuery } from './store-query.js';

export interface PostgresStoreOptions {
  /** Runs one statement with any client: pg, a pool, the embedded PGlite. */
  readonly query: Query;
  /**
   * Hears of changes at once, over a connection of its own. Without it, and behind a pooler that shares
   * connections between transactions, an instance finds the changes of others within 3 seconds.
   */
  readonly listen?: Listen;
  /** Receives log lines. Default: warnings and errors go to the console. */
  readonly log?: Log;
}

/**
 * Creates a store in PostgreSQL, so that any number of instances of a backend share their logins and limits.
 * It needs the tables of `storeSchema`. If the database fails, a function rejects with the client's error, or
 * with one that has it as its `cause`.
 *
 * @param options - `query`: runs a statement; `listen`: hears of changes at once; `log`
 * @throws ConfigurationError if `query` or `listen` is no function
 * @example
 * ```ts
 * import pg from 'pg';
 * import { createWechatMpLogin, type Options } from 'wechat-mp-login/server';
 *
 * declare const options: Omit<Options, 'store'>;
 * const pool = new pg.Pool();
 * await pool.query(storeSchema); // once, where your migrations run
 * const store = createPostgresStore({
 *   query: (text, values) => pool.query(text, [...values]),
 *   listen: listenWithPg(() => pool.connect()),
 * });
 * const login = createWechatMpLogin({ ...options, store });
 * ```
 */
export function createPostgresStore(options: PostgresStoreOptions): Store {
  const { listen, log = logToConsole } = options;
  requireOption(
    typeof options.query === 'function',
    '`query` must be a function: `(text, values) => pool.query(text, [...values])` with pg',
  );
  requireOption(
    listen === undefined || typeof listen === 'function',
    '`listen` must be a function: `listenWithPg(() => pool.connect())` with pg',
  );
  const query = createStoreQuery(options.query);
  const open = listen && listenOn(listen, hintChannel);
  const shared = shareAttempts(createPostgresAttempts(query), open, log);
  void lookAtServer(query, log);

  return {
    ...shared,
    records: createPostgresRecords(query),
    counters: createPostgresCounters(query),
    async now() {
      const [row] = (await query(`select ${msOf('clock_timestamp()')} as now_ms`, [])).rows;
      return Number(row?.['now_ms']);
    },
  };
}
