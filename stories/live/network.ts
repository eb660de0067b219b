/**
 * What lies between a page and its backend, in a page that has both: a `fetch` which behaves as a
 * network does. Only its time is shorter than people's.
 */

/**
 * `slow`: a moment for each question and each piece of an answer. `offline`: none at all, and the
 * browser knows. `buffering proxy`: an answer comes when its connection closes, whole.
 */
export const networks = ['fast', 'slow', 'offline', 'buffering proxy'] as const;
export type Network = (typeof networks)[number];

export interface Line {
  readonly fetch: typeof globalThis.fetch;
  /** May change at any time; what is under way when it is lost, is lost. */
  network: Network;
  /** What went through, oldest first: the method and the kind of answer that was wanted. */
  readonly calls: readonly string[];
  /** The browser is told that it is online again. */
  close(): void;
}

const slowMs = 300;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** As the browser says it: by `navigator.onLine` and the events of the window. */
function tellBrowser(isOnline: boolean): void {
  if (navigator.onLine === isOnline) return;
  if (isOnline) Reflect.deleteProperty(navigator, 'onLine');
  else Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** Piece by piece, until the line is cut; then as a connection that was lost. */
function carried(body: ReadableStream<Uint8Array>, cut: AbortSignal, slow: () => boolean) {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      cut.addEventListener('abort', () => {
        controller.error(new TypeError('The line was cut.'));
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

/** All of it, or nothing where the caller does not wait that long. */
async function collected(body: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<Blob> {
  const reader = body.getReader();
  signal?.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  const pieces: BlobPart[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(new Uint8Array(value));
  }
}

/** @param server what answers at the other end */
export function createLine(server: typeof globalThis.fetch): Line {
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
    // Bodies that a status forbids are refused by the constructor, also as an empty stream.
    if (!body) return response;
    if (network !== 'buffering proxy') {
      return new Response(
        carried(body, signal, () => network === 'slow'),
        { status, headers },
      );
    }
    const whole = await collected(body, init?.signal ?? undefined);
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
      tellBrowser(next !== 'offline');
    },
    close() {
      cut.abort();
      tellBrowser(true);
    },
  };
}
