/** Counts several limits in one call of the store, and can take the counts back. */
import type { Counted, CounterLimit, Counters } from '../shared/counters.js';

/** A limit, and what counting for it came to. */
export type CountedFor<Limit> = Counted & { readonly limit: Limit };

export interface Counting<Limit> {
  /** One for each limit, in the same order. */
  readonly results: readonly CountedFor<Limit>[];
  /** Those that had no room. */
  readonly refused: readonly CountedFor<Limit>[];
  /** Takes back what was counted for these limits, or for all: each count once. Never rejects. */
  readonly giveBack: (isGiven?: (limit: Limit) => boolean) => Promise<void>;
}

/** @param counters from `guardCounters` */
export async function countTogether<Limit extends CounterLimit>(
  counters: Counters,
  limits: readonly Limit[],
): Promise<Counting<Limit>> {
  const counted = await counters.count(limits);
  const results = limits.flatMap((limit, index) => {
    const each = counted[index];
    return each ? [{ ...each, limit }] : [];
  });
  const refused = results.filter(({ retryAfterMs }) => retryAfterMs > 0);
  const kept = new Set(results.filter((each) => !refused.includes(each)));
  return {
    results,
    refused,
    async giveBack(isGiven = () => true) {
      const given = [...kept].filter(({ limit }) => isGiven(limit));
      for (const each of given) kept.delete(each);
      await Promise.all(given.map(({ limit, slot }) => counters.giveBack(limit, slot)));
    },
  };
}

/** How long to wait until all of them have room. */
export const longestWaitMs = (refused: readonly Counted[]): number =>
  Math.max(...refused.map(({ retryAfterMs }) => retryAfterMs));
