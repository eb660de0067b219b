import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/server/index.js';
import { createHarness, type HarnessOptions } from '../../support/server/harness.js';
import { hookStore } from '../../support/server/hook-store.js';

/** A backend, and the calls of its store since the last reset. */
function createCounted(options: HarnessOptions = {}) {
  const clock = { nowMs: 0 };
  const store = createMemoryStore({ now: () => clock.nowMs });
  const calls: string[] = [];
  const harness = createHarness({
    ...options,
    // Of a key, the words that say what it is about.
    store: hookStore(store, (method, key) => {
      const words = key.split(', ').map((each) => /^[a-z-]+( login)?/.exec(each)?.[0] ?? '');
      calls.push(`${method} ${words[0]}`.trim());
    }),
  });
  clock.nowMs = harness.clock.nowMs;
  async function callsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
    calls.length = 0;
    await act();
    return [...calls];
  }
  /** Creates an attempt, scans and redeems. */
  async function callsOfLogin(openid: string) {
    calls.length = 0;
    const tab = await harness.open();
    const create = [...calls];
    const push = await callsOf(() => harness.scan(tab.scene, { openid }));
    const redeem = await callsOf(async () => {
      assert.equal((await harness.redeem(tab)).status, 200);
    });
    return { tab, create, push, redeem };
  }
  return { ...harness, callsOf, callsOfLogin };
}

// With Redis, each call is a round trip.
test('a login of a new visitor costs 19 calls of the store', async () => {
  const { callsOfLogin } = createCounted({
    confirm: 'auto',
    api: (path, _, query) =>
      path.endsWith('/user/info')
        ? { subscribe: 1, unionid: `o6${query.get('openid')}` }
        : undefined,
  });
  // The first one has the access token to fetch, and says that visitors may be waiting.
  await callsOfLogin('oPersonOne');
  const { create, push, redeem } = await callsOfLogin('oPersonTwo');
  assert.deepEqual(create, [
    'counters.count creates',
    'create',
    'counters.count qr-codes',
    'advance',
  ]);
  assert.deepEqual(push, [
    'byScene',
    'counters.count scans',
    'records.get identity',
    'records.set identity',
    'advance',
    'records.get identity',
  ]);
  assert.deepEqual(redeem, [
    'get',
    'advance',
    'records.get unfollowed',
    'advance',
    'records.get identity',
    'records.set identity login',
    'records.set identity',
    'records.get identity',
    'advance',
  ]);
});

test('a repeated push reads its attempt, and writes nothing', async () => {
  const { callsOfLogin, callsOf, scan } = createCounted();
  const { tab } = await callsOfLogin('oPersonOne');
  assert.deepEqual(await callsOf(() => scan(tab.scene)), ['byScene']);
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
