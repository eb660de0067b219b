/** Counters that the instances share, in PostgreSQL; schema.ts has the table and the function. */
import type { Query, Row } from '../../base/postgres/query.js';
import { slotMsOf, type Counted, type Counters } from '../../base/shared/counters.js';

const countSql = `
  select place, before, retry_after_ms, slot
    from wml_store_count($1::text[], $2::float8[], $3::float8[], $4::float8[])`;

const giveBackSql = `
  update wml_store_counters set slots = case
      when (slots ->> $2::text)::integer > 1
        then slots || jsonb_build_object($2::text, (slots ->> $2::text)::integer - 1)
      else slots - $2::text end
    where key = $1 and slots ->> $2::text is not null`;

export function createPostgresCounters(query: Query): Counters {
  return {
    async count(limits) {
      const { rows } = await query(countSql, [
        limits.map(({ key }) => key),
        limits.map(({ max }) => max),
        limits.map(({ windowMs }) => windowMs),
        limits.map(({ windowMs }) => slotMsOf(windowMs)),
      ]);
      return rows
        .map((row) => ({ place: Number(row['place']), counted: readCounted(row) }))
        .sort((a, b) => a.place - b.place)
        .map(({ counted }) => counted);
    },
    async giveBack({ key }, slot) {
      await query(giveBackSql, [key, String(slot)]);
    },
  };
}

const readCounted = (row: Row): Counted => ({
  before: Number(row['before']),
  retryAfterMs: Number(row['retry_after_ms']),
  slot: Number(row['slot']),
});
