import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/server/index.js';
import { createHarness, type HarnessOptions } from '../../support/server/harness.js';
import { hookStore, type StoreMethod } from '../../support/server/hook-store.js';

/** A backend, and the calls of its store since the last reset. */
function createCounted(options: HarnessOptions = {}) {
  const clock = { nowMs: 0 };
  const store = createMemoryStore({ now: () => clock.nowMs });
  const calls: StoreMethod[] = [];
  const harness = createHarness({
    ...options,
    store: hookStore(store, (method) => void calls.push(method)),
  });
  clock.nowMs = harness.clock.nowMs;
  async function callsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
    calls.length = 0;
    await act();
    return [...calls];
  }
  return { ...harness, callsOf };
}

test('a push reads its attempt once and writes it once', async () => {
  const { open, scan, callsOf } = createCounted();
  const tab = await open();
  assert.deepEqual(await callsOf(() => scan(tab.scene)), ['byScene', 'advance']);
  assert.deepEqual(await callsOf(() => scan(tab.scene)), ['byScene'], 'a repeated push');
});

test('an attempt that is created is not read again', async () => {
  const { open, callsOf } = createCounted();
  assert.deepEqual(await callsOf(() => open()), ['create', 'advance']);
});

test('a redeem reads its attempt once', async () => {
  const { open, scan, redeem, callsOf } = createCounted();
  const tab = await open();
  await scan(tab.scene);
  const calls = await callsOf(() => redeem(tab));
  assert.deepEqual(calls, ['get', 'advance', 'advance', 'advance']);
});

test('an event that loses a race reads the attempt again', async () => {
  const store = createMemoryStore({ now: () => 0 });
  let races = 0;
  let reads = 0;
  const { open, scan, redeem } = createHarness({
    store: {
      ...store,
      get: (id) => {
        reads++;
        return store.get(id);
      },
      async advance(id, rev, next) {
        if (next.state === 'approved' && races++ === 0) return false;
        return store.advance(id, rev, next);
      },
    },
  });
  const tab = await open();
  assert.match(await scan(tab.scene), /登录/);
  assert.deepEqual({ races, reads }, { races: 2, reads: 1 });
  assert.equal((await redeem(tab)).status, 200);
});
