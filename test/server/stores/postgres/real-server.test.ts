/** The store on a real PostgreSQL server that fails, restarts and is read by others. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type pg from 'pg';
import { newAttempt } from '../../../../src/conformance/store/kit.js';
import type { Attempt, Store } from '../../../../src/server/index.js';
import {
  createPostgresStore,
  listenWithPg,
  storeSchema,
  type PostgresStoreOptions,
} from '../../../../src/server/postgres.js';
import {
  howToGetIt,
  startPostgres,
  type PostgresServer,
} from '../../../support/postgres-server.js';
import { createHarness } from '../../../support/server/harness.js';
import { testInstances } from '../../../support/server/stores/instances-contract.js';

const waitMs = 60_000;

/** Waits until the look finds something. */
async function found<T>(look: () => Promise<T | undefined | false> | T | undefined | false) {
  for (const endMs = performance.now() + waitMs; performance.now() < endMs;) {
    const value = await look();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${waitMs / 1000} s for: ${String(look)}`);
}

function optionsOf(pool: pg.Pool, listening: pg.Pool): PostgresStoreOptions {
  return {
    query: (text, values) => pool.query(text, [...values]),
    listen: listenWithPg(() => listening.connect()),
    log: () => undefined,
  };
}

const listenersSql = `select pid from pg_stat_activity where query like 'listen %'`;

async function testServer(server: PostgresServer): Promise<void> {
  const [pool, listening] = [server.pool(8), server.pool(8)];
  await pool.query(storeSchema);
  await pool.query(storeSchema);
  const stores: Store[] = [];
  const open = (): Store => {
    const store = createPostgresStore(optionsOf(pool, listening));
    stores.push(store);
    return store;
  };
  after(async () => {
    for (const store of stores) await store.close?.();
    await server.close();
  });

  testInstances('PostgreSQL', async () => {
    const [one, other] = [open(), open()];
    return { stores: [one, other], nowMs: (await one.now?.()) ?? 0 };
  });

  test('PostgreSQL: changes arrive while the listening connection is cut, and it is opened again', async () => {
    const [one, other] = [open(), open()];
    const attempt = newAttempt(Date.now());
    await one.create(attempt);
    const seen: number[] = [];
    const stop = other.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
    const [{ pid }] = await found(async () => {
      const { rows } = await pool.query<{ pid: number }>(listenersSql);
      return rows[0] && ([rows[0]] as const);
    });
    for (let rev = 1; rev <= 3; rev++) {
      await pool.query(`select pg_terminate_backend(pid) from (${listenersSql}) as listeners`);
      await one.advance(attempt.id, rev - 1, { ...attempt, rev });
      await found(() => seen.at(-1) === rev);
    }
    const again = await found(async () => {
      const { rows } = await pool.query<{ pid: number }>(listenersSql);
      return rows[0];
    });
    assert.notEqual(again.pid, pid);
    stop();
  });

  test('PostgreSQL: what is over leaves the tables, some rows with every write', async () => {
    const store = open();
    const { counters, records } = store;
    assert.ok(counters && records);
    const untilMs = Date.now() + 60_000;
    for (let index = 0; index < 50; index++) {
      await store.create(newAttempt(Date.now()));
      await records.set(`over ${index}`, 0, {}, untilMs);
      await counters.count([{ key: `over ${index}`, max: 1, windowMs: 60_000 }]);
    }
    const tables = ['wml_store_attempts', 'wml_store_records', 'wml_store_counters'];
    for (const table of tables) await pool.query(`update ${table} set forget_at = now()`);
    const rowCounts = async (): Promise<number[]> => {
      const counted = tables.map((table) => pool.query(`select from ${table} limit 1000`));
      return (await Promise.all(counted)).map(({ rowCount }) => rowCount ?? 0);
    };
    assert.ok((await rowCounts()).every((count) => count >= 50));
    for (let write = 0; write < 30; write++) {
      await store.create(newAttempt(Date.now()));
      await records.set(`kept ${write}`, 0, {}, Date.now() + 60_000);
      await counters.count([{ key: `kept ${write}`, max: 1, windowMs: 60_000 }]);
    }
    assert.deepEqual(await rowCounts(), [30, 30, 30]);
  });

  test('PostgreSQL: who reads the tables finds nothing to sign in with', async () => {
    const store = open();
    const keys: string[] = [];
    const { clock, scan, redeem, ...site } = createHarness({
      store,
      sessions: {
        open: (_, { key }) => {
          keys.push(key);
          return Promise.resolve({ setCookies: [`session=secret-cookie-${key}; Path=/`] });
        },
      },
    });
    clock.nowMs = (await store.now?.()) ?? 0;
    const tab = await site.open();
    await scan(tab.scene, { openid: 'oReader' });
    assert.equal((await redeem(tab)).status, 200);
    const tables = ['wml_store_attempts', 'wml_store_records', 'wml_store_counters'];
    const rows = await Promise.all(tables.map((table) => pool.query(`select * from ${table}`)));
    const text = JSON.stringify(rows.map((each) => each.rows as unknown));
    assert.ok(text.includes(tab.id));
    const cookie = tab.cookie.split('=')[1] ?? '';
    for (const secret of [keys[0] ?? '', 'secret-', tab.chain.verifier, tab.chain.key, cookie]) {
      assert.ok(secret.length > 6);
      assert.ok(!text.includes(secret), secret);
    }
  });

  const { crash, start } = server;
  if (!crash || !start) return;
  test('PostgreSQL: after a crash of the server, logins start again and records are there', async () => {
    const [one, other] = [open(), open()];
    const attempt = newAttempt(Date.now());
    await one.create(attempt);
    assert.ok(one.records && other.records);
    await one.records.set('kept', 0, { browsers: ['b'] }, Date.now() + 600_000);
    const seen: Attempt[] = [];
    const next = newAttempt(Date.now());
    other.subscribe(next.id, (each) => each && seen.push(each));
    await crash();
    await assert.rejects(one.get(attempt.id));
    await start();
    await found(() =>
      one.get(attempt.id).then(
        () => true,
        () => false,
      ),
    );
    assert.equal(await one.get(attempt.id), undefined, 'the table is emptied');
    const kept = await other.records.get('kept');
    assert.deepEqual(kept, { record: { browsers: ['b'] }, rev: 1 });
    assert.equal((await one.create(next)).created, true);
    assert.equal(await one.advance(next.id, 0, { ...next, rev: 1 }), true);
    await found(() => seen.at(-1)?.rev === 1);
  });
}

const server = await startPostgres();
if (server) await testServer(server);
else test('the store on a real PostgreSQL', { skip: howToGetIt });
