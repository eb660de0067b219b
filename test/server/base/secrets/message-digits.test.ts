/** The digits that visitors send to the account: how many, which, and for how long they are theirs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomToken } from '../../../../src/protocol/chain.js';
import {
  createMessageDigits,
  type MessageDigits,
} from '../../../../src/server/base/secrets/message-digits.js';
import { isWechatMpLoginError } from '../../../../src/protocol/errors.js';
import { counterKeptMs, slotMsOf } from '../../../../src/server/base/shared/counters.js';
import { createMemoryCounters } from '../../../../src/server/base/shared/memory-counters.js';
import { createMemoryRecords } from '../../../../src/server/base/shared/memory-records.js';
import { FakeClock } from '../../../support/clock.js';

const liveMs = 260_000;
const keptMs = liveMs + 900_000;

function setup(random = randomToken) {
  const clock = new FakeClock();
  const { now } = clock;
  const digits = createMessageDigits({
    ...{ now, randomToken: random, liveMs, keptMs },
    records: createMemoryRecords({ now }),
    counters: createMemoryCounters({ now }),
  });
  const take = async (account = 'default'): Promise<string> => (await digits.take(account)).digits;
  return { clock, digits, take };
}

async function takeMany(digits: MessageDigits, count: number): Promise<string[]> {
  const taken = await Promise.all(Array.from({ length: count }, () => digits.take('default')));
  return taken.map((each) => each.digits);
}

const lengthsOf = (all: readonly string[]): readonly number[] => [
  ...new Set(all.map(({ length }) => length)),
];

test('a guess hits one of all attempts with a chance of at most 1 to 10 000', async () => {
  const { digits } = setup();
  const first = await takeMany(digits, 100);
  const next = await takeMany(digits, 900);
  const last = await takeMany(digits, 5);
  assert.deepEqual([first, next, last].map(lengthsOf), [[6], [7], [8]]);
  const all = [...first, ...next, ...last];
  assert.ok(all.every((each) => /^\d+$/.test(each)));
  assert.equal(new Set(all).size, all.length);
});

test('once those attempts are over, six digits are enough again', async () => {
  const { clock, digits } = setup();
  await takeMany(digits, 101);
  clock.tick(counterKeptMs(liveMs));
  assert.deepEqual(lengthsOf(await takeMany(digits, 1)), [6]);
});

test('digits may begin with zeros', async () => {
  // The random number 42.
  const { take } = setup(() => Buffer.from([0, 0, 0, 0, 0, 42]).toString('base64url'));
  assert.equal(await take(), '000042');
});

test('no digits are given again until 15 minutes after their attempt is over', async () => {
  const numbers = [1, 1, 2, 1, 1];
  const { clock, digits, take } = setup(() =>
    Buffer.from([0, 0, 0, 0, 0, numbers.shift() ?? 9]).toString('base64url'),
  );
  assert.deepEqual((await takeMany(digits, 2)).toSorted(), ['000001', '000002']);
  clock.tick(keptMs - 1);
  assert.equal(await take(), '000009');
  clock.tick(1);
  numbers.push(1);
  assert.equal(await take(), '000001');
});

test('if no digits are free, the visitor is told to come back', async () => {
  const { clock, take } = setup(() => 'AAAAAAAA');
  await take();
  await assert.rejects(take(), { code: 'rate_limited' });
  assert.equal(await take('other'), '000000', 'each account has its own');
  clock.tick(keptMs);
  assert.equal(await take(), '000000');
});

test('the pool keeps 50 000 digits at most, and has room again when the first are over', async () => {
  let count = 0;
  const next = Buffer.alloc(6);
  const { clock, digits, take } = setup(() => {
    next.writeUInt32BE(count++, 2);
    return next.toString('base64url');
  });
  await takeMany(digits, 25_000);
  clock.tick(60_000);
  await takeMany(digits, 25_000);
  const refused = await take().then(
    () => assert.fail('All are in use.'),
    (error: unknown) => error,
  );
  assert.ok(isWechatMpLoginError(refused) && refused.code === 'rate_limited');
  const { retryAfterMs = 0 } = refused;
  const leastMs = keptMs - 60_000;
  assert.ok(retryAfterMs >= leastMs && retryAfterMs <= leastMs + slotMsOf(keptMs));
  clock.tick(retryAfterMs);
  assert.deepEqual(lengthsOf(await takeMany(digits, 1)), [6]);
});

test('what digits in the chat can be', async () => {
  const { clock, digits, take } = setup();
  const kindOf = (typed: string, account = 'default') => digits.kindOf(account, typed);
  assert.equal(await kindOf('123456'), 'foreign');
  const given = await take();
  const [other] = ['123456', '654321'].filter((each) => each !== given);
  assert.ok(other);
  assert.equal(await kindOf(given), 'given');
  assert.equal(await kindOf(other), 'possible');
  assert.equal(await kindOf('1234567'), 'foreign', 'nobody has seven');
  assert.equal(await kindOf(given, 'other'), 'foreign', 'those of another account');
  clock.tick(counterKeptMs(liveMs));
  assert.equal(
    await kindOf(given),
    'given',
    'the attempt is over, but somebody may send them late',
  );
  assert.equal(await kindOf(other), 'foreign');
  clock.tick(keptMs);
  assert.equal(await kindOf(given), 'foreign');
});

test('digits that no attempt was created with are free at once', async () => {
  const { digits } = setup(() => 'AAAAAAAA');
  const given = await digits.take('default');
  await given.giveBack();
  assert.equal((await digits.take('default')).digits, given.digits);
});
