/** Counters in the memory of one process. */
import {
  counterKeptMs,
  slotMsOf,
  type Counted,
  type CounterLimit,
  type Counters,
} from './counters.js';
import { createRecentMap } from './recent-map.js';

export interface MemoryCountersOptions {
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** The most counters to keep of one window length. Above it, those that were asked longest ago go. Default: 100 000. */
  readonly cap?: number;
}

/** The counts of one counter by slot, the oldest first. */
type Slots = Map<number, number>;

export function createMemoryCounters({
  now = Date.now,
  cap = 100_000,
}: MemoryCountersOptions = {}): Counters {
  // By the length of the window, so that many short-lived counters never push out one of a day.
  const byWindow = new Map<number, Kept>();

  function keptOf(windowMs: number): Kept {
    const kept = byWindow.get(windowMs) ?? createKept(cap, counterKeptMs(windowMs));
    byWindow.set(windowMs, kept);
    return kept;
  }

  function countOne({ key, max, windowMs }: CounterLimit): Counted {
    const nowMs = now();
    const slot = Math.floor(nowMs / slotMsOf(windowMs));
    const slots = keptOf(windowMs).get(key, nowMs);
    const before = countOf(slots, windowMs, nowMs);
    if (before + 1 > max) {
      return { before, slot, retryAfterMs: waitMs(slots, before + 1 - max, windowMs, nowMs) };
    }
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
    return { before, slot, retryAfterMs: 0 };
  }

  return {
    count: (limits) => Promise.resolve(limits.map(countOne)),
    giveBack({ key, windowMs }, slot) {
      const slots = keptOf(windowMs).get(key, now());
      const count = slots.get(slot) ?? 0;
      if (count > 1) slots.set(slot, count - 1);
      else slots.delete(slot);
      return Promise.resolve();
    },
  };
}

interface Kept {
  /** Those of a new counter if it is not kept. */
  get(key: string, nowMs: number): Slots;
}

/** @param keptMs after this time, nothing counts any more in the generation before */
function createKept(cap: number, keptMs: number): Kept {
  const counters = createRecentMap<Slots>(cap);
  let sinceMs = 0;
  return {
    get(key, nowMs) {
      // The difference is negative after the clock was set back.
      if (Math.abs(nowMs - sinceMs) >= keptMs) {
        counters.changeGeneration();
        sinceMs = nowMs;
      }
      const slots = counters.get(key) ?? new Map<number, number>();
      counters.set(key, slots);
      return slots;
    },
  };
}

/** How many count now. Drops the slots that do not. */
function countOf(slots: Slots, windowMs: number, nowMs: number): number {
  const slotMs = slotMsOf(windowMs);
  let sum = 0;
  for (const [slot, count] of slots) {
    // A slot of the future: the clock was set back.
    const isFuture = slot * slotMs > nowMs;
    if (isFuture || (slot + 1) * slotMs <= nowMs - windowMs) slots.delete(slot);
    else sum += count;
  }
  return sum;
}

/** Until so many counts have left the window. */
function waitMs(slots: Slots, leaving: number, windowMs: number, nowMs: number): number {
  let left = 0;
  for (const [slot, count] of slots) {
    left += count;
    if (left >= leaving) return (slot + 1) * slotMsOf(windowMs) + windowMs - nowMs;
  }
  return counterKeptMs(windowMs);
}
