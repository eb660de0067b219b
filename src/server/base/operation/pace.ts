/** Does something with many things, a few at a time, so that what follows from it is spread as well. */
import { systemTimers, type Timers } from '../../../wechat/io/timers.js';

const stepMs = 100;
/** So many at once do no harm. */
const fewest = 20;

/**
 * Calls `act` for each item within `spreadMs`, at an even pace. Few items are done at once.
 * @returns a promise that resolves after the last one
 */
export async function atAnEvenPace<T>(
  items: readonly T[],
  spreadMs: number,
  act: (item: T) => void,
  timers: Timers = systemTimers,
): Promise<void> {
  const perStep = Math.max(fewest, Math.ceil((items.length * stepMs) / spreadMs));
  for (let from = 0; from < items.length; from += perStep) {
    if (from > 0) await new Promise<void>((resolve) => timers.setTimeout(resolve, stepMs));
    items.slice(from, from + perStep).forEach(act);
  }
}
