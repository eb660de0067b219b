/** How the store in PostgreSQL is given its client, and what it says about a wrong one. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { createPostgresStore, listenWithPg, type Query } from '../../../../src/server/postgres.js';
import { settle } from '../../../support/clock.js';

const answer =
  (row: Readonly<Record<string, unknown>>): Query =>
  () =>
    Promise.resolve({ rows: [row] });

// Casts: an application in JavaScript passes them.
for (const [what, options, says] of [
  ['no query', {}, /`query` must be a function: `\(text, values\) => pool\.query/],
  ['a pool in place of query', { query: { query: answer({}) } }, /`query` must be a function/],
  [
    'a client in place of listen',
    { query: answer({}), listen: {} },
    /`listen` must be a function: `listenWithPg\(\(\) => pool\.connect\(\)\)`/,
  ],
] as const) {
  test(`a store with ${what} is refused with the way out`, () => {
    assert.throws(() => createPostgresStore(options as Parameters<typeof createPostgresStore>[0]), {
      name: 'ConfigurationError',
      message: says,
    });
  });
}

for (const [what, row, expected] of [
  [
    'the tables are missing',
    { has_schema: false, isolation: 'read committed' },
    ['postgres_no_schema'],
  ],
  [
    'another isolation is set',
    { has_schema: true, isolation: 'serializable' },
    ['postgres_isolation'],
  ],
  ['all is well', { has_schema: true, isolation: 'read committed' }, []],
] as const) {
  test(`at the start, the log says what is wrong with the database: ${what}`, async () => {
    const events: string[] = [];
    createPostgresStore({ query: answer(row), log: (_, event) => events.push(event) });
    await settle();
    assert.deepEqual(events, expected);
  });
}

/** A client of pg, whose connection a test can cut. */
function createClient() {
  const released: boolean[] = [];
  const client = Object.assign(new EventEmitter(), {
    query: (text: string) => Promise.resolve(text),
    release: (destroy: boolean) => void released.push(destroy),
  });
  return { client, released };
}

test('with pg, the connection that listens never goes back into the pool', async () => {
  const { client, released } = createClient();
  const heard: string[] = [];
  let losses = 0;
  const stop = await listenWithPg(() => Promise.resolve(client))(
    'channel',
    (payload) => heard.push(payload),
    () => losses++,
  );
  client.emit('notification', { payload: '1 a' });
  client.emit('error', new Error('cut'));
  client.emit('end');
  await stop();
  assert.deepEqual([heard, released], [['1 a'], [true]]);
  assert.ok(losses > 0);
});
