/**
 * What the shop has sent to numbers and e-mail addresses, for the simulated phone to show. Here it
 * stands open for everybody who has the demo's address: a real shop hands it to its mail server.
 */

export interface SentMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface SentMessages {
  send(message: Pick<SentMessage, 'from' | 'to' | 'text'>): void;
  /** Calls back with all messages, oldest first, now and at each change, until the signal is aborted. */
  watch(listener: (messages: readonly SentMessage[]) => void, signal: AbortSignal): void;
}

export interface InboxOptions {
  readonly now?: () => number;
  /** The oldest go above it; 50 by default. */
  readonly most?: number;
}

export function createInbox({ now = Date.now, most = 50 }: InboxOptions = {}): SentMessages {
  const changes = new EventTarget();
  let messages: readonly SentMessage[] = [];
  return {
    send(message) {
      const sent = { ...message, id: crypto.randomUUID(), atMs: now() };
      messages = [...messages, sent].slice(-most);
      changes.dispatchEvent(new Event('change'));
    },
    watch(listener, signal) {
      if (signal.aborted) return;
      changes.addEventListener('change', () => listener(messages), { signal });
      listener(messages);
    },
  };
}

/** More than the pages that one person looks at. */
const mostReaders = 100;

/** `GET`: a stream of events, each with all messages as a JSON array. */
export function createInboxEndpoint(inbox: SentMessages): (request: Request) => Response {
  let readers = 0;
  return (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    if (readers >= mostReaders) return new Response(null, { status: 503 });
    readers++;
    const left = new AbortController();
    left.signal.addEventListener('abort', () => readers--, { once: true });
    request.signal.addEventListener('abort', () => left.abort(), { once: true });
    // Its event has been then.
    if (request.signal.aborted) left.abort();
    const encoder = new TextEncoder();
    let latest: readonly SentMessage[] | undefined;
    // Who does not read is not written for, and gets all of it when they do.
    const flush = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      if (!latest || (controller.desiredSize ?? 0) <= 0) return;
      controller.enqueue(encoder.encode(`data: ${JSON.stringify(latest)}\n\n`));
      latest = undefined;
    };
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        inbox.watch((messages) => {
          latest = messages;
          flush(controller);
        }, left.signal);
      },
      pull: flush,
      cancel: () => left.abort(),
    });
    return new Response(body, {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    });
  };
}
