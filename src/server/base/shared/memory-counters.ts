/** Counters in the memory of one process. */
import {
  counterKeptMs,
  slotMsOf,
  type Counted,
  type CounterLimit,
  type Counters,
} from './counters.js';

export interface MemoryCountersOptions {
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Above this number of counters, the one that counted longest ago is dropped. Default: 100 000. */
  readonly cap?: number;
}

/** The counts of one counter by slot, the oldest first. */
type Slots = Map<number, number>;

export function createMemoryCounters({
  now = Date.now,
  cap = 100_000,
}: MemoryCountersOptions = {}): Counters {
  // In the order of the last count, so the first one is the next to be dropped.
  const counters = new Map<string, Slots>();

  function countOne({ key, max, windowMs }: CounterLimit): Counted {
    const slotMs = slotMsOf(windowMs);
    const slot = Math.floor(now() / slotMs);
    const slots = counters.get(key) ?? new Map<number, number>();
    for (const each of slots.keys()) {
      // A slot of the future: the clock was set back.
      if ((each + 1) * slotMs <= now() - windowMs || each > slot) slots.delete(each);
    }
    const before = sumOf(slots);
    if (before + 1 > max) {
      return { before, slot, retryAfterMs: waitMs(slots, before + 1 - max, windowMs, now()) };
    }
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
    counters.delete(key);
    counters.set(key, slots);
    for (const oldest of counters.keys()) {
      if (counters.size <= cap) break;
      counters.delete(oldest);
    }
    return { before, slot, retryAfterMs: 0 };
  }

  return {
    count: (limits) => Promise.resolve(limits.map(countOne)),
    giveBack({ key }, slot) {
      const slots = counters.get(key);
      const count = slots?.get(slot) ?? 0;
      if (count > 1) slots?.set(slot, count - 1);
      else slots?.delete(slot);
      if (slots?.size === 0) counters.delete(key);
      return Promise.resolve();
    },
  };
}

const sumOf = (slots: Slots): number => [...slots.values()].reduce((sum, count) => sum + count, 0);

/** Until so many counts have left the window. */
function waitMs(slots: Slots, leaving: number, windowMs: number, nowMs: number): number {
  let left = 0;
  for (const [slot, count] of slots) {
    left += count;
    if (left >= leaving) return (slot + 1) * slotMsOf(windowMs) + windowMs - nowMs;
  }
  return counterKeptMs(windowMs);
}
