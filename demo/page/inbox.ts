/** The messages of the shop, read over HTTP by the phone on the page. */
import type { Inbox, InboxMessage } from 'wechat-mp-login/phone';

export function remoteInbox(url: URL): Inbox {
  return {
    watch(listener, signal) {
      let source: EventSource | undefined;
      // A hidden tab holds no connection: over HTTP/1.1 a browser opens only six to one host.
      const connectIfVisible = (): void => {
        if (signal.aborted || document.hidden) {
          source?.close();
          source = undefined;
        } else {
          source ??= open();
        }
      };
      const open = (): EventSource => {
        const opened = new EventSource(url);
        opened.addEventListener('message', ({ data }) => {
          const messages = parseMessages(data);
          if (messages) listener(messages);
        });
        return opened;
      };
      document.addEventListener('visibilitychange', connectIfVisible, { signal });
      signal.addEventListener('abort', connectIfVisible, { once: true });
      connectIfVisible();
    },
  };
}

function parseMessages(data: unknown): readonly InboxMessage[] | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    return Array.isArray(value) && value.every(isMessage) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is InboxMessage {
  if (typeof value !== 'object' || value === null) return false;
  // Any object can be read by string keys; each value is checked below.
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    ['id', 'from', 'to', 'text'].every((name) => typeof fields[name] === 'string') &&
    typeof fields['atMs'] === 'number'
  );
}
