/** A backend that speaks the protocol over HTTP, and the choice of the way in which to watch it. */
import type { WechatMpLoginError } from '../../protocol/errors.js';
import type { Snapshot } from '../../protocol/messages.js';
import { parseCreated, parseAuthenticated, parseSnapshot } from '../../protocol/parse/answers.js';
import { readers } from '../../protocol/parse/read.js';
import type { AttemptHandle, Backend } from '../backend.js';
import { backendBase } from './base-url.js';
import type { AnswerParsers } from '../binding.js';
import { createEventParser, readText } from './event-stream.js';
import { answerMs, createRequests, isJson, type RequestOptions } from './request.js';

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

export interface HttpBackendOptions extends RequestOptions {
  /** 'auto' (default): a stream, else held requests, else requests every `interval`. */
  readonly transport?: Transport | undefined;
  /** Address of the page; by default the one that this script runs in. */
  readonly baseUrl?: string | URL | undefined;
}

/** @throws WechatMpLoginError `bad_backend` */
export function createHttpBackend(url: string | URL, options: HttpBackendOptions = {}): Backend {
  const { transport = 'auto', fetch, now = Date.now, after, baseUrl } = options;
  const base = backendBase(url, baseUrl) + '/attempts';
  const { request, ask } = createRequests(base, fetch, now, after);
  // What was found out of the way there; each attempt finds out anew, for ways get better again.
  let streams = false;
  let holds = true;
  let cuts = 0;

  /** The requests with the verifier. What only prompts are answered is read by what they load. */
  const post =
    <K extends keyof AnswerParsers>(what: K, ms: number) =>
    (id: string, body: object, { signal }: { signal: AbortSignal }) =>
      ask({ method: 'POST', path: `/${id}/${what}`, body }, signal, ms, async (answer) => {
        type Answer = ReturnType<AnswerParsers[K]>;
        try {
          return parseAuthenticated(answer) as Answer;
        } catch {
          const { createAnswerParsers } = await import('../binding.js');
          return createAnswerParsers(readers, parseAuthenticated)[what](answer) as Answer;
        }
      });

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
    redeem: (id, verifier, options) => post('redeem', redeemMs)(id, { verifier }, options),
    bind: post('bind', redeemMs),
    sendVerificationCode: post('codes', answerMs),
    async cancel({ id, key }, { signal }) {
      const call = { method: 'DELETE', path: `/${id}`, key } as const;
      await request(call, signal, answerMs, async function* () {}).next();
    },
  };
}
