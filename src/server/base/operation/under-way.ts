/** Counts what is under way, also what goes on after its answer, so that a shutdown can wait for it. */
import { systemTimers } from '../../../wechat/io/timers.js';

export interface UnderWay {
  /** How many calls have not settled. */
  readonly count: number;
  /** Makes the call, and counts it until it settles. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way, and nothing that just ended has led to something else. */
  untilIdle(): Promise<void>;
}

/** @param onChange called with 1 and -1 as calls begin and settle */
export function createUnderWay(onChange: (change: 1 | -1) => void = () => undefined): UnderWay {
  let count = 0;
  let waiting: (() => void)[] = [];

  function change(by: 1 | -1): void {
    count += by;
    onChange(by);
    if (count > 0) return;
    for (const wake of waiting) wake();
    waiting = [];
  }

  const nextTurn = (): Promise<void> =>
    new Promise((resolve) => {
      systemTimers.setTimeout(resolve, 0);
    });

  return {
    get count() {
      return count;
    },
    async run(call) {
      change(1);
      try {
        return await call();
      } finally {
        change(-1);
      }
    },
    async untilIdle() {
      // Notices, for example, begin a moment after the request that leads to them.
      await nextTurn();
      while (count > 0) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        await nextTurn();
      }
    },
  };
}
