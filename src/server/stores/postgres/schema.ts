/** The tables of the store in PostgreSQL, and the function that counts. */

/**
 * The tables and a function as plain SQL: several statements, harmless if all of it exists. Run it once, where
 * your migrations run: `pool.query(storeSchema)` with pg, `db.exec(storeSchema)` with PGlite.
 */
export const storeSchema = /* sql */ `
-- Unlogged: if the server crashes, PostgreSQL empties these two tables, and a standby never has their rows.
-- The logins under way then start again, and limits count from 0. In return, no login waits for the disk.
create unlogged table if not exists wml_store_attempts (
  id text collate "C" primary key,
  challenge text collate "C" not null unique,
  scene text collate "C" not null,
  rev integer not null,
  -- JSON. Not jsonb, which takes longer and does not allow U+0000.
  attempt text not null,
  forget_at timestamptz not null
);
create index if not exists wml_store_attempts_by_scene on wml_store_attempts (scene);
create index if not exists wml_store_attempts_by_forget_at on wml_store_attempts (forget_at);

create unlogged table if not exists wml_store_counters (
  key text collate "C" primary key,
  -- Counts by slot.
  slots jsonb not null,
  forget_at timestamptz not null
);
create index if not exists wml_store_counters_by_forget_at on wml_store_counters (forget_at);

-- Logged: known browsers and what "Not me" can undo survive a crash.
create table if not exists wml_store_records (
  key text collate "C" primary key,
  rev integer not null,
  record text not null,
  forget_at timestamptz not null
);
create index if not exists wml_store_records_by_forget_at on wml_store_records (forget_at);

-- Counts one for each limit that has room. Times and sizes are in milliseconds.
create or replace function wml_store_count(
  keys text[], maxima float8[], windows float8[], slot_sizes float8[]
) returns table (place float8, before float8, retry_after_ms float8, slot float8)
language plpgsql as $count$
#variable_conflict use_column
declare
  asked record;
  kept jsonb;
  live jsonb;
  now_ms float8;
begin
  -- In the order of the keys: two calls never wait for each other.
  for asked in
    select * from unnest(keys, maxima, windows, slot_sizes) with ordinality
      as given (key, max, window_ms, slot_ms, place) order by key collate "C", place
  loop
    -- Another call may delete a row that is over between the two statements.
    for attempt in 1..10 loop
      kept := null;
      select counter.slots into kept
        from wml_store_counters counter where counter.key = asked.key for update;
      exit when found or asked.max = 0;
      insert into wml_store_counters (key, slots, forget_at)
        values (asked.key, '{}', clock_timestamp()) on conflict do nothing;
    end loop;

    -- After the wait for the row, so that times never go back.
    now_ms := extract(epoch from clock_timestamp()) * 1000;
    place := asked.place;
    slot := floor(now_ms / asked.slot_ms);
    select coalesce(jsonb_object_agg(each.key, each.value::integer), '{}'),
        coalesce(sum(each.value::float8), 0)
      into live, before
      from jsonb_each_text(coalesce(kept, '{}')) as each (key, value)
      where (each.key::float8 + 1) * asked.slot_ms > now_ms - asked.window_ms
        and each.key::float8 <= slot;

    if before + 1 <= asked.max then
      retry_after_ms := 0;
      update wml_store_counters counter
        set slots = live || jsonb_build_object(
            slot::bigint, coalesce((live ->> slot::bigint::text)::integer, 0) + 1),
          forget_at = to_timestamp(((slot + 1) * asked.slot_ms + asked.window_ms) / 1000)
        where counter.key = asked.key;
      if not found then
        raise exception 'a counter was deleted 10 times in a row' using errcode = '40001';
      end if;
    else
      retry_after_ms := coalesce((
        select ceil((summed.slot + 1) * asked.slot_ms + asked.window_ms - now_ms)
          from (
            select each.key::float8 as slot, sum(each.value::float8) over (order by each.key::float8) as total
              from jsonb_each_text(live) as each (key, value)
          ) as summed
          where summed.total >= before + 1 - asked.max order by summed.slot limit 1),
        asked.window_ms + asked.slot_ms);
    end if;
    return next;
  end loop;

  -- At the end: whoever has locked rows that are over waits for no others.
  delete from wml_store_counters where key in (
    select counter.key from wml_store_counters counter
      where counter.forget_at <= to_timestamp(now_ms / 1000)
      order by counter.forget_at limit 20 for update skip locked);
end
$count$;
`;
