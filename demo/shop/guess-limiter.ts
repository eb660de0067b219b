/** Limits how often a password may be guessed. The counts are in this process's memory. */

export interface GuessLimit {
  readonly key: string;
  /** Wrong guesses in one window. */
  readonly max: number;
}

export interface Guess {
  /** 0 if the guess was counted; else how many milliseconds to wait. */
  readonly waitMs: number;
  /** Takes the guess back, because it was right, or because nobody looked at the password. */
  giveBack(): void;
}

export interface GuessLimiter {
  /** Counts one guess for each limit. If one limit is reached, it counts nothing. */
  count(limits: readonly GuessLimit[]): Guess;
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
  const windows = new Map<string, Window>();

  function openWindow(key: string): Window | undefined {
    const window = windows.get(key);
    return window && now() < window.endsAtMs ? window : undefined;
  }

  function waitMsFor({ key, max }: GuessLimit): number {
    const window = openWindow(key);
    return window && window.count >= max ? window.endsAtMs - now() : 0;
  }

  function countIn({ key }: GuessLimit): Window {
    const window = openWindow(key) ?? { count: 0, endsAtMs: now() + windowMs };
    window.count++;
    windows.delete(key);
    windows.set(key, window);
    const [oldest] = windows.keys();
    if (windows.size > maxKeys && oldest !== undefined) windows.delete(oldest);
    return window;
  }

  return {
    count(limits) {
      const waitMs = Math.max(0, ...limits.map(waitMsFor));
      const counted = waitMs > 0 ? [] : limits.map(countIn);
      return {
        waitMs,
        giveBack() {
          // A window may be over by now, and another one have begun that did not count this guess.
          for (const window of counted.splice(0)) window.count--;
        },
      };
    },
  };
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}
