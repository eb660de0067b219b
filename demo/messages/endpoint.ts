/** The outbox over HTTP, for the simulated phone on the page. */
import { networkOf } from '../shop/network-of.js';
import type { Outbox, SentMessage } from './outbox.js';

/** Further readers get status 503: all together, and those of one network. */
const maxReaders = 100;
const maxReadersPerNetwork = 20;

export interface OutboxEndpointOptions {
  readonly outbox: Outbox;
  /** Ends every stream when it aborts. */
  readonly stopping: AbortSignal;
}

/**
 * Answers `GET` with a stream of server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). Each event holds all messages as a
 * JSON array.
 * @returns a function of the request and the reader's IP address
 */
export function createOutboxEndpoint({
  outbox,
  stopping,
}: OutboxEndpointOptions): (request: Request, address: string) => Response {
  const readers = new Set<Reader>();
  stopping.addEventListener('abort', () => readers.forEach((reader) => reader.end()));
  return (request, address) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 });
    const network = networkOf(address);
    const own = [...readers].filter((reader) => reader.network === network).length;
    const isFull = readers.size >= maxReaders || own >= maxReadersPerNetwork;
    if (isFull || stopping.aborted) return new Response(null, { status: 503 });
    const reader = createReader(outbox, network, request.signal);
    if (!reader.gone.aborted) {
      readers.add(reader);
      reader.gone.addEventListener('abort', () => readers.delete(reader));
    }
    return new Response(reader.body, {
      headers: {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        // nginx would keep events back until its buffer is full.
        'X-Accel-Buffering': 'no',
      },
    });
  };
}

interface Reader {
  readonly network: string;
  readonly body: ReadableStream<Uint8Array>;
  /** Aborted once nobody reads any more. */
  readonly gone: AbortSignal;
  end(): void;
}

/** Writes only as fast as the reader reads: a slow reader skips to the latest messages. */
function createReader(outbox: Outbox, network: string, leaving: AbortSignal): Reader {
  const gone = new AbortController();
  leaving.addEventListener('abort', () => gone.abort(), { once: true });
  // An abort before the listener was added fires no event.
  if (leaving.aborted) gone.abort();
  const encoder = new TextEncoder();
  let latest: readonly SentMessage[] | undefined;
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const flush = (): void => {
    if (!latest || (stream?.desiredSize ?? 0) <= 0) return;
    stream?.enqueue(encoder.encode(`data: ${JSON.stringify(latest)}\n\n`));
    latest = undefined;
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stream = controller;
      outbox.watch((messages) => {
        latest = messages;
        flush();
      }, gone.signal);
    },
    pull: flush,
    cancel: () => gone.abort(),
  });
  const end = (): void => {
    stream?.close();
    gone.abort();
  };
  return { network, body, gone: gone.signal, end };
}
