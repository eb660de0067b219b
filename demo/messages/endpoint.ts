/** The outbox over HTTP, for the simulated phone on the page. */
import type { Outbox, SentMessage } from './outbox.js';

/** More open pages than one person needs. Further readers get status 503. */
export const maxReaders = 100;

/**
 * Answers `GET` with a stream of server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). Each event holds all messages as a
 * JSON array.
 */
export function createOutboxEndpoint(outbox: Outbox): (request: Request) => Response {
  let readers = 0;
  return (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    if (readers >= maxReaders) return new Response(null, { status: 503 });
    readers++;
    const closed = new AbortController();
    closed.signal.addEventListener('abort', () => readers--, { once: true });
    request.signal.addEventListener('abort', () => closed.abort(), { once: true });
    // An abort before the listener was added fires no event.
    if (request.signal.aborted) closed.abort();
    return new Response(createEventStream(outbox, closed), {
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' },
    });
  };
}

/** Writes only as fast as the reader reads: a slow reader skips to the latest messages. */
function createEventStream(outbox: Outbox, closed: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let latest: readonly SentMessage[] | undefined;
  const flush = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (!latest || (controller.desiredSize ?? 0) <= 0) return;
    controller.enqueue(encoder.encode(`data: ${JSON.stringify(latest)}\n\n`));
    latest = undefined;
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      outbox.watch((messages) => {
        latest = messages;
        flush(controller);
      }, closed.signal);
    },
    pull: flush,
    cancel: () => closed.abort(),
  });
}
