/** Sends requests to a backend: uncached, limited in size and time, and with our own errors. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { ShapeError } from '../../protocol/parse/read.js';
import { asError, throwUnreachable } from '../as-error.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import { createDeadline, systemAfter, untilAborted, type After, type Deadline } from '../wait.js';
import { readJson } from './read-body.js';

/** How long the answer to a plain request may take. */
export const answerTimeoutMs = 10_000;

/** Parts that tests replace, as may pages with a `fetch` of their own. */
export interface RequestOptions {
  /** The page's own `fetch` unless set. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. `Date.now` unless set. */
  readonly now?: (() => number) | undefined;
  /** The timer. `setTimeout` unless set. */
  readonly after?: After | undefined;
}

export interface Call {
  /** `GET` unless set. */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Below the base address. */
  readonly path: string;
  /** The key of an attempt, `k`. */
  readonly key?: string;
  readonly body?: object;
  /** The type of the answer; JSON unless set. */
  readonly accept?: string;
}

export function post<T>(path: string, body: T): { method: 'POST'; path: string; body: T } {
  return { method: 'POST', path, body };
}

export interface AskOptions<T> {
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  /** Parses the JSON of the answer; throws a `ShapeError` if it does not follow the protocol. */
  readonly parse: (body: unknown) => T | Promise<T>;
}

export interface Requests {
  /** Starts the time limit of a request. Call `end()` when the answer has been read. */
  deadline(parent: AbortSignal, ms: number): Deadline;
  /** Sends one request and resolves with its answer. Rejects if the answer is an error. */
  send(call: Call, signal: AbortSignal): Promise<Response>;
  /** Sends one request and parses the JSON of its answer. */
  ask<T>(call: Call, options: AskOptions<T>): Promise<T>;
  /** Sends one request whose answer has no content. */
  tell(call: Call, options: { readonly signal: AbortSignal }): Promise<void>;
}

export function isJson(response: Response): boolean {
  return /^application\/(problem\+)?json/i.test(contentType(response));
}

/** Turns an error of a request, its deadline or a parser into the error for the caller. */
export function requestError(thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const details = { message: String(thrown), cause: thrown };
  if (thrown instanceof SyntaxError) return new WechatMpLoginError('bad_response', details);
  if (!(thrown instanceof ShapeError)) return asError(thrown);
  const { field } = thrown;
  return new WechatMpLoginError(field === 'result' ? 'unsupported' : 'bad_response', {
    ...details,
    field,
  });
}

/** @param base address below which all requests go, without a slash at its end */
export function createRequests(base: string, options: RequestOptions = {}): Requests {
  const { fetch = globalThis.fetch, now = Date.now, after = systemAfter } = options;

  const deadline = (parent: AbortSignal, ms: number): Deadline =>
    createDeadline(parent, ms, after, () => new WechatMpLoginError('timeout'));

  /** Makes the address of every request another one, because some caches go by the address alone. */
  let count = now();
  let keyHeader: KeyHeader = 'Authorization';

  function urlOf({ method = 'GET', path }: Call): string {
    if (method !== 'GET') return base + path;
    return `${base}${path}${path.includes('?') ? '&' : '?'}t=${++count}`;
  }

  async function send(call: Call, signal: AbortSignal): Promise<Response> {
    signal.throwIfAborted();
    const sentIn = keyHeader;
    const pending = fetch(urlOf(call), initOf(call, signal, sentIn)).catch(throwUnreachable);
    const response = await untilAborted(pending, signal);
    if (isExpected(response, call)) return response;
    if ([401, 404].includes(response.status) && call.key && sentIn === 'Authorization') {
      keyHeader = 'Wechat-Login-Key';
      return send(call, signal);
    }
    const body = isJson(response) ? await readJson(response, signal) : undefined;
    // Something has answered, so there is a network to load the file from.
    const reader = loadWhenNeeded(lateFiles.afterCreate);
    const { readProblem } = await untilAborted(reader, signal);
    const { code, ...details } = readProblem(response, body, now());
    const { method = 'GET' } = call;
    const message = `${method} answered ${response.status} ${contentType(response)} ${details.field ?? ''}`;
    throw new WechatMpLoginError(code, { message, ...details });
  }

  async function within<T>(
    call: Call,
    { signal: parent, timeoutMs = answerTimeoutMs }: Pick<AskOptions<T>, 'signal' | 'timeoutMs'>,
    read: (response: Response, signal: AbortSignal) => T | Promise<T>,
  ): Promise<T> {
    const time = deadline(parent, timeoutMs);
    const { signal } = time;
    try {
      const result = await read(await send(call, signal), signal);
      signal.throwIfAborted();
      return result;
    } catch (thrown) {
      throw requestError(thrown, signal);
    } finally {
      time.end();
    }
  }

  return {
    deadline,
    send,
    ask: (call, options) =>
      within(call, options, async (response, signal) =>
        options.parse(await readJson(response, signal)),
      ),
    tell: (call, options) => within(call, options, () => undefined),
  };
}

const contentType = ({ headers }: Response): string => headers.get('content-type') ?? '';

function isExpected(response: Response, { accept }: Call): boolean {
  if (!response.ok) return false;
  const isAccepted = accept !== undefined && contentType(response).startsWith(accept);
  return isAccepted || isJson(response) || response.status === 204;
}

/**
 * The header that carries the key of an attempt. Where HTTP authentication protects the whole site,
 * `Authorization` belongs to the browser: then `k` in its place is answered with 401. Where a proxy drops it,
 * the backend answers 404.
 */
type KeyHeader = 'Authorization' | 'Wechat-Login-Key';

function initOf(
  { method = 'GET', key, body, accept }: Call,
  signal: AbortSignal,
  keyHeader: KeyHeader,
): RequestInit {
  return {
    method,
    headers: {
      Accept: accept ?? 'application/json',
      ...(key && { [keyHeader]: keyHeader === 'Authorization' ? `Bearer ${key}` : key }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal,
    // A cancellation has to arrive even if the visitor is leaving the page.
    keepalive: method === 'DELETE',
    credentials: 'include',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  };
}
