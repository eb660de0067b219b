/** The messages on this phone and which of them were read, for all screens that show them. */
import type { Inbox, InboxMessage } from '../connection.js';

export interface Mailbox {
  /** Oldest first. */
  all(): readonly InboxMessage[];
  unread(): number;
  /** What is there now has been seen. */
  markRead(): void;
  /** Calls back at each change, until the signal is aborted. */
  subscribe(listener: () => void, signal: AbortSignal): void;
}

export interface MailboxOptions {
  readonly inbox: Inbox;
  /** Id of the last message that was read before; '' for none. */
  readonly readUpTo: string;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called with what came while somebody could see it come; not with what was there already. */
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
    // The screens first: one that shows the message has read it when it is announced.
    changes.dispatchEvent(new Event('change'));
    if (arrived) onArrival(arrived);
  }, signal);

  const all = (): readonly InboxMessage[] => messages ?? [];
  return {
    all,
    // One that is gone is older than all that are there: then none of these was read.
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
