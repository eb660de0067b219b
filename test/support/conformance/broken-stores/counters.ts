/** Stores whose counters are broken. */
import type { Store } from '../../../../src/server/index.js';
import { turn, type Break, type Broken } from './broken.js';
import type { SharedMemory } from './shared-memory.js';

export const brokenCounters: readonly Broken[] = [
  {
    what: 'counts one too many',
    caughtBy: 'counters-max',
    break: withCounters((counters) => ({
      ...counters,
      count: (limits) => counters.count(limits.map((each) => ({ ...each, max: each.max + 1 }))),
    })),
  },
  {
    what: 'looks before it counts',
    caughtBy: 'counters-parallel',
    break: withCounters((counters) => ({
      ...counters,
      async count(limits) {
        const looked = await counters.count(limits.map((each) => ({ ...each, max: 0 })));
        await turn();
        return counters.count(
          limits.map((each, index) => {
            const isFull = (looked[index]?.before ?? 0) >= each.max;
            return { ...each, max: isFull ? 0 : Infinity };
          }),
        );
      },
    })),
  },
  {
    what: 'counts all limits or none',
    caughtBy: 'counters-independent',
    break: withCounters((counters) => ({
      ...counters,
      async count(limits) {
        const looked = await counters.count(limits.map((each) => ({ ...each, max: 0 })));
        const isFull = looked.some(({ before }, index) => before >= (limits[index]?.max ?? 0));
        return isFull ? looked : counters.count(limits);
      },
    })),
  },
  {
    what: 'counts a key once in a call',
    caughtBy: 'counters-many',
    break: withCounters((counters) => ({
      ...counters,
      async count(limits) {
        const byKey = new Map(limits.map((each) => [each.key, each]));
        const counted = await counters.count([...byKey.values()]);
        const keys = [...byKey.keys()];
        return limits.flatMap(({ key }) => counted[keys.indexOf(key)] ?? []);
      },
    })),
  },
  {
    what: 'counts whoever only looks',
    caughtBy: 'counters-look',
    break: withCounters((counters) => ({
      ...counters,
      count: (limits) =>
        counters.count(limits.map((each) => (each.max === 0 ? { ...each, max: 9 } : each))),
    })),
  },
  {
    what: 'gives nothing back',
    caughtBy: 'counters-give-back',
    break: withCounters((counters) => ({ ...counters, giveBack: () => Promise.resolve() })),
  },
  {
    what: 'gives back from whatever slot there is',
    caughtBy: 'counters-give-back-late',
    break: withCounters((counters) => ({
      ...counters,
      async giveBack(limit) {
        const [looked] = await counters.count([{ ...limit, max: 0 }]);
        if (looked) await counters.giveBack(limit, looked.slot);
      },
    })),
  },
  {
    what: 'says in seconds when there is room',
    caughtBy: 'counters-retry-after',
    break: withCounters((counters) => ({
      ...counters,
      count: async (limits) =>
        (await counters.count(limits)).map((counted) => ({
          ...counted,
          retryAfterMs: Math.ceil(counted.retryAfterMs / 1000),
        })),
    })),
  },
  {
    what: 'has windows that do not slide',
    caughtBy: 'counters-window',
    break: withCounters((counters, { now }) => ({
      ...counters,
      count: (limits) =>
        counters.count(
          limits.map((each) => ({
            ...each,
            key: `${each.key} ${Math.floor(now() / each.windowMs)}`,
          })),
        ),
    })),
  },
  {
    what: 'starts the window again with every count',
    caughtBy: 'counters-slide',
    break: withCounters((counters, { now }) => {
      const lastMs = new Map<string, number>();
      return {
        ...counters,
        count: (limits) =>
          counters.count(
            limits.map((each) => {
              const isOver = now() >= (lastMs.get(each.key) ?? 0) + each.windowMs + 50;
              if (!isOver) return { ...each, windowMs: each.windowMs, key: `${each.key} kept` };
              lastMs.set(each.key, now());
              return { ...each, key: `${each.key} ${now()}` };
            }),
          ),
      };
    }),
  },
];

function withCounters(
  change: (
    counters: Required<Store>['counters'],
    memory: SharedMemory,
  ) => Required<Store>['counters'],
): Break {
  return (store, memory) => ({ ...store, counters: change(store.counters, memory) });
}
