import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStoreClock } from '../../../../src/server/attempts/store/store-clock.js';
import { createMemoryStore } from '../../../../src/server/index.js';
import { settle } from '../../../support/clock.js';
import { createHarness } from '../../../support/server/harness.js';

const storeMs = 1_800_000_000_000;

/** An instance whose clock differs from the store's. */
function setup(differenceMs: number) {
  const state = { passedMs: 0, isDown: false, takesMs: 0 };
  const events: string[] = [];
  async function storeNow(): Promise<number> {
    if (state.isDown) throw new Error('gone');
    const nowMs = storeMs + state.passedMs;
    if (state.takesMs > 0) await new Promise((resolve) => setTimeout(resolve, state.takesMs));
    return nowMs;
  }
  const own = (): number => storeMs + state.passedMs + differenceMs;
  const store = { ...createMemoryStore(), now: storeNow };
  const clock = createStoreClock(store, own, (_, event) => void events.push(event));
  return { clock, events, state };
}

for (const differenceMs of [-180_000, 1001, 180_000]) {
  test(`a clock that is ${differenceMs} ms off goes by the store's`, async () => {
    const { clock, events } = setup(differenceMs);
    await clock.ready();
    assert.equal(clock.now(), storeMs);
    assert.deepEqual(events, ['store_clock_differs']);
  });
}

test('a small difference stays: nobody can tell it from the time that an answer takes', async () => {
  const { clock, events } = setup(1000);
  await clock.ready();
  assert.equal(clock.now(), storeMs + 1000);
  assert.deepEqual(events, []);
});

test('if the store does not say, the own clock counts, and the next request asks again', async () => {
  const { clock, events, state } = setup(60_000);
  state.isDown = true;
  await clock.ready();
  assert.equal(clock.now(), storeMs + 60_000);
  assert.deepEqual(events, ['store_failed']);
  state.isDown = false;
  await clock.ready();
  assert.equal(clock.now(), storeMs);
});

test('once it is known, the difference stays if the store fails, and is measured each minute', async () => {
  const { clock, events, state } = setup(60_000);
  await clock.ready();
  Object.assign(state, { isDown: true, passedMs: 60_000 });
  await clock.ready();
  await settle();
  assert.equal(clock.now(), storeMs + 60_000);
  assert.deepEqual(events, ['store_clock_differs', 'store_failed']);
});

test('a store that takes 4 s is heard, and how long it takes is no difference of clocks', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const differenceMs of [300_000, 0]) {
    const { clock, state, events } = setup(differenceMs);
    state.takesMs = 4000;
    const ready = clock.ready();
    state.passedMs = 4000;
    t.mock.timers.tick(4000);
    await ready;
    const wrongByMs = clock.now() - (storeMs + state.passedMs);
    // It has read its clock at once, or just before it answered: half of the 4 s stays unknown.
    assert.ok(Math.abs(wrongByMs) <= 2000, `${wrongByMs}`);
    assert.deepEqual(events, differenceMs === 0 ? [] : ['store_clock_differs']);
  }
});

test('a store without a clock is not asked', async () => {
  const clock = createStoreClock(
    createMemoryStore(),
    () => 5,
    () => assert.fail('logged'),
  );
  await clock.ready();
  assert.equal(clock.now(), 5);
});

test('two instances whose clocks differ by three minutes sign somebody in', async () => {
  const store = {
    ...createMemoryStore({ now: () => storeMs }),
    now: () => Promise.resolve(storeMs),
  };
  const [one, other] = [createHarness({ store }), createHarness({ store })];
  one.clock.nowMs = storeMs;
  other.clock.nowMs = storeMs + 400_000;
  const tab = await one.open();
  assert.equal((await other.watch(tab)).body['state'], 'pending');
  await one.scan(tab.scene);
  assert.equal((await one.redeem(tab)).status, 200);
});
