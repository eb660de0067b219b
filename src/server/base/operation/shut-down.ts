/** `login.close()`: moves the pages on, and waits for what is under way. */
import { withTimeout } from '../../../wechat/io/timeout.js';
import { requireOption } from '../configuration-error.js';
import type { EventLog } from './log-events.js';
import type { Metrics } from './metrics.js';
import type { UnderWay } from './under-way.js';

export interface CloseOptions {
  /** The longest time that `close` takes, in milliseconds. Default: 10 000. */
  readonly timeoutMs?: number;
}

/** See `WechatMpLogin.close`. */
export type Close = (options?: CloseOptions) => Promise<void>;

/** Over so many seconds, thousands of pages come back to the other processes. */
const longestSpreadMs = 5000;

interface ShutDownParts {
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly underWay: Pick<UnderWay, 'count' | 'untilIdle'>;
  /** Ends every stream and held read within this time. */
  readonly endWaits: (spreadMs: number) => Promise<void>;
}

export function createShutDown({ log, metrics, underWay, endWaits }: ShutDownParts): Close {
  let closed: Promise<void> | undefined;

  async function close(timeoutMs: number): Promise<void> {
    metrics({ type: 'closing' });
    const spreadMs = Math.min(longestSpreadMs, timeoutMs / 2);
    const ended = endWaits(spreadMs).then(() => underWay.untilIdle());
    await withTimeout(timeoutMs, ended, () => {
      log('warn', 'close_timed_out', {
        underWay: underWay.count,
        meaning:
          `After ${timeoutMs} ms, something is still under way: an answer that the store, WeChat or a ` +
          'function of the application owes. If the process ends now, its page asks again.',
      });
    });
  }

  return (options) => {
    // The handler of a signal gets the signal's name, and JavaScript passes what it likes.
    const { timeoutMs = 10_000 } = options ?? {};
    requireOption(
      Number.isFinite(timeoutMs) && timeoutMs >= 0,
      '`timeoutMs` of `close` must be a number of milliseconds, such as 10000; leave it out for 10 000.',
    );
    closed ??= close(timeoutMs);
    return closed;
  };
}
