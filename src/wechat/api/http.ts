/**
 * One call to WeChat, with an end to everything: its time, its body, its shape. Apart from the API
 * client because nothing here knows of tokens, and so nothing here can put one into an error.
 */
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

const maxBodyBytes = 65_536;

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
  const timer = setTimeout(
    () => run.abort(new WechatApiError('timeout', `WeChat gave no answer in ${timeoutMs} ms.`)),
    timeoutMs,
  );
  try {
    return readAnswer(await request(call, fetch, run.signal));
  } finally {
    clearTimeout(timer);
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
    return await readText(response, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof WechatApiError ? error : unreachable(error);
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBodyBytes) {
        throw new WechatApiError('bad_response', `WeChat's answer is above ${maxBodyBytes} bytes.`);
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** The promise, or a rejection with the signal's reason, whichever is first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
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
