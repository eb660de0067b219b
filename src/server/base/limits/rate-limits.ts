/** Rate limits, counted in this process. Each one limits the memory that it uses itself. */
import { createRecentMap } from '../shared/recent-map.js';

export interface Buckets {
  /**
   * Takes a token from the bucket of the key if more than `reserve` tokens are in it. Returns 0, or how
   * many milliseconds to wait for the token.
   */
  take(key: string, reserve?: number): number;
  /** Returns a token that was taken for nothing. */
  giveBack(key: string): void;
  /** How full the bucket of the key is: 1 if the key has taken nothing lately. */
  fullness(key: string): number;
}

export interface BucketOptions {
  /** The number of tokens in a full bucket. */
  readonly capacity: number;
  readonly perSecond: number;
  readonly now: () => number;
  /** Above this number of buckets, those used longest ago become full again. Default: 10 000. */
  readonly maxKeys?: number;
}

export function createBuckets({
  capacity,
  perSecond,
  now,
  maxKeys = 10_000,
}: BucketOptions): Buckets {
  const buckets = createRecentMap<{ tokens: number; atMs: number }>(maxKeys);
  function tokensOf(key: string): number {
    const bucket = buckets.get(key);
    if (!bucket) return capacity;
    const refilled = (Math.max(0, now() - bucket.atMs) / 1000) * perSecond;
    return Math.min(capacity, bucket.tokens + refilled);
  }
  return {
    take(key, reserve = 0) {
      const tokens = tokensOf(key);
      const missing = reserve + 1 - tokens;
      buckets.set(key, { tokens: missing > 0 ? tokens : tokens - 1, atMs: now() });
      return missing > 0 ? Math.ceil((missing / perSecond) * 1000) : 0;
    },
    giveBack(key) {
      const bucket = buckets.get(key);
      if (bucket) bucket.tokens++;
    },
    fullness: (key) => tokensOf(key) / capacity,
  };
}
