/** Identity records in PostgreSQL; schema.ts has the table. */
import type {
  IdentityRecord,
  IdentityRecords,
} from '../../server/host/records/identity-records.js';
import { at, change, type Query } from '../../server/base/postgres/query.js';

export interface PostgresIdentityRecordsOptions {
  /** Runs one statement with any client: pg, a pool, the embedded PGlite. */
  readonly query: Query;
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/** How many forgotten records each write deletes: more than one, so that they never pile up. */
const sweptPerWrite = 20;

const getSql = `
  select rev, record from wml_identity_records where key = $1 and forget_at > ${at('$2')}`;

const sweep = `
  swept as (
    delete from wml_identity_records where key in (
      select key from wml_identity_records where forget_at <= ${at('$3')} and key <> $1
        order by forget_at limit ${sweptPerWrite} for update skip locked))`;

// A record whose time is over counts as none.
const insertSql = `
  with ${sweep}
  insert into wml_identity_records as old (key, rev, record, forget_at)
    values ($1, 1, $2::text::jsonb, ${at('$4')})
    on conflict (key) do update set rev = 1, record = excluded.record, forget_at = excluded.forget_at
    where old.forget_at <= ${at('$3')}
    returning rev`;

const updateSql = `
  with ${sweep}
  update wml_identity_records set rev = rev + 1, record = $2::text::jsonb, forget_at = ${at('$4')}
    where key = $1 and rev = $5 and forget_at > ${at('$3')}
    returning rev`;

/**
 * Keeps identity records in PostgreSQL, in the table `wml_identity_records` of `schema`: which scan
 * counts, the known browsers, and what "Not me" can undo. Pass it as `identityRecords`. If the database
 * fails, a function rejects with the client's error.
 *
 * @example
 * ```ts
 * import pg from 'pg';
 *
 * const pool = new pg.Pool();
 * const query: Query = (text, values) => pool.query(text, [...values]);
 * const identityRecords = createPostgresIdentityRecords({ query });
 * // Pass it to createWechatMpLogin({ identityRecords, … }).
 * ```
 */
export function createPostgresIdentityRecords({
  query,
  now = Date.now,
}: PostgresIdentityRecordsOptions): IdentityRecords {
  return {
    async get(key) {
      const [row] = (await query(getSql, [key, now()])).rows;
      return row && { record: readRecord(row['record']), rev: Number(row['rev']) };
    },
    set(key, rev, record, forgetAtMs) {
      const values = [key, JSON.stringify(record), now(), forgetAtMs];
      return rev === 0
        ? change(query, insertSql, values)
        : change(query, updateSql, [...values, rev]);
    },
  };
}

/** Some clients return `jsonb` as an object, others as a text. Only this file writes the column. */
function readRecord(value: unknown): IdentityRecord {
  return (typeof value === 'string' ? JSON.parse(value) : value) as IdentityRecord;
}
