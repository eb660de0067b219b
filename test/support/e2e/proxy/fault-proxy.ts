/** A proxy between a page and its backend, which does to requests and answers what bad networks do. */
import { createServer, request as send } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { listen, stop } from '../site.js';

/** `check` is the create that a page repeats to see whether its cookie comes back. */
export type Kind = 'create' | 'check' | 'stream' | 'poll' | 'redeem' | 'cancel' | 'other';

/** One request of the page, and its answer. */
export interface Exchange {
  readonly kind: Kind;
  readonly request: IncomingMessage;
  /** What the page gets. */
  readonly response: ServerResponse;
  /** Passes the request on. Resolves with the backend's answer as soon as its headers are there. */
  readonly ask: (changes?: {
    readonly url?: string;
    readonly without?: string;
  }) => Promise<IncomingMessage>;
  /** Nothing more is about to arrive, so that time may pass. */
  readonly rest: () => void;
}

/** What happens to one exchange. */
export type Fault = (exchange: Exchange) => unknown;

/** What happens to the requests of each kind. */
export type Faults = Readonly<Partial<Record<Kind, Fault>>>;

export interface FaultProxy {
  /** For the address at which the page expects the backend. */
  readonly listener: RequestListener;
  /** The backend behind the proxy. */
  backend: RequestListener;
  faults: Faults;
  /** The requests of the page so far, oldest first. */
  readonly kinds: readonly Kind[];
  count(kind: Kind): number;
  /** How many requests wait for an answer that is held or stuck; undefined while one is under way. */
  waiting(): number | undefined;
  /** Breaks every connection of these kinds. */
  cut(...kinds: readonly Kind[]): void;
  /** Adds text to every open stream. */
  inject(text: string): void;
  stop(): Promise<void>;
}

export async function startFaultProxy(): Promise<FaultProxy> {
  const server = createServer((request, response) => proxy.backend(request, response));
  const port = await listen(server);
  const kinds: Kind[] = [];
  const open = new Map<Exchange, 'moves' | 'rests'>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const kind = kindOf(request);
    const exchange: Exchange = {
      ...{ kind, request, response },
      ask: (changes) => ask(changes),
      rest: () => void (open.has(exchange) && open.set(exchange, 'rests')),
    };
    kinds.push(kind);
    open.set(exchange, 'moves');
    response.once('close', () => open.delete(exchange));
    const body = Buffer.concat(await request.toArray());
    const ask = ({ url = request.url, without = '' } = {}): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        const kept = Object.entries(request.headers).filter(([name]) => name !== without);
        const headers = Object.fromEntries(kept);
        const { method } = request;
        const sent = send({ port, path: url, method, headers }, resolve);
        // The page may have gone already.
        if (response.destroyed) sent.destroy();
        response.once('close', () => sent.destroy());
        sent.once('error', reject).end(body);
        if (url?.includes('wait=')) exchange.rest();
      });
    await (proxy.faults[kind] ?? pass)(exchange);
  }

  const proxy: FaultProxy = {
    kinds,
    backend: (_, response) => response.writeHead(502).end(),
    faults: {},
    listener(request, response) {
      // The page has closed the connection.
      handle(request, response).catch(() => response.destroy());
    },
    count: (kind) => kinds.filter((each) => each === kind).length,
    waiting() {
      if ([...open.values()].includes('moves')) return undefined;
      const all = [...open.keys()];
      return all.filter(({ kind, response }) => kind !== 'stream' || !response.headersSent).length;
    },
    cut(...cutKinds) {
      for (const { kind, response } of open.keys()) {
        if (cutKinds.includes(kind)) response.destroy();
      }
    },
    inject(text) {
      for (const { kind, response } of open.keys()) if (kind === 'stream') response.write(text);
    },
    stop: () => stop(server),
  };
  return proxy;
}

/** No fault: passes the answer on as it comes. */
export const pass: Fault = async (exchange) => {
  const { response, ask, kind, rest } = exchange;
  const answer = await ask();
  response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).flushHeaders();
  if (kind === 'stream') answer.once('data', rest);
  answer.once('error', () => response.destroy()).pipe(response);
};

function kindOf({ method = '', url = '', headers }: IncomingMessage): Kind {
  const path = url.replace(/\?.*/, '');
  if (path.endsWith('/redeem')) return 'redeem';
  if (!path.includes('/attempts')) return 'other';
  if (method === 'DELETE') return 'cancel';
  if (method === 'POST') return headers.authorization ? 'check' : 'create';
  return headers.accept === 'text/event-stream' ? 'stream' : 'poll';
}
