/** `counters`: how many there may be, and who shares them. */
import { randomToken } from '../../../protocol/chain.js';
import {
  counterKeptMs,
  type Counted,
  type Counters,
} from '../../../server/base/shared/counters.js';
import { expect } from '../../expect.js';
import { expectCount, expectSame } from '../expect-same.js';
import { countersOf, defineStoreCase } from '../kit.js';

const windowMs = 3_600_000;

export async function countOne(
  counters: Counters,
  key: string,
  max: number,
  within = windowMs,
): Promise<Counted> {
  const [counted] = await counters.count([{ key, max, windowMs: within }]);
  expect(counted !== undefined, '`count` resolved with no result for its limit');
  return counted;
}

export const wasCounted = ({ retryAfterMs }: Counted): boolean => retryAfterMs === 0;

/** It was refused, and is told to wait for a time that makes sense. */
export function expectRefused(counted: Counted, before: number, within = windowMs): void {
  expectSame(counted.before, before, '`before` of a refused count');
  const { retryAfterMs } = counted;
  const isRight = retryAfterMs > 0 && retryAfterMs <= counterKeptMs(within);
  expect(isRight, `a refused count said retryAfterMs ${retryAfterMs}, in a window of ${within} ms`);
}

export const countersCases = [
  defineStoreCase(
    'counters-max',
    'A limit counts until there are `max`, then refuses and says when there is room.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const key = randomToken(16);
      for (const before of [0, 1, 2]) {
        const counted = await countOne(before === 1 ? others : own, key, 3);
        const { slot } = counted;
        expectSame(counted, { before, retryAfterMs: 0, slot }, `count ${before + 1} of 3`);
        expect(Number.isSafeInteger(slot), `\`slot\` was ${slot}, no integer`);
      }
      for (const by of [own, others]) expectRefused(await countOne(by, key, 3), 3);
      expectRefused(await countOne(own, key, 2), 3);
      expectSame((await countOne(own, key, 4)).retryAfterMs, 0, 'retryAfterMs with a higher max');
    },
  ),
  defineStoreCase(
    'counters-parallel',
    'Of 50 parallel counts with `max` 10, exactly 10 are counted.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const key = randomToken(16);
      const counted = await Promise.all(
        Array.from({ length: 50 }, (_, index) => countOne(index % 2 ? others : own, key, 10)),
      );
      expectCount(counted.map(wasCounted), 10, 'counts that were counted');
      expectRefused(await countOne(own, key, 10), 10);
    },
  ),
  defineStoreCase(
    'counters-independent',
    'Each limit of a call counts by itself, also if another one refuses; results are in their order.',
    async (kit) => {
      const { own } = countersOf(kit);
      const [full, free, wide] = [randomToken(16), randomToken(16), randomToken(16)];
      await countOne(own, full, 1);
      await countOne(own, wide, 5, 60_000);
      const limits = [
        { key: wide, max: 5, windowMs: 60_000 },
        { key: full, max: 1, windowMs },
        { key: free, max: 2, windowMs },
      ];
      const results = await own.count(limits);
      expectSame(results.length, 3, 'results');
      expectSame(
        results.map(({ before }) => before),
        [1, 1, 0],
        '`before` of each',
      );
      expectSame(results.map(wasCounted), [true, false, true], 'which were counted');
      expectSame((await countOne(own, free, 2)).before, 1, '`before` of the free one afterwards');
      expectSame(await own.count([]), [], 'a call without limits');
    },
  ),
  defineStoreCase(
    'counters-many',
    'A call may have 40 limits, calls in opposite orders go on, and a key named twice counts twice.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const limits = Array.from({ length: 40 }, () => ({
        key: randomToken(16),
        max: 15,
        windowMs,
      }));
      const backwards = [...limits].reverse();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          index % 2 ? others.count(backwards) : own.count(limits),
        ),
      );
      expectCount(results.flat().map(wasCounted), 40 * 15, 'counts that were counted');
      const key = randomToken(16);
      const twice = [0, 1].map(() => ({ key, max: 1, windowMs }));
      expectCount(
        (await own.count(twice)).map(wasCounted),
        1,
        'counts of a key named twice, max 1',
      );
    },
  ),
  defineStoreCase(
    'counters-look',
    'A limit with `max` 0 tells how many there are, and counts nothing.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const key = randomToken(16);
      for (const before of [0, 1, 2]) {
        for (const by of [own, others]) expectRefused(await countOne(by, key, 0), before);
        await countOne(own, key, 5);
      }
    },
  ),
  defineStoreCase(
    'counters-give-back',
    '`giveBack` takes one count back from its slot, and never more than were counted.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const key = randomToken(16);
      await own.giveBack({ key, windowMs }, 1);
      await countOne(own, key, 2);
      const { slot } = await countOne(own, key, 2);
      expectRefused(await countOne(own, key, 2), 2);
      await own.giveBack({ key, windowMs }, slot + 1);
      expectRefused(await countOne(own, key, 2), 2);
      await others.giveBack({ key, windowMs }, slot);
      expectSame((await countOne(own, key, 2)).before, 1, '`before` after one was given back');
      expectRefused(await countOne(own, key, 2), 2);
      for (let time = 0; time < 4; time++) await own.giveBack({ key, windowMs }, slot);
      const { before } = await countOne(own, key, 0);
      expect(before >= 0 && before < 2, `\`before\` was ${before} after four were given back`);
    },
  ),
];
