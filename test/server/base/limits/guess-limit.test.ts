import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WechatMpLoginError } from '../../../../src/protocol/errors.js';
import { createTally, type KeyLimit } from '../../../../src/server/base/limits/guess-limit.js';
import { createKeyedHash } from '../../../../src/server/base/secrets/keyed-hash.js';
import { slotMsOf } from '../../../../src/server/base/shared/counters.js';
import { createMemoryCounters } from '../../../../src/server/base/shared/memory-counters.js';

const windowMs = 3000;
const slotMs = slotMsOf(windowMs);

function setup() {
  const clock = { nowMs: 900_000 };
  const asked: string[] = [];
  const memory = createMemoryCounters({ now: () => clock.nowMs });
  const counters: typeof memory = {
    ...memory,
    count(limits) {
      asked.push(...limits.map(({ key }) => key));
      return memory.count(limits);
    },
  };
  const refused: KeyLimit[] = [];
  const tally = createTally({
    ...{ name: 'guesses', windowMs, counters, keyedHash: createKeyedHash('a secret', 'test') },
    onRefused: (limit) => refused.push(limit),
  });
  /** How long a guess has to wait; 0 if it was counted. */
  async function waitMs(limits: readonly KeyLimit[]): Promise<number> {
    try {
      await tally.count(limits);
      return 0;
    } catch (error) {
      return (error as WechatMpLoginError).retryAfterMs ?? assert.fail();
    }
  }
  return { clock, tally, waitMs, refused, asked };
}

const [a, b] = [
  { key: 'a', max: 2 },
  { key: 'b', max: 2 },
] as const;

test('a tally allows its maximum in any window, and a guess leaves it up to a slot late', async () => {
  const { clock, waitMs, refused } = setup();
  assert.equal(await waitMs([a]), 0);
  clock.nowMs += 2000;
  assert.equal(await waitMs([a]), 0);
  assert.equal(await waitMs([a]), 1000 + slotMs);
  assert.deepEqual(refused, [a]);
  clock.nowMs += 1000 + slotMs - 1;
  assert.equal(await waitMs([a]), 1);
  clock.nowMs += 1;
  assert.equal(await waitMs([a]), 0, 'the first is over, the second is not');
  assert.equal(await waitMs([a]), 2000 - slotMs + slotMs);
});

test('if one key has no room, nothing stays counted', async () => {
  const { waitMs } = setup();
  await waitMs([a]);
  await waitMs([a]);
  for (let count = 0; count < 5; count++) assert.ok((await waitMs([b, a])) > 0);
  assert.equal(await waitMs([b]), 0);
  assert.equal(await waitMs([b]), 0);
  assert.ok((await waitMs([b])) > 0);
});

test('of guesses at the same moment, as many are counted as there is room for', async () => {
  const { waitMs } = setup();
  const waits = await Promise.all(Array.from({ length: 20 }, () => waitMs([a])));
  assert.equal(waits.filter((each) => each === 0).length, 2);
});

test('a guess takes back its own counts, each once', async () => {
  const { clock, tally, waitMs } = setup();
  await waitMs([a]);
  const guess = await tally.count([a, b]);
  assert.deepEqual([guess.before('a'), guess.before('b')], [1, 0]);
  await guess.giveBack([a]);
  await guess.giveBack([a]);
  assert.equal((await tally.count([{ ...a, max: 9 }])).before('a'), 1, 'the first one stays');
  await guess.giveBack();
  assert.equal((await tally.count([{ ...a, max: 9 }])).before('a'), 2);
  assert.equal((await tally.count([b])).before('b'), 0);
  const late = await tally.count([b]);
  clock.nowMs += 2 * windowMs;
  await tally.count([b]);
  await late.giveBack();
  assert.equal((await tally.count([b])).before('b'), 1, 'nothing is taken from a later slot');
});

test('the keys of counters do not show what is hidden, and are apart for each kind', async () => {
  const { tally, asked } = setup();
  const hidden = 'ann@example.com';
  await tally.count([
    { key: 'address', hidden, max: 2 },
    { key: 'target email', hidden, max: 2 },
    { key: 'target password', hidden, max: 2 },
  ]);
  assert.equal(new Set(asked.map((key) => key.split(' ').at(-1))).size, 3);
  for (const key of asked)
    assert.match(key, /^guesses (address|target (email|password)) [\w-]{43}$/);
});
