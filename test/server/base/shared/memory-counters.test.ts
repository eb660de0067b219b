import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryCounters } from '../../../../src/server/base/shared/memory-counters.js';

const minuteMs = 60_000;

function setup(cap?: number) {
  const clock = { nowMs: 1_800_000_000_000 };
  const counters = createMemoryCounters({
    now: () => clock.nowMs,
    ...(cap === undefined ? {} : { cap }),
  });
  /** How many were counted before. */
  async function count(key: string, windowMs = minuteMs): Promise<number> {
    const [counted = assert.fail()] = await counters.count([{ key, max: 1000, windowMs }]);
    return counted.before;
  }
  return { clock, counters, count };
}

test('above the cap, the counters that were asked longest ago are dropped', async () => {
  const { count } = setup(100);
  await count('used');
  await count('unused');
  for (let other = 0; other < 200; other++) {
    await count(`other ${other}`);
    assert.equal(await count('used'), other + 1);
  }
  assert.equal(await count('unused'), 0);
});

test('counters that refuse are not dropped for that', async () => {
  const { counters, count } = setup(100);
  await count('full');
  for (let other = 0; other < 200; other++) {
    await count(`other ${other}`);
    const [full] = await counters.count([{ key: 'full', max: 1, windowMs: minuteMs }]);
    assert.equal(full?.before, 1);
  }
});

test('many counters of a minute push out none of a day', async () => {
  const { count } = setup(100);
  await count('day', 86_400_000);
  for (let other = 0; other < 300; other++) await count(`other ${other}`);
  assert.equal(await count('day', 86_400_000), 1);
});

test('a counter counts for its whole window, however many windows pass meanwhile', async () => {
  const { clock, count } = setup();
  for (let second = 0; second < 300; second += 1) {
    assert.equal(await count('each second'), Math.min(second, 60 + (second % 2)));
    clock.nowMs += 1000;
  }
});

test('after the clock was set back, counters go on', async () => {
  const { clock, count } = setup();
  await count('a');
  clock.nowMs -= 10 * minuteMs;
  assert.equal(await count('a'), 0);
  assert.equal(await count('a'), 1);
});
