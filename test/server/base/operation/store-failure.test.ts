/** What the log says about a store that fails: what it is, and the way out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeFailure } from '../../../../src/server/base/operation/store-failure.js';
import { RedisError } from '../../../../src/server/stores/redis/commands.js';
import { createPostgresStore } from '../../../../src/server/postgres.js';
import { createHarness } from '../../../support/server/harness.js';
import { until } from '../../../support/until.js';

const withCode = (code: string) => Object.assign(new Error('secret address'), { code });

/** Words of Redis, of its clients, and codes of PostgreSQL and Node.js, with what the way out has to name. */
const failures = [
  [new RedisError(new Error('NOAUTH Authentication required.')), /password/],
  [new RedisError(new Error('WRONGPASS invalid username-password pair')), /password/],
  [new RedisError(new Error('MOVED 866 127.0.0.1:6379')), /createCluster/],
  [
    new RedisError(new Error("READONLY You can't write against a read only replica.")),
    /address of the primary/,
  ],
  [
    new RedisError(
      new Error(
        "ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context",
      ),
    ),
    /client\.duplicate\(\)/,
  ],
  [
    new RedisError(
      new Error('Connection in subscriber mode, only subscriber commands may be used'),
    ),
    /client\.duplicate\(\)/,
  ],
  [new RedisError(new Error("ERR unknown command 'EVALSHA'")), /scripts/],
  [withCode('42P01'), /storeSchema/],
  [withCode('42883'), /storeSchema/],
  [withCode('28P01'), /password/],
  [withCode('3D000'), /no such database/],
  [withCode('53300'), /max_connections/],
  [new RedisError(withCode('ECONNREFUSED')), /address/],
  [new DOMException('late', 'TimeoutError'), /pool has a connection left/],
] as const;

test('each usual failure of Redis and PostgreSQL has a way out in the log, and no address', () => {
  for (const [error, wayOut] of failures) {
    const line = storeFailure(error);
    assert.match(line.meaning ?? '', wayOut, error.message);
    assert.doesNotMatch(JSON.stringify(line), /secret|127\.0\.0\.1/);
  }
  assert.deepEqual(storeFailure(withCode('XX000')), { error: 'Error XX000' });
});

test('a query that returns the rows alone is named, with what to write', async () => {
  const rowsAlone = (() => Promise.resolve([])) as never;
  const store = createPostgresStore({ query: rowsAlone, log: () => undefined });
  const { log, call } = createHarness({ store });
  const asked = { challenge: 'a'.repeat(43), purpose: 'login', method: 'scan' };
  assert.equal((await call('POST', '/attempts', asked)).status, 503);
  const line = await until(() => log.find(({ event }) => event === 'store_failed'));
  assert.match(JSON.stringify(line), /must resolve with `\{ rows \}`/);
  await store.close?.();
});
