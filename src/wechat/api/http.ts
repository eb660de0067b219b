/**
 * Makes one HTTP request to WeChat's API, with limits for time and size. No error message contains the
 * URL or the answer, because both may contain the access token.
 */
import { BodyError, readBoundedText } from '../io/read-text.js';
import { untilAborted, withTimeout } from '../io/timeout.js';
import { WechatApiError } from './errors.js';

/** The part of `fetch` that the client uses. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Call {
  readonly url: string;
  /** Sent as JSON in a POST. Without it, the request is a GET. */
  readonly body?: JsonObject;
  readonly signal?: AbortSignal | undefined;
}

/** Makes a request, and may measure it. Returns what `request` resolves with. */
export type AroundRequest = <T>(path: string, request: () => Promise<T>) => Promise<T>;

export interface CallLimits {
  readonly fetch: Fetch;
  readonly timeoutMs: number;
  /** The largest answer. Default: 64 KiB. */
  readonly maxBytes?: number | undefined;
  readonly around?: AroundRequest | undefined;
}

const usualMaxBytes = 65_536;

/**
 * Makes the call and returns the JSON object of the answer.
 * @throws WechatApiError, also for an errcode in the answer; `signal`'s own reason if it aborts
 */
export function callJson(call: Call, limits: CallLimits): Promise<JsonObject> {
  const { around = (_, made) => made() } = limits;
  return around(new URL(call.url).pathname, () => makeCall(call, limits));
}

async function makeCall(call: Call, limits: CallLimits): Promise<JsonObject> {
  const { signal } = call;
  const { timeoutMs } = limits;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const onTimeout = (): never => {
    throw new WechatApiError('timeout', `WeChat did not answer within ${timeoutMs} ms.`);
  };
  try {
    return readAnswer(
      await withTimeout(timeoutMs, request(call, limits, controller.signal), onTimeout),
    );
  } catch (error) {
    controller.abort(error); // ends what is still running
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Next.js caches without it. An old `compatibility_date` of Cloudflare Workers refuses the option. */
const noStore: RequestInit = 'cache' in Request.prototype ? { cache: 'no-store' } : {};

/** Browsers hide the status of a redirect. */
function isRedirect({ status, type }: Response): boolean {
  return (status >= 300 && status < 400) || type === 'opaqueredirect';
}

/** Sends the request and reads the body as text. It ends when `signal` aborts, even if `fetch` does not. */
async function request(
  call: Call,
  { fetch, maxBytes = usualMaxBytes }: CallLimits,
  signal: AbortSignal,
): Promise<string> {
  const init: RequestInit = {
    signal,
    // A redirect would send the access token to another address, so it is an error. Not `error`, which
    // the runtime of Cloudflare Workers does not know.
    redirect: 'manual',
    credentials: 'omit',
    ...noStore,
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
      if (isRedirect(response)) throw badResponse('a redirect');
      throw new WechatApiError('bad_response', `WeChat answered with HTTP ${response.status}.`);
    }
    // Names that users have chosen may contain broken UTF-8. Signing in does not read them.
    return await readBoundedText(response, { maxBytes, signal, invalidUtf8: 'replace' });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof BodyError) {
      throw new WechatApiError('bad_response', `WeChat's answer has more than ${maxBytes} bytes.`);
    }
    throw error instanceof WechatApiError ? error : unreachable(error);
  }
}

function readAnswer(text: string): JsonObject {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Quote nothing: the page of a captive portal may contain the URL with its token.
    throw badResponse(text === '' ? 'an empty body' : 'something that is not JSON');
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw badResponse('JSON that is not an object');
  }
  const fields = answer as JsonObject;
  const { errcode: given = 0, errmsg } = fields as { errcode?: unknown; errmsg?: unknown };
  // Some of WeChat's services write it as a text.
  const errcode =
    typeof given === 'string' && /^-?[1-9]\d{0,8}$/.test(given) ? Number(given) : given;
  if (typeof errcode !== 'number') throw badResponse('an errcode that is not a number');
  if (errcode !== 0) {
    throw WechatApiError.fromErrcode(errcode, typeof errmsg === 'string' ? errmsg : '');
  }
  return fields;
}

/** For an answer that is not WeChat's, but that of a proxy, a captive portal or another server. */
export function badResponse(what: string): WechatApiError {
  return new WechatApiError(
    'bad_response',
    `WeChat answered with ${what}. Check for a proxy between this server and the API host.`,
  );
}

/** Quotes only a code such as ECONNREFUSED: the messages of `fetch` may contain the URL with its token. */
function unreachable(error: unknown): WechatApiError {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = [cause?.code, code].find(
    (value): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,39}$/.test(value),
  );
  const detail = found === undefined ? '' : ` (${found})`;
  return new WechatApiError(
    'network',
    `The connection to WeChat failed${detail}. Check the DNS, firewall and proxy of this server.`,
  );
}
