/** Says at the start if the database is not set up for the store. */
import type { EventLog } from '../../base/operation/log-events.js';
import { logStoreFailure } from '../../base/operation/store-failure.js';
import type { Query } from '../../base/postgres/query.js';

const lookSql = `
  select to_regclass('wml_store_attempts') is not null
      and to_regclass('wml_store_records') is not null
      and to_regclass('wml_store_counters') is not null
      and to_regproc('wml_store_count') is not null as has_schema,
    current_setting('transaction_isolation') as isolation`;

/** Never rejects. */
export async function lookAtServer(query: Query, log: EventLog): Promise<void> {
  try {
    const [row] = (await query(lookSql, [])).rows;
    if (row?.['has_schema'] === false) {
      log('error', 'postgres_no_schema', {
        meaning:
          'The tables of the store are missing. Run `storeSchema` where your migrations run.',
      });
    }
    const isolation = row?.['isolation'];
    if (typeof isolation !== 'string' || isolation === 'read committed') return;
    log('warn', 'postgres_isolation', {
      isolation,
      meaning:
        'With this isolation, limits that are counted at the same moment fail. Give the store a ' +
        'connection with `default_transaction_isolation` "read committed", the default of PostgreSQL.',
    });
  } catch (error) {
    logStoreFailure(log, 'start', error);
  }
}
