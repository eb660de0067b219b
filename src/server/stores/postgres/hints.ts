/** Keeps listening for the changes that other instances make, and listens again when the connection is lost. */
import { withTimeout } from '../../../wechat/io/timeout.js';
import type { Listen } from './listen.js';

const timeoutMs = 10_000;
const firstRetryMs = 500;
const lastRetryMs = 10_000;

export interface HintsOptions {
  readonly onHint: (id: string, rev: number) => void;
  /** Notifications may have been lost. */
  readonly onGap: () => void;
  /** Milliseconds, of any clock that runs steadily. */
  readonly now?: () => number;
}

export interface Hints {
  /** Listens, unless it does so already or has just failed. Call it again and again. */
  readonly listen: () => void;
  readonly close: () => Promise<void>;
}

/** @param open undefined: nothing is heard, and the change feed finds all changes by itself */
export function createHints(
  open: Listen | undefined,
  channel: string,
  { onHint, onGap, now = () => performance.now() }: HintsOptions,
): Hints {
  /** Of the connection that listens or is being opened. */
  let current: { end?: () => unknown } | undefined;
  let isClosed = false;
  let retryMs = firstRetryMs;
  let notBeforeMs = -Infinity;

  function hear(payload: string): void {
    const [, rev, id] = /^(\d{1,15}) (\S+)$/.exec(payload) ?? [];
    if (rev === undefined || id === undefined) return;
    retryMs = firstRetryMs;
    onHint(id, Number(rev));
  }

  async function start(listen: Listen): Promise<void> {
    const own: { end?: () => unknown } = {};
    current = own;
    // A connection that is lost again and again is opened less and less often.
    const lost = (): void => {
      if (current !== own) return;
      current = undefined;
      notBeforeMs = now() + retryMs;
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    };
    // An application's function may also throw at once.
    const opening = Promise.resolve().then(() => listen(channel, hear, lost));
    try {
      own.end = await withTimeout(timeoutMs, opening, () => {
        throw new DOMException(`listen took more than ${timeoutMs} ms`, 'TimeoutError');
      });
      if (current !== own) await own.end();
      else onGap();
    } catch {
      // Tried again later. A server that is gone fails the requests as well, which the log tells.
      lost();
      void opening.then((end) => end()).catch(() => undefined);
    }
  }

  return {
    listen() {
      if (open && !current && !isClosed && now() >= notBeforeMs) void start(open);
    },
    async close() {
      isClosed = true;
      const end = current?.end;
      current = undefined;
      await end?.();
    },
  };
}
