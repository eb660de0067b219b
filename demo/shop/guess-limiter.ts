/** How often somebody may be wrong before they have to wait, counted in memory, which it bounds. */

export interface Limit {
  readonly key: string;
  /** Wrong tries in one window. */
  readonly most: number;
}

export interface Tries {
  /** Counts one try for each. Returns 0, or how many milliseconds to wait; then it counts for none. */
  take(limits: readonly Limit[]): number;
  /** It was right: that try does not count. */
  forgive(limits: readonly Limit[]): void;
}

export interface TriesOptions {
  readonly windowMs: number;
  readonly now?: () => number;
  /** The first of them is forgotten above it. */
  readonly maxKeys?: number;
}

export function createTries({ windowMs, now = Date.now, maxKeys = 10_000 }: TriesOptions): Tries {
  const windows = new Map<string, { count: number; readonly endsAtMs: number }>();

  function waitOf({ key, most }: Limit): number {
    const window = windows.get(key);
    return window && window.count >= most ? Math.max(0, window.endsAtMs - now()) : 0;
  }

  function count({ key }: Limit): void {
    const window = windows.get(key);
    if (window && now() < window.endsAtMs) {
      window.count++;
      return;
    }
    windows.delete(key);
    windows.set(key, { count: 1, endsAtMs: now() + windowMs });
    const [first] = windows.keys();
    if (windows.size > maxKeys && first !== undefined) windows.delete(first);
  }

  return {
    take(limits) {
      const waitMs = Math.max(0, ...limits.map(waitOf));
      if (waitMs === 0) limits.forEach(count);
      return waitMs;
    },
    forgive(limits) {
      for (const { key } of limits) {
        const window = windows.get(key);
        if (window) window.count--;
      }
    },
  };
}
