/**
 * The messages that the shop has sent, for the simulated phone to show. In the demo everyone can read
 * them; a real shop hands its messages to a mail server or a text message provider instead.
 */

export interface SentMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface Outbox {
  send(message: Pick<SentMessage, 'from' | 'to' | 'text'>): void;
  /** Calls back with all messages, oldest first, now and after each change, until the signal aborts. */
  watch(listener: (messages: readonly SentMessage[]) => void, signal: AbortSignal): void;
}

export interface OutboxOptions {
  readonly now?: () => number;
  /** How many messages to keep, 50 by default. The oldest go first. */
  readonly max?: number;
}

export function createOutbox({ now = Date.now, max = 50 }: OutboxOptions = {}): Outbox {
  const listeners = new Set<(messages: readonly SentMessage[]) => void>();
  let messages: readonly SentMessage[] = [];
  return {
    send(message) {
      const sent = { ...message, id: crypto.randomUUID(), atMs: now() };
      messages = [...messages, sent].slice(-max);
      for (const listener of listeners) listener(messages);
    },
    watch(listener, signal) {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
      listener(messages);
    },
  };
}
