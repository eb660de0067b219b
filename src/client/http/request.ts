/** One request to a backend and its answer: private, uncached, bounded, in time, with errors of ours. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { ShapeError } from '../../protocol/parse/answers.js';
import { bodyLimit, readText } from './event-stream.js';
import { linked, systemAfter, type After } from '../wait.js';

/** How long a plain answer may take. */
export const answerMs = 10_000;

export interface RequestOptions {
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly now?: (() => number) | undefined;
  readonly after?: After | undefined;
}

export interface Call {
  readonly method?: 'POST' | 'DELETE';
  /** Below the base. */
  readonly path: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly accept?: string;
}

type SetTime = (ms: number) => void;

const typeOf = ({ headers }: Response): string => headers.get('content-type') ?? '';
export const isJson = (response: Response): boolean =>
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
    { message: String(error), cause: error, field },
  );
}

export interface Requests {
  /** Makes one request; `read` takes its answer, within the time that was last set. */
  readonly request: <T>(
    call: Call,
    parent: AbortSignal,
    ms: number,
    read: (response: Response, signal: AbortSignal, set: SetTime) => AsyncIterable<T>,
  ) => AsyncGenerator<T>;
  /** Makes one request and reads its JSON. */
  readonly ask: <T>(
    call: Call,
    signal: AbortSignal,
    ms: number,
    parse: (body: unknown) => T | Promise<T>,
  ) => Promise<T>;
}

export function createRequests(
  base: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
  now: () => number = Date.now,
  after: After = systemAfter,
): Requests {
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
        throw new WechatMpLoginError(code, { message, ...details });
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
    parse: (body: unknown) => T | Promise<T>,
  ): Promise<T> {
    for await (const answer of request(call, signal, ms, async function* (response, inTime) {
      yield parse(await readJson(response, inTime));
    })) {
      return answer;
    }
    throw signal.reason;
  }

  return { request, ask };
}
