/** Limits guesses at secrets. Counted in this process; each limit bounds the memory that it uses. */

export interface Tally {
  /**
   * Counts one for each key and returns 0. If one of the keys has reached its limit, counts nothing and
   * returns how many milliseconds to wait.
   */
  take(keys: readonly string[]): number;
  /** Takes back the last count of each key. */
  giveBack(keys: readonly string[]): void;
}

export interface TallyOptions {
  /** The limit for one key within any `windowMs`. */
  readonly max: number;
  readonly windowMs: number;
  readonly now: () => number;
  /** Above this number of keys, the one counted longest ago is dropped. Default: 30 000. */
  readonly maxKeys?: number;
}

/** Limits guesses at a secret. Unlike a bucket, a tally never allows more than `max` in a window. */
export function createTally({ max, windowMs, now, maxKeys = 30_000 }: TallyOptions): Tally {
  // In the order of last use: for each key, the times at which it was counted, at most `max` of them.
  const counted = new Map<string, readonly number[]>();
  const recent = (key: string): readonly number[] =>
    (counted.get(key) ?? []).filter((atMs) => now() < atMs + windowMs);
  return {
    take(keys) {
      const waits = keys.map((key) => {
        const [oldest, ...others] = recent(key);
        return oldest === undefined || others.length + 1 < max ? 0 : oldest + windowMs - now();
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) return waitMs;
      for (const key of keys) {
        const next = [...recent(key), now()];
        counted.delete(key);
        counted.set(key, next);
      }
      for (const oldest of counted.keys()) {
        if (counted.size <= maxKeys) break;
        counted.delete(oldest);
      }
      return 0;
    },
    giveBack(keys) {
      for (const key of keys) {
        const remaining = recent(key).slice(0, -1);
        if (remaining.length === 0) counted.delete(key);
        else counted.set(key, remaining);
      }
    },
  };
}
