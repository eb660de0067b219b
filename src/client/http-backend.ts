/** A backend that speaks the protocol over HTTP, and the choice of the way in which to watch it. */
import { WechatMpLoginError } from '../protocol/errors.js';
import type { Snapshot } from '../protocol/messages.js';
import {
  parseCreated,
  parseRedeemResult,
  parseSnapshot,
  type ShapeError,
} from '../protocol/parse.js';
import type { AttemptHandle, Backend } from './backend.js';
import { backendBase } from './base-url.js';
import { bodyLimit, createEventParser, readText } from './event-stream.js';
import { linked, systemAfter, type After } from './wait.js';

const answerMs = 10_000;
const redeemMs = 15_000;
/** A stream must show a first byte by then: a proxy that buffers never does. */
const firstByteMs = 5000;
/** Heartbeats come every 15 s. */
const silenceMs = 40_000;
/** How long a backend is asked to hold a request. */
const holdS = 20;
/** Streams that live less, this many in a row, are no better than polling; so are held requests. */
const shortMs = 15_000;
const shortStreams = 3;

export type Transport = 'auto' | 'stream' | 'poll';

export interface HttpBackendOptions {
  /** 'auto' (default): a stream, else held requests, else requests every `interval`. */
  readonly transport?: Transport | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly now?: (() => number) | undefined;
  readonly after?: After | undefined;
  /** Address of the page; by default the one that this script runs in. */
  readonly baseUrl?: string | URL | undefined;
}

interface Call {
  readonly method?: 'POST' | 'DELETE';
  /** Below `/attempts`. */
  readonly path: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly accept?: string;
}

type SetTime = (ms: number) => void;

const typeOf = ({ headers }: Response): string => headers.get('content-type') ?? '';
const isJson = (response: Response): boolean =>
  /^application\/(problem\+)?json/i.test(typeOf(response));

async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  let text = '';
  for await (const piece of readText(response, signal)) {
    text += piece;
    if (text.length > bodyLimit) throw new WechatMpLoginError('bad_response');
  }
  return JSON.parse(text);
}

/** What the wire or the parser threw, as an error of ours. */
function translate(error: unknown): WechatMpLoginError {
  if (error instanceof WechatMpLoginError) return error;
  const { field } = error as Partial<ShapeError>;
  const isShape = field ?? error instanceof SyntaxError;
  return new WechatMpLoginError(
    field === 'result' ? 'unsupported' : isShape ? 'bad_response' : 'unreachable',
    String(error),
    { cause: error, field },
  );
}

/** @throws WechatMpLoginError `bad_backend` */
export function createHttpBackend(url: string | URL, options: HttpBackendOptions = {}): Backend {
  const {
    transport = 'auto',
    fetch = globalThis.fetch,
    now = Date.now,
    after = systemAfter,
    baseUrl,
  } = options;
  const base = backendBase(url, baseUrl) + '/attempts';
  // What was found out of the way there; each attempt finds out anew, for ways get better again.
  let streams = false;
  let holds = true;
  let cuts = 0;

  /** Makes one request; `read` takes its answer, within the time that was last set. */
  async function* request<T>(
    { method, path, key, body, accept = 'application/json' }: Call,
    parent: AbortSignal,
    ms: number,
    read: (response: Response, signal: AbortSignal, set: SetTime) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const scope = linked(parent);
    const { signal } = scope;
    const giveUp = (): void => scope.abort(new WechatMpLoginError('timeout'));
    let stop = after(giveUp, ms);
    try {
      const response = await new Promise<Response>((resolve, reject) => {
        // Not left to fetch alone: a server called in memory knows nothing of the signal.
        signal.addEventListener('abort', reject);
        fetch(base + path, {
          method: method ?? 'GET',
          headers: {
            Accept: accept,
            ...(key && { Authorization: `Bearer ${key}` }),
            ...(body ? { 'Content-Type': 'application/json' } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
          signal,
          keepalive: method === 'DELETE',
          credentials: 'include',
          cache: 'no-store',
          redirect: 'error',
          referrerPolicy: 'no-referrer',
        }).then(resolve, reject);
      });
      const type = typeOf(response);
      if (
        !response.ok ||
        !(isJson(response) || type.startsWith(accept) || response.status === 204)
      ) {
        const message = `${method ?? 'GET'} answered ${response.status} ${type}`;
        const problem = isJson(response) ? await readJson(response, signal) : undefined;
        const { readProblem } = await import('./problem.js');
        const { code, ...details } = readProblem(response, problem, now());
        throw new WechatMpLoginError(code, message, details);
      }
      yield* read(response, signal, (nextMs) => {
        stop();
        stop = after(giveUp, nextMs);
      });
      signal.throwIfAborted();
    } catch (error) {
      throw signal.aborted ? signal.reason : translate(error);
    } finally {
      stop();
      scope.abort();
    }
  }

  async function ask<T>(
    call: Call,
    signal: AbortSignal,
    ms: number,
    parse: (body: unknown) => T,
  ): Promise<T> {
    for await (const answer of request(call, signal, ms, async function* (response, inTime) {
      yield parse(await readJson(response, inTime));
    })) {
      return answer;
    }
    throw signal.reason;
  }

  /** Over with true where the next connection is to be a stream again. */
  async function* stream(
    { id, key }: AttemptHandle,
    parent: AbortSignal,
  ): AsyncGenerator<Snapshot, boolean> {
    let openedMs: number | undefined;
    const call = { path: `/${id}`, key, accept: 'text/event-stream' };
    try {
      yield* request(call, parent, firstByteMs, async function* (response, signal, set) {
        // JSON comes from a backend that speaks the core of the protocol alone.
        streams = !isJson(response);
        if (!streams) return;
        openedMs = now();
        const parse = createEventParser();
        for await (const text of readText(response, signal)) {
          set(silenceMs);
          for (const { type, data } of parse(text)) {
            const snapshot = type === 'state' ? parseSnapshot(JSON.parse(data)) : undefined;
            if (snapshot) yield snapshot;
          }
        }
      });
    } catch (error) {
      const isStalled = (error as Partial<WechatMpLoginError>).code === 'timeout';
      if (!isStalled || transport !== 'auto') throw error;
      streams = false;
    } finally {
      if (openedMs !== undefined && !parent.aborted) {
        cuts = now() - openedMs < shortMs ? cuts + 1 : 0;
        if (cuts === shortStreams) streams = transport === 'stream';
      }
    }
    return streams;
  }

  return {
    async create(body, { signal }) {
      const created = await ask({ method: 'POST', path: '', body }, signal, answerMs, parseCreated);
      streams = transport !== 'poll' && created.levels.includes('stream');
      holds = true;
      cuts = 0;
      return created;
    },
    async *watch(attempt, { rev, signal }) {
      if (streams && (yield* stream(attempt, signal))) return;
      const { id, key } = attempt;
      const query = holds ? `?rev=${rev}&wait=${holdS}` : '';
      const limitMs = holds ? holdS * 1000 + answerMs : answerMs;
      const beganMs = now();
      try {
        const snapshot = await ask({ path: `/${id}${query}`, key }, signal, limitMs, parseSnapshot);
        holds &&= now() - beganMs >= shortMs || (snapshot?.rev ?? 0) > rev;
        if (snapshot) yield snapshot;
      } catch (error) {
        holds &&= signal.aborted;
        throw error;
      }
    },
    redeem: (id, verifier, { signal }) =>
      ask(
        { method: 'POST', path: `/${id}/redeem`, body: { verifier } },
        signal,
        redeemMs,
        parseRedeemResult,
      ),
    async cancel({ id, key }, { signal }) {
      const call = { method: 'DELETE', path: `/${id}`, key } as const;
      await request(call, signal, answerMs, async function* () {}).next();
    },
  };
}
