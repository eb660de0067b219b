/** What visitors get and what the log says while PostgreSQL lacks tables, connections or the right to write. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type pg from 'pg';
import {
  createPostgresStore,
  listenWithPg,
  storeSchema,
  type Query,
} from '../../../../src/server/postgres.js';
import {
  howToGetIt,
  startPostgres,
  type PostgresServer,
} from '../../../support/postgres-server.js';
import {
  assertDeaf,
  assertExplained,
  logged,
  openPage,
  untilServed,
} from '../../../support/server/stores/failures.js';
import { until } from '../../../support/until.js';

const queryOf =
  (pool: pg.Pool): Query =>
  (text, values) =>
    pool.query(text, [...values]);

const open = (pool: pg.Pool) => logged((log) => createPostgresStore({ query: queryOf(pool), log }));

function testServer(server: PostgresServer): void {
  const pool = server.pool(8);
  after(() => server.close());

  test('PostgreSQL without the tables says which statements to run', async () => {
    const { store, lines } = open(pool);
    await until(() => lines.length > 0);
    assert.deepEqual(lines.map(({ event }) => event), ['postgres_no_schema']); // prettier-ignore
    await assertExplained(store, 'error 42883', /Run `storeSchema`/);
    await pool.query(storeSchema);
    await untilServed(store);
    await pool.query('drop table wml_store_attempts');
    await assertExplained(store, 'error 42P01', /Run `storeSchema`/);
    await pool.query(storeSchema);
  });

  test('a pool whose connections are all in use: pages get a 503, and a QR code once one is free', async () => {
    const small = server.pool(1);
    const { store } = open(small);
    const held = await small.connect();
    await assertExplained(store, 'TimeoutError', /whether a pool has a connection left/);
    small.options.connectionTimeoutMillis = 100;
    await assertExplained(
      store,
      'StoreClientError POOL_EXHAUSTED',
      /no free connection for as long as it waits/,
    );
    held.release();
    await untilServed(store);
  });

  test('a PostgreSQL that takes no writes, as a standby', async () => {
    const readOnly = server.pool(2);
    readOnly.on('connect', (client) => {
      void client.query('set default_transaction_read_only = on');
    });
    const { store } = open(readOnly);
    await assertExplained(store, 'error 25006', /standby.*address of the primary/);
  });

  test('a role without rights on the tables', async () => {
    await pool.query('create role wml_nobody');
    const nobody = server.pool(1);
    nobody.on('connect', (client) => void client.query('set role wml_nobody'));
    const { store } = open(nobody);
    await assertExplained(store, 'error 42501', /Grant it their rights/);
  });

  test('a connection for `listen` that cannot be opened', async () => {
    const { store, lines } = logged((log) =>
      createPostgresStore({
        query: queryOf(pool),
        listen: listenWithPg(() =>
          Promise.reject(Object.assign(new Error('x'), { code: '53300' })),
        ),
        log,
      }),
    );
    await assertDeaf(store, lines, /53300.*within 3 seconds.*no connection left/);
    await store.close?.();
  });

  test('a server that is gone, and comes back', async (context) => {
    const { crash, start } = server;
    if (!crash || !start) {
      context.skip('the test has not started this server');
      return;
    }
    const { store } = open(pool);
    await crash();
    const { status, log } = await openPage(store);
    assert.equal(status, 503);
    assert.ok(log.some(({ event }) => event === 'store_failed'));
    await start();
    await untilServed(store);
  });
}

const server = await startPostgres();
if (server) testServer(server);
else test('a PostgreSQL that fails', { skip: howToGetIt });
