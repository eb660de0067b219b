import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAttempt } from '../../../src/conformance/store/kit.js';
import { storeFailure } from '../../../src/server/base/operation/store-failure.js';
import { createPostgresStore } from '../../../src/server/postgres.js';
import { createRedisStore } from '../../../src/server/redis.js';
import { createLimitCalls } from '../../../src/server/stores/limit-calls.js';

test('above the limit, a call is refused at once, until another one has settled', async () => {
  const limit = createLimitCalls(2);
  const settle: (() => void)[] = [];
  const call = () => limit(() => new Promise<void>((resolve) => settle.push(resolve)));
  const first = call();
  const failing = limit(() => Promise.reject(new Error('refused')));
  await assert.rejects(call(), { code: 'STORE_BUSY' });
  await assert.rejects(failing, /refused/);
  const third = call();
  await assert.rejects(call(), { code: 'STORE_BUSY' });
  for (const each of settle) each();
  await Promise.all([first, third]);
});

const never = (): Promise<never> => new Promise(() => undefined);

for (const [name, store] of [
  ['PostgreSQL', createPostgresStore({ query: never })],
  [
    'Redis',
    createRedisStore({
      client: { ...{ status: 'ready', call: never, duplicate: never, subscribe: never } },
    }),
  ],
] as const) {
  test(`${name}: while nothing answers, the calls that wait in the client have a limit`, async () => {
    for (let calls = 0; calls < 10_000; calls++) store.get(`${calls}`).catch(() => undefined);
    const error: unknown = await store.create(newAttempt(0)).catch((reason: unknown) => reason);
    assert.match(storeFailure(error).error, /STORE_BUSY/);
    assert.match(storeFailure(error).meaning ?? '', /refused at once/);
    await store.close?.();
  });
}
