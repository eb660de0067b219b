/** Sends the requests of an adapter: limited in size and time, and with our own errors. */
import { throwUnreachable } from '../client/as-error.js';
import { retryAfterMs } from '../client/http/retry-after.js';
import { readJson } from '../client/http/read-body.js';
import { answerTimeoutMs, requestError } from '../client/http/request.js';
import { createDeadline, systemAfter, untilAborted, type After } from '../client/wait.js';
import { WechatMpLoginError, type ErrorCode } from '../protocol/errors.js';

/** Parts that tests replace, as may pages with a `fetch` of their own. */
export interface AskOptions {
  /** The page's own `fetch` unless set. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The timer. `setTimeout` unless set. */
  readonly after?: After | undefined;
}

export interface Question {
  readonly signal: AbortSignal;
  /** Sent as JSON with POST; without it, the request is a GET. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** `include` unless set: both backends keep sessions in cookies. */
  readonly credentials?: RequestCredentials;
}

/** An object of JSON, whose fields nobody has checked. */
export type Json = Readonly<Partial<Record<string, unknown>>>;

/** By status: what an error without a sentence of its own means. */
const codeByStatus: Readonly<Partial<Record<number, ErrorCode>>> = {
  401: 'misconfigured',
  403: 'misconfigured',
  404: 'misconfigured',
  429: 'rate_limited',
};

/**
 * Sends a request, and reads its answer, within one time limit. Rejects with a `WechatMpLoginError`, or with
 * `signal.reason` once aborted.
 */
export type Fetch = <T>(
  url: string,
  question: Question,
  read: (response: Response, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function createFetch({ fetch, after = systemAfter }: AskOptions): Fetch {
  return async (url, { signal: parent, body, headers, credentials = 'include' }, read) => {
    parent.throwIfAborted();
    const time = createDeadline(
      parent,
      answerTimeoutMs,
      after,
      () => new WechatMpLoginError('timeout'),
    );
    const { signal } = time;
    try {
      const pending = (fetch ?? globalThis.fetch)(url, {
        method: body ? 'POST' : 'GET',
        headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal,
        credentials,
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      const response = await untilAborted(pending.catch(throwUnreachable), signal);
      if (!response.ok) throw statusError(response);
      return await read(response, signal);
    } catch (thrown) {
      throw requestError(thrown, signal);
    } finally {
      time.end();
    }
  };
}

/** @throws WechatMpLoginError `bad_response` if it is not an object of JSON */
export async function readObject(response: Response, signal: AbortSignal): Promise<Json> {
  return asObject(await readJson(response, signal));
}

/** @throws WechatMpLoginError `bad_response` if it is not an object */
export function asObject(value: unknown): Json {
  if (typeof value !== 'object' || !value) throw new WechatMpLoginError('bad_response');
  return value as Json;
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

function statusError({ status, url, headers }: Response): WechatMpLoginError {
  const code = codeByStatus[status] ?? (status < 500 ? 'bad_response' : 'upstream_unavailable');
  // Without the query, which may contain a ticket.
  const message = `${url.replace(/[?#].*/, '')} answered ${status}. Check the adapter's options and the backend's allowed origins (docs/backends.md).`;
  const waitMs = retryAfterMs(headers.get('retry-after'), Date.now());
  return new WechatMpLoginError(code, { message, retryAfterMs: waitMs });
}
