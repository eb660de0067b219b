/** Records that the instances share, in PostgreSQL; schema.ts has the table. */
import { at, change, text, type Query } from '../../base/postgres/query.js';
import type { Records } from '../../base/shared/records.js';
import { sweptPerWrite } from './postgres-attempts.js';

const getSql = `
  select rev, record from wml_store_records where key = $1 and forget_at > statement_timestamp()`;

const swept = `
  swept as (
    delete from wml_store_records where key in (
      select key from wml_store_records where forget_at <= statement_timestamp() and key <> $1
        order by forget_at limit ${sweptPerWrite} for update skip locked))`;

// A record whose time is over counts as none.
const insertSql = `
  with ${swept}
  insert into wml_store_records as old (key, rev, record, forget_at)
    values ($1, 1, $2, ${at('$3')})
    on conflict (key) do update set rev = 1, record = excluded.record, forget_at = excluded.forget_at
    where old.forget_at <= statement_timestamp()
    returning rev`;

const updateSql = `
  with ${swept}
  update wml_store_records set rev = rev + 1, record = $2, forget_at = ${at('$3')}
    where key = $1 and rev = $4 and forget_at > statement_timestamp()
    returning rev`;

export function createPostgresRecords(query: Query): Records<object> {
  return {
    async get(key) {
      const [row] = (await query(getSql, [key])).rows;
      // Only this file writes the column.
      return row && { record: JSON.parse(text(row, 'record')) as object, rev: Number(row['rev']) };
    },
    set(key, rev, record, forgetAtMs) {
      const values = [key, JSON.stringify(record), forgetAtMs];
      return rev === 0
        ? change(query, insertSql, values)
        : change(query, updateSql, [...values, rev]);
    },
  };
}
