/**
 * One call to WeChat, with an end to everything: its time, its body, its shape. Apart from the API
 * client because nothing here knows of tokens, and so nothing here can put one into an error.
 */
import { BodyError, readBoundedText } from '../io/read-text.js';
import { untilAborted, withTimeout } from '../io/timeout.js';
import { WechatApiError } from './errors.js';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Call {
  readonly url: string;
  /** Sent as JSON by POST; without it the call is a GET. */
  readonly body?: JsonObject;
  readonly signal?: AbortSignal | undefined;
}

export interface CallLimits {
  readonly fetch: Fetch;
  readonly timeoutMs: number;
}

const maxBytes = 65_536;

/**
 * Calls and gives the JSON object of the answer.
 * @throws WechatApiError also for an errcode in the answer; `signal`'s own reason if it aborts
 */
export async function callJson(call: Call, { fetch, timeoutMs }: CallLimits): Promise<JsonObject> {
  const { signal } = call;
  signal?.throwIfAborted();
  const run = new AbortController();
  const onAbort = (): void => run.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const onTimeout = (): never => {
    throw new WechatApiError('timeout', `WeChat gave no answer in ${timeoutMs} ms.`);
  };
  try {
    return readAnswer(await withTimeout(timeoutMs, request(call, fetch, run.signal), onTimeout));
  } finally {
    signal?.removeEventListener('abort', onAbort);
    run.abort(); // whatever is still under way has nobody waiting for it
  }
}

/** Sends, and reads the body as text. Ends when `signal` aborts, whatever `fetch` makes of it. */
async function request(call: Call, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const init: RequestInit = {
    signal,
    // A redirect would carry the access token to another address.
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    headers: { accept: 'application/json' },
  };
  if (call.body) {
    init.method = 'POST';
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
    init.body = JSON.stringify(call.body);
  }
  try {
    const response = await untilAborted(fetch(call.url, init), signal);
    if (!response.ok) {
      void response.body?.cancel().catch(() => undefined);
      throw new WechatApiError('bad_response', `WeChat answered with HTTP ${response.status}.`);
    }
    // Names that people have chosen may hold broken UTF-8; a login does not read them.
    return await readBoundedText(response, { maxBytes, signal, invalidUtf8: 'replace' });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof BodyError) {
      throw new WechatApiError('bad_response', `WeChat's answer is above ${maxBytes} bytes.`);
    }
    throw error instanceof WechatApiError ? error : unreachable(error);
  }
}

function readAnswer(text: string): JsonObject {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Nothing of the text: a captive portal may have the address called, token and all, in it.
    throw badResponse(text === '' ? 'an empty body' : 'something that is not JSON');
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw badResponse('JSON that is no object');
  }
  const fields = answer as JsonObject;
  const { errcode = 0, errmsg } = fields as { errcode?: unknown; errmsg?: unknown };
  if (typeof errcode !== 'number') throw badResponse('an errcode that is no number');
  if (errcode !== 0) {
    throw WechatApiError.fromErrcode(errcode, typeof errmsg === 'string' ? errmsg : '');
  }
  return fields;
}

/** An answer that is not WeChat's: a proxy, a captive portal, another server. */
export function badResponse(what: string): WechatApiError {
  return new WechatApiError(
    'bad_response',
    `WeChat answered with ${what}; look for a proxy between this server and the API host.`,
  );
}

/** Only a code such as ECONNREFUSED: messages of fetch can hold the whole address, token and all. */
function unreachable(error: unknown): WechatApiError {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = [cause?.code, code].find(
    (value): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,39}$/.test(value),
  );
  const detail = found === undefined ? '' : ` (${found})`;
  return new WechatApiError(
    'network',
    `The connection to WeChat failed${detail}; look at DNS, firewall and proxy of this server.`,
  );
}
