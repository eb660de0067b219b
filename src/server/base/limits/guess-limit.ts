/** Limits guesses at secrets. Counted in this process; each limit bounds the memory that it uses. */
import { tooMany } from '../errors.js';

/** One of the keys that a guess is counted by, and how many guesses it allows in a window. */
export interface KeyLimit {
  readonly key: string;
  readonly max: number;
}

export interface Guess {
  /** Takes back the counts of these keys, or of all. */
  giveBack(limits?: readonly KeyLimit[]): void;
}

export interface Tally {
  /**
   * Counts one guess for each key. If one of the keys has reached its limit, it counts nothing. Count
   * before you look at the secret, so that guesses at the same time cannot get around the limit.
   * @throws WechatMpLoginError `rate_limited`, with the time to wait
   */
  count(limits: readonly KeyLimit[]): Guess;
  /** How many guesses are counted for this key. */
  sizeOf(key: string): number;
}

export interface TallyOptions {
  readonly windowMs: number;
  readonly now: () => number;
  /** Called with the key whose limit has refused a guess. */
  readonly onRefused?: (key: string) => void;
  /** Above this number of keys, the one counted longest ago is dropped. Default: 30 000. */
  readonly maxKeys?: number;
}

/** Limits guesses at a secret. Unlike a bucket, a tally never allows more than `max` in a window. */
export function createTally({ windowMs, now, onRefused, maxKeys = 30_000 }: TallyOptions): Tally {
  // In the order of last use: for each key, its guesses, at most `max` of them.
  const counted = new Map<string, readonly { readonly atMs: number }[]>();
  const recent = (key: string) =>
    (counted.get(key) ?? []).filter(({ atMs }) => now() < atMs + windowMs);

  function waitMsFor({ key, max }: KeyLimit): number {
    const guesses = recent(key);
    if (guesses.length < max) return 0;
    const [first] = guesses.slice(-Math.ceil(max));
    return first ? first.atMs + windowMs - now() : windowMs;
  }

  return {
    count(limits) {
      const waitMs = Math.max(0, ...limits.map(waitMsFor));
      if (waitMs > 0) {
        onRefused?.(limits.find((limit) => waitMsFor(limit) > 0)?.key ?? '');
        throw tooMany(waitMs);
      }
      const guess = { atMs: now() };
      for (const { key } of limits) {
        const next = [...recent(key), guess];
        counted.delete(key);
        counted.set(key, next);
      }
      for (const oldest of counted.keys()) {
        if (counted.size <= maxKeys) break;
        counted.delete(oldest);
      }
      return {
        giveBack(given = limits) {
          for (const { key } of given) {
            const others = recent(key).filter((other) => other !== guess);
            if (others.length === 0) counted.delete(key);
            else counted.set(key, others);
          }
        },
      };
    },
    sizeOf: (key) => recent(key).length,
  };
}
