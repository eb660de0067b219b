/** The messages of the shop over HTTP, for the phone on the page. */
import type { Inbox, InboxMessage } from 'wechat-mp-login/phone';

export function remoteInbox(url: URL): Inbox {
  return {
    watch(listener, signal) {
      let source: EventSource | undefined;
      // A tab that nobody sees holds no connection: on HTTP/1.1 a browser has six for one host.
      const follow = (): void => {
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
          const messages = read(data);
          if (messages) listener(messages);
        });
        return opened;
      };
      document.addEventListener('visibilitychange', follow, { signal });
      signal.addEventListener('abort', follow, { once: true });
      follow();
    },
  };
}

function read(data: unknown): readonly InboxMessage[] | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    return Array.isArray(value) && value.every(isMessage) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is InboxMessage {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    ['id', 'from', 'to', 'text'].every((name) => typeof fields[name] === 'string') &&
    typeof fields['atMs'] === 'number'
  );
}
