/** Remembers the latest keys, to recognize a repeated one. */

export interface RecentKeys {
  /** False for a key that is remembered already. */
  add(key: string): boolean;
}

/** Remembers at most `max` keys; above that, it forgets the oldest. */
export function createRecentKeys(max: number): RecentKeys {
  const keys = new Set<string>();
  return {
    add(key) {
      if (keys.has(key)) return false;
      keys.add(key);
      for (const oldest of keys) {
        if (keys.size <= max) break;
        keys.delete(oldest);
      }
      return true;
    },
  };
}
