/** `records`: a compare-and-set for each key. */
import { randomToken } from '../../../protocol/chain.js';
import type { Records } from '../../../server/base/shared/records.js';
import { expect } from '../../expect.js';
import { expectCount, expectSame } from '../expect-same.js';
import { defineStoreCase, recordsOf } from '../kit.js';

const dayMs = 24 * 3_600_000;
const livesMs = 1000;
const earlyMs = 50;

const strangeKeys = [
  ...['a:b', 'a b', 'a b ', 'a', 'A', '{a}b', 'a*', "'; --", '微信', '\u00e9', 'e\u0301', '🎉'],
  'x'.repeat(1000),
];

const anyJson = {
  text: '"\\/\b\f\n\r\t\u2028 中文 🎉',
  rare: '\u0000 \ud800',
  numbers: [0, -1, 1.5, 1e21, 1_800_000_000_000, Number.MAX_SAFE_INTEGER],
  empty: [{}, [], '', null, false],
  nested: { a: { b: { c: [[[{ d: true }]]] } } },
  'a key, "quoted"': 1,
};

export const recordsCases = [
  defineStoreCase(
    'records-set-get',
    'A record is absent until it is set from `rev` 0; each write adds 1 to `rev`.',
    async (kit) => {
      const { own, others } = recordsOf(kit);
      const key = randomToken(16);
      const untilMs = (await kit.nowMs()) + dayMs;
      expectSame(await own.get(key), undefined, 'get of an absent record');
      for (const rev of [0, 1, 2]) {
        const by = rev === 1 ? others : own;
        expectSame(await by.set(key, rev, { rev }, untilMs), true, `set from rev ${rev}`);
        const expected = { record: { rev }, rev: rev + 1 };
        expectSame(await own.get(key), expected, 'get');
        expectSame(await others.get(key), expected, 'get at the other instance');
      }
    },
  ),
  defineStoreCase(
    'records-other-revision',
    '`set` resolves with false and changes nothing if the stored `rev` is another one.',
    async (kit) => {
      const { own } = recordsOf(kit);
      const [key, absent] = [randomToken(16), randomToken(16)];
      const untilMs = (await kit.nowMs()) + dayMs;
      await own.set(key, 0, { n: 1 }, untilMs);
      await own.set(key, 1, { n: 2 }, untilMs);
      for (const rev of [0, 1, 3]) {
        expectSame(await own.set(key, rev, { late: rev }, untilMs), false, `set from rev ${rev}`);
      }
      expectSame(await own.get(key), { record: { n: 2 }, rev: 2 }, 'get');
      expectSame(await own.set(absent, 1, {}, untilMs), false, 'set from rev 1 where none is');
      expectSame(await own.get(absent), undefined, 'get of the absent record');
    },
  ),
  defineStoreCase(
    'records-one-wins',
    'Of 20 parallel writes from one revision, exactly one is written.',
    async (kit) => {
      const { own, others } = recordsOf(kit);
      const key = randomToken(16);
      const untilMs = (await kit.nowMs()) + dayMs;
      for (const rev of [0, 1]) {
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, by) =>
            (by % 2 ? others : own).set(key, rev, { by }, untilMs),
          ),
        );
        expectCount(won, 1, `writes from rev ${rev} that were written`);
        const expected = { record: { by: won.indexOf(true) }, rev: rev + 1 };
        expectSame(await own.get(key), expected, 'get');
      }
    },
  ),
  defineStoreCase(
    'records-no-change-lost',
    'If several instances each add to what they have read, nothing is lost.',
    async (kit) => {
      const { own, others } = recordsOf(kit);
      const key = randomToken(16);
      const untilMs = (await kit.nowMs()) + dayMs;
      const add = async (by: Records<object>, item: number): Promise<void> => {
        for (let race = 0; race < 200; race++) {
          const stored = await by.get(key);
          const { items = [] }: { items?: number[] } = stored?.record ?? {};
          if (await by.set(key, stored?.rev ?? 0, { items: [...items, item] }, untilMs)) return;
        }
        expect(false, '200 writes in a row were refused');
      };
      await Promise.all(
        Array.from({ length: 20 }, (_, item) => add(item % 2 ? others : own, item)),
      );
      const { items = [] }: { items?: number[] } = (await own.get(key))?.record ?? {};
      expectSame(new Set(items).size, 20, 'items after 20 writers');
      expectSame(items.length, 20, 'items, each once');
    },
  ),
  defineStoreCase(
    'records-forget',
    'A record is kept until its time, and then counts as absent: it is written again from `rev` 0.',
    async (kit) => {
      const { own, others } = recordsOf(kit);
      const [key, kept] = [randomToken(16), randomToken(16)];
      const startMs = await kit.nowMs();
      const untilMs = startMs + livesMs;
      await own.set(key, 0, { n: 1 }, startMs + dayMs);
      await own.set(key, 1, { n: 2 }, untilMs);
      await own.set(kept, 0, { n: 1 }, untilMs);
      await own.set(kept, 1, { n: 2 }, startMs + dayMs);
      await kit.holdsWithin(
        livesMs + kit.slackMs,
        async () => {
          const found = await own.get(key);
          const leftMs = untilMs - (await kit.nowMs());
          expect(found !== undefined || leftMs <= earlyMs, `forgotten ${leftMs} ms too early`);
          return found === undefined;
        },
        () => `a record was still there ${kit.slackMs} ms after its time`,
      );
      const laterMs = (await kit.nowMs()) + dayMs;
      expectSame(await others.set(key, 2, { n: 3 }, laterMs), false, 'set from its last rev');
      expectSame(await others.set(key, 0, { n: 4 }, laterMs), true, 'set from rev 0');
      expectSame(await own.get(key), { record: { n: 4 }, rev: 1 }, 'get');
      expectSame(
        await own.get(kept),
        { record: { n: 2 }, rev: 2 },
        'get of the one with more time',
      );
    },
  ),
  defineStoreCase(
    'records-json',
    'A record comes back as it was written: any JSON, also 100 kB of it.',
    async (kit) => {
      const { own, others } = recordsOf(kit);
      const untilMs = (await kit.nowMs()) + dayMs;
      const large = { list: Array.from({ length: 100 }, () => randomToken(750)) };
      for (const record of [{}, anyJson, large]) {
        const key = randomToken(16);
        await own.set(key, 0, record, untilMs);
        expectSame(await others.get(key), { record, rev: 1 }, 'get');
      }
    },
  ),
  defineStoreCase(
    'records-keys',
    'Keys are any text, and records of different keys do not mix.',
    async (kit) => {
      const { own } = recordsOf(kit);
      const untilMs = (await kit.nowMs()) + dayMs;
      const prefix = randomToken(8);
      for (const key of strangeKeys) {
        expectSame(await own.set(prefix + key, 0, { key }, untilMs), true, `set of ${key}`);
      }
      for (const key of strangeKeys) {
        expectSame(await own.get(prefix + key), { record: { key }, rev: 1 }, `get of ${key}`);
      }
    },
  ),
];
