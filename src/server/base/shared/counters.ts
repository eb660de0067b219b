/** Counters of limits, which all instances of a backend share. */

/** A limit: at most `max` in any `windowMs`. */
export interface CounterLimit {
  readonly key: string;
  /** A whole number of at most 1 000 000 000. 0 only looks: nothing is counted. */
  readonly max: number;
  /** Milliseconds. Always the same for the same key. */
  readonly windowMs: number;
}

export interface Counted {
  /** How many were counted in the window before. */
  readonly before: number;
  /** 0 if it was counted; otherwise, in how many milliseconds the window has room for one more. */
  readonly retryAfterMs: number;
  /** The part of the window in which it was counted. Pass it to `giveBack`. */
  readonly slot: number;
}

/**
 * Counts in sliding windows. Each window is divided into `slotsPerWindow` slots, and a slot counts until all
 * of it is older than the window. So there are never more than `max` in a window, a counter needs little
 * space however high `max` is, and the last count leaves the window up to one slot later than it could.
 */
export interface Counters {
  /**
   * Counts one for each limit that has room. Each limit counts by itself, also if another one refuses.
   * Resolves with one result for each, in the same order. Counters of the same key at the same moment never
   * exceed `max`.
   */
  count(limits: readonly CounterLimit[]): Promise<readonly Counted[]>;
  /** Takes one count back from this slot. Nothing happens if the slot is over. */
  giveBack(limit: Pick<CounterLimit, 'key' | 'windowMs'>, slot: number): Promise<void>;
}

const slotsPerWindow = 30;

/** How long a slot takes, in milliseconds. */
export const slotMsOf = (windowMs: number): number => Math.ceil(windowMs / slotsPerWindow);

/** How many milliseconds after its last count a counter may be dropped. */
export const counterKeptMs = (windowMs: number): number => windowMs + slotMsOf(windowMs);
