/** Listens to the channel on which the instances tell each other what they have changed. */
import type { Listener } from './clients.js';
import type { RedisCommands } from './commands.js';

/** After a failure. Until then, the change feed finds the changes by itself. */
const retryAfterMs = 1000;

export interface HintsOptions {
  readonly onHint: (id: string, rev: number) => void;
  /** Messages may have been lost. */
  readonly onGap: () => void;
  /** Milliseconds, of any clock that runs steadily. */
  readonly now?: () => number;
}

export interface Hints {
  /** Opens the connection, unless it is open or being opened. */
  listen(): void;
  close(): void;
}

export function createHints(
  { listen }: Pick<RedisCommands, 'listen'>,
  channel: string,
  { onHint, onGap, now = () => performance.now() }: HintsOptions,
): Hints {
  let listener: Listener | undefined;
  let isOpening = false;
  let isClosed = false;
  let notBeforeMs = -Infinity;

  function onMessage(message: string): void {
    const [, rev, id] = /^(\d{1,15}) (\S+)$/.exec(message) ?? [];
    if (rev !== undefined && id !== undefined) onHint(id, Number(rev));
  }

  async function open(): Promise<void> {
    isOpening = true;
    try {
      const opened = await listen({ channel, onMessage, onReconnect: onGap });
      if (isClosed) opened.close();
      else listener = opened;
      onGap();
    } catch {
      // Tried again at a later tick. A server that is gone fails the requests, which the log tells.
      notBeforeMs = now() + retryAfterMs;
    } finally {
      isOpening = false;
    }
  }

  return {
    listen() {
      if (isClosed || isOpening || listener?.isOpen() || now() < notBeforeMs) return;
      listener?.close();
      listener = undefined;
      void open();
    },
    close() {
      isClosed = true;
      listener?.close();
    },
  };
}
