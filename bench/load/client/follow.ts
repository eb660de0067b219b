/** Follows an attempt by its event stream, as a page does. */
import type { Browser } from './browser.js';
import { wordsOf } from './http.js';
import { backoffMs, pause } from './patience.js';
import { LoadError, type Tally } from '../tally.js';

const approvedWithinMs = 60_000;

export interface Followed {
  readonly open: () => Promise<void>;
  /** Resolves when the attempt is approved. @throws LoadError if it ends, or after a minute */
  readonly approved: () => Promise<void>;
  readonly close: () => void;
  endedBy(): string | undefined;
}

export function followAttempt(
  browser: Browser,
  tally: Pick<Tally, 'retried'>,
  { path, key, patienceMs }: { path: string; key: string; patienceMs: number },
): Followed {
  let closeStream = (): void => undefined;
  let state = '';
  let endedBy: string | undefined;
  let isLeft = false;
  let tell = (): void => undefined;

  function end(why: string): void {
    endedBy ??= why;
    tell();
  }

  async function open(): Promise<void> {
    closeStream = await browser.openStream(path, key, {
      event(data) {
        state = /"state":"([^"]*)"/.exec(data)?.[1] ?? '';
        if (['denied', 'expired', 'cancelled', 'failed'].includes(state)) end(`stream: ${state}`);
        tell();
      },
      ended: (why) => void reopen(why),
    });
    // The tab may have been closed meanwhile.
    if (isLeft) closeStream();
  }

  /** A stream may break, when an instance stops for example: the page connects again. */
  async function reopen(why: string): Promise<void> {
    if (isLeft || endedBy !== undefined || state === 'completed') return;
    const error = new LoadError(`stream: ${why}`);
    if (patienceMs === 0) {
      end(error.message);
      return;
    }
    tally.retried(error);
    await pause(backoffMs(0));
    try {
      await open();
    } catch (failure) {
      end(wordsOf(failure));
    }
  }

  return {
    open,
    approved: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => end('stream: not approved in time'), approvedWithinMs);
        tell = () => {
          const isApproved = state === 'approved';
          if (!isApproved && endedBy === undefined) return;
          clearTimeout(timer);
          tell = () => undefined;
          if (isApproved) resolve();
          else reject(new LoadError(endedBy));
        };
        tell();
      }),
    close() {
      isLeft = true;
      closeStream();
    },
    endedBy: () => endedBy,
  };
}
