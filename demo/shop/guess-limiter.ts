/** Limits how often a password may be guessed. The counts are in this process's memory. */

export interface GuessLimit {
  readonly key: string;
  /** Wrong guesses in one window. */
  readonly max: number;
}

export interface GuessLimiter {
  /**
   * Counts one guess for each limit and returns 0. If one limit is reached, it counts nothing and
   * returns how many milliseconds to wait.
   */
  take(limits: readonly GuessLimit[]): number;
  /** Takes the last guess back, because it was right. */
  giveBack(limits: readonly GuessLimit[]): void;
}

export interface GuessLimiterOptions {
  readonly windowMs: number;
  readonly now?: () => number;
  /** How many keys to remember, 10 000 by default. The oldest go first. */
  readonly maxKeys?: number;
}

export function createGuessLimiter({
  windowMs,
  now = Date.now,
  maxKeys = 10_000,
}: GuessLimiterOptions): GuessLimiter {
  const windows = new Map<string, { count: number; readonly endsAtMs: number }>();

  function waitMsFor({ key, max }: GuessLimit): number {
    const window = windows.get(key);
    return window && window.count >= max ? Math.max(0, window.endsAtMs - now()) : 0;
  }

  function count({ key }: GuessLimit): void {
    const window = windows.get(key);
    if (window && now() < window.endsAtMs) {
      window.count++;
      return;
    }
    windows.delete(key);
    windows.set(key, { count: 1, endsAtMs: now() + windowMs });
    const [oldest] = windows.keys();
    if (windows.size > maxKeys && oldest !== undefined) windows.delete(oldest);
  }

  return {
    take(limits) {
      const waitMs = Math.max(0, ...limits.map(waitMsFor));
      if (waitMs === 0) limits.forEach(count);
      return waitMs;
    },
    giveBack(limits) {
      for (const { key } of limits) {
        const window = windows.get(key);
        if (window) window.count--;
      }
    },
  };
}
