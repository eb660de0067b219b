/** Attempts in PostgreSQL; schema.ts has the table. */
import type { Attempt } from '../../attempts/attempt.js';
import { forgottenAtMs } from '../../attempts/transition.js';
import { at, change, text, type Query, type Row } from '../../base/postgres/query.js';
import type { DatabaseAttempts } from '../shared-attempts.js';

/** How many forgotten rows each write deletes: more than one, so that they never pile up. */
export const sweptPerWrite = 20;
/** The attempt with the challenge may be forgotten between two statements. */
const maxRaces = 10;

export const hintChannel = 'wml_store';

/** PostgreSQL allows every character in a text but this one, and nothing of ours contains it. */
const isStorable = (value: string): boolean => !value.includes('\u0000');

const isLive = 'forget_at > statement_timestamp()';

// An attempt that is forgotten counts as none.
const createSql = `
  with swept as (
    delete from wml_store_attempts where id in (
      select id from wml_store_attempts
        where forget_at <= statement_timestamp() and challenge <> $2
        order by forget_at limit ${sweptPerWrite} for update skip locked))
  insert into wml_store_attempts as old (id, challenge, scene, rev, attempt, forget_at)
    values ($1, $2, $3, $4, $5, ${at('$6')})
    on conflict (challenge) do update set id = excluded.id, scene = excluded.scene,
      rev = excluded.rev, attempt = excluded.attempt, forget_at = excluded.forget_at
    where old.forget_at <= statement_timestamp()
    returning id`;

const advanceSql = `
  with written as (
    update wml_store_attempts set rev = $3, attempt = $4, forget_at = ${at('$5')}
      where id = $1 and rev = $2 and ${isLive} returning id, rev)
  select pg_notify('${hintChannel}', rev || ' ' || id) from written`;

const selectBy = (column: 'id' | 'scene' | 'challenge'): string => `
  select attempt from wml_store_attempts where ${column} = $1 and ${isLive}
    order by forget_at desc limit 1`;

const revsSql = `
  select id, rev from wml_store_attempts where id = any ($1::text[]) and ${isLive}`;

export function createPostgresAttempts(query: Query): DatabaseAttempts {
  async function find(column: 'id' | 'scene' | 'challenge', value: string) {
    if (!isStorable(value)) return undefined;
    const [row] = (await query(selectBy(column), [value])).rows;
    return row && readAttempt(row);
  }

  return {
    async create(attempt) {
      const { id, challenge, scene, rev } = attempt;
      const kept = JSON.stringify(attempt);
      const values = [id, challenge, scene, rev, kept, forgottenAtMs(attempt)];
      for (let race = 0; race < maxRaces; race++) {
        if (await change(query, createSql, values)) return { created: true, attempt };
        const known = await find('challenge', challenge);
        if (known) return { created: false, attempt: known };
      }
      throw new Error(`An attempt could not be created ${maxRaces} times in a row`);
    },
    get: (id) => find('id', id),
    byScene: (scene) => find('scene', scene),
    advance: (id, rev, next) =>
      change(query, advanceSql, [id, rev, next.rev, JSON.stringify(next), forgottenAtMs(next)]),
    async readRevs(ids) {
      const { rows } = await query(revsSql, [ids]);
      const revs = new Map(rows.map((row) => [text(row, 'id'), Number(row['rev'])]));
      return ids.map((id) => revs.get(id));
    },
  };
}

/** Only this file writes the column. */
const readAttempt = (row: Row): Attempt => JSON.parse(text(row, 'attempt')) as Attempt;
