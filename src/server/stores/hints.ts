/**
 * Listens for the changes that other instances make, and listens again when the connection is lost. Hints may get
 * lost, and the change feed finds what they would have said.
 */
import type { EventLog } from '../base/operation/log-events.js';
import { storeFailure } from '../base/operation/store-failure.js';
import { StoreClientError } from './limit-calls.js';

const firstRetryMs = 500;
const lastRetryMs = 10_000;

/** A connection that listens to a channel. */
export interface Listener {
  /** False if it is lost for good, so that a new one has to be opened. */
  isOpen(): boolean;
  close(): unknown;
}

export interface HintsOptions {
  /** Resolves once the database passes on every message. `onGap`: some may have been lost since. */
  readonly open: (onMessage: (message: string) => void, onGap: () => void) => Promise<Listener>;
  readonly onHint: (id: string, rev: number) => void;
  /** Hints may have been lost. */
  readonly onGap: () => void;
  readonly log: EventLog;
  /** Milliseconds, of any clock that runs steadily. */
  readonly now?: () => number;
}

export interface Hints {
  /** Listens, unless it does so already or has just failed. Call it again and again. */
  readonly listen: () => void;
  readonly close: () => Promise<void>;
}

/** What an instance sends to all when it has written an attempt. In SQL: `rev || ' ' || id`. */
export const hintOf = (id: string, rev: number): string => `${rev} ${id}`;

export function createHints(options: HintsOptions): Hints {
  const { open, onHint, onGap, log, now = () => performance.now() } = options;
  let listener: Listener | undefined;
  let isOpening = false;
  let isClosed = false;
  const retries = createRetries(log, now);

  function onMessage(message: string): void {
    const [, rev, id] = /^(\d{1,15}) (\S+)$/.exec(message) ?? [];
    if (rev === undefined || id === undefined) return;
    retries.begin();
    onHint(id, Number(rev));
  }

  async function start(): Promise<void> {
    isOpening = true;
    try {
      const opened = await open(onMessage, onGap);
      if (isClosed) await opened.close();
      else listener = opened;
      onGap();
    } catch (error) {
      if (!isClosed) retries.waitAfter(error);
    } finally {
      isOpening = false;
    }
  }

  function dropIfLost(): void {
    if (!listener || listener.isOpen()) return;
    const lost = listener;
    listener = undefined;
    Promise.resolve(lost.close()).catch(() => undefined);
    retries.waitAfter(new StoreClientError('CONNECTION_LOST'));
  }

  return {
    listen() {
      dropIfLost();
      if (isClosed || isOpening || listener || !retries.isDue()) return;
      void start();
    },
    async close() {
      isClosed = true;
      await listener?.close();
    },
  };
}

/** A connection that is lost again and again is opened less and less often, and the log says so once. */
function createRetries(log: EventLog, now: () => number) {
  let hasSaid = false;
  let retryMs = firstRetryMs;
  let notBeforeMs = -Infinity;

  return {
    isDue: (): boolean => now() >= notBeforeMs,
    /** The connection works. */
    begin(): void {
      retryMs = firstRetryMs;
      hasSaid = false;
    },
    waitAfter(error: unknown): void {
      notBeforeMs = now() + retryMs;
      retryMs = Math.min(retryMs * 2, lastRetryMs);
      if (hasSaid) return;
      hasSaid = true;
      const { error: kind, meaning = '' } = storeFailure(error);
      log('warn', 'store_listen_failed', {
        error: kind,
        meaning:
          'This instance does not hear at once of what others change, and finds it within 3 seconds. It listens ' +
          `again by itself, and says this once until it hears something. ${meaning}`.trimEnd(),
      });
    },
  };
}
