/** The messages on this phone, and which of them have been read. */
import type { Inbox, InboxMessage } from '../connection.js';

export interface Mailbox {
  /** Oldest first. */
  all(): readonly InboxMessage[];
  unread(): number;
  /** Marks all messages as read. */
  markRead(): void;
  /** Calls `listener` after each change, until the signal aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void;
}

export interface MailboxOptions {
  readonly inbox: Inbox;
  /** Id of the last message that was read; '' for none. */
  readonly readUpTo: string;
  /** Stops watching the inbox when it aborts. */
  readonly signal: AbortSignal;
  /** Called for each new message, but not for those that were there from the start. */
  readonly onArrival: (message: InboxMessage) => void;
  readonly onRead: (id: string) => void;
}

export function createMailbox(options: MailboxOptions): Mailbox {
  const { inbox, signal, onArrival, onRead } = options;
  const changes = new EventTarget();
  let { readUpTo } = options;
  let messages: readonly InboxMessage[] | undefined;

  inbox.watch((now) => {
    const known = new Set(messages?.map(({ id }) => id));
    const arrived = messages && now.filter(({ id }) => !known.has(id)).at(-1);
    messages = now;
    // Screens first: an open list of messages marks this one as read before it is announced.
    changes.dispatchEvent(new Event('change'));
    if (arrived) onArrival(arrived);
  }, signal);

  const all = (): readonly InboxMessage[] => messages ?? [];
  return {
    all,
    // If the last read message is gone, it was older than all of these: none of them is read.
    unread: () => all().length - 1 - all().findIndex(({ id }) => id === readUpTo),
    markRead() {
      const last = all().at(-1)?.id;
      if (last === undefined || last === readUpTo) return;
      readUpTo = last;
      onRead(last);
      changes.dispatchEvent(new Event('change'));
    },
    subscribe: (listener, until) => changes.addEventListener('change', listener, { signal: until }),
  };
}
