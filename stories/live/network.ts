/**
 * A network between a page and a backend in the same page: a `fetch` that behaves like a slow, lost
 * or proxied connection, but with shorter times.
 */

/**
 * `slow` delays each request and each chunk of a response. `offline` fails, and the browser knows it.
 * `buffering proxy` holds a response back until its connection closes.
 */
export const networks = ['fast', 'slow', 'offline', 'buffering proxy'] as const;
export type Network = (typeof networks)[number];

export interface Connection {
  readonly fetch: typeof globalThis.fetch;
  /** May change at any time. Requests under way are lost when it goes offline. */
  network: Network;
  /** The requests so far, oldest first: method and accepted media type. */
  readonly calls: readonly string[];
  /** Cuts the connection and sets the browser online again. */
  close(): void;
}

const slowMs = 300;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sets `navigator.onLine` and fires the window's event, as the browser does. */
function setBrowserOnline(isOnline: boolean): void {
  if (navigator.onLine === isOnline) return;
  if (isOnline) Reflect.deleteProperty(navigator, 'onLine');
  else Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** Passes a body on chunk by chunk. If the connection is cut, it fails as a lost one does. */
function passOn(body: ReadableStream<Uint8Array>, cut: AbortSignal, slow: () => boolean) {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      cut.addEventListener('abort', () => {
        controller.error(new TypeError('The connection was cut.'));
        void reader.cancel().catch(() => undefined);
      });
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (slow()) await pause(slowMs);
      if (cut.aborted) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Waits for the whole body, unless the caller aborts first. */
async function collectAll(body: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<Blob> {
  const reader = body.getReader();
  signal?.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  const pieces: BlobPart[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(new Uint8Array(value));
  }
}

/** @param server answers the requests */
export function createConnection(server: typeof globalThis.fetch): Connection {
  let network: Network = 'fast';
  let cut = new AbortController();
  const calls: string[] = [];

  async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const { signal } = cut;
    const lost = (): Error => new TypeError('Failed to fetch');
    if (network === 'offline') throw lost();
    if (network === 'slow') await pause(slowMs);
    init?.signal?.throwIfAborted();
    const accept = new Headers(init?.headers).get('accept') ?? '';
    calls.push(`${init?.method ?? 'GET'} ${accept}`);
    const response = await server(input, init);
    if (signal.aborted) throw lost();
    const { status, headers, body } = response;
    // The constructor refuses a body for statuses that must not have one, even an empty stream.
    if (!body) return response;
    if (network !== 'buffering proxy') {
      return new Response(
        passOn(body, signal, () => network === 'slow'),
        { status, headers },
      );
    }
    const whole = await collectAll(body, init?.signal ?? undefined);
    init?.signal?.throwIfAborted();
    return new Response(whole, { status, headers });
  }

  return {
    fetch,
    calls,
    get network() {
      return network;
    },
    set network(next) {
      network = next;
      if (next === 'offline') {
        cut.abort();
        cut = new AbortController();
      }
      setBrowserOnline(next !== 'offline');
    },
    close() {
      cut.abort();
      setBrowserOnline(true);
    },
  };
}
