/** Remembers the latest keys, to recognize a repeated one. */
import { createOldestFirst } from '../shared/oldest-first.js';

export interface RecentKeys {
  /** False for a key that is remembered already. */
  add(key: string): boolean;
}

/** Remembers at most `max` keys; above that, it forgets the oldest. */
export function createRecentKeys(max: number): RecentKeys {
  const keys = createOldestFirst<true>();
  return {
    add(key) {
      if (keys.get(key)) return false;
      keys.set(key, true);
      for (const [oldest] of keys) {
        if (keys.size <= max) break;
        keys.delete(oldest);
      }
      return true;
    },
  };
}
