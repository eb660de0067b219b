/** Requests to the callback URL of the backend, as WeChat makes them. */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import {
  createCrypt,
  eventXml,
  signatureOf,
  signPush,
  type Fetch,
  type PushMode,
} from '../../wechat/index.js';
import type { Account } from '../account.js';
import { failureOf, timeoutOf, type Failure } from './failure.js';

/** An answer, or the reason why there is none. */
export type CallbackAnswer =
  | { readonly status: number; readonly type: string; readonly text: string }
  | { readonly failure: Failure };

export interface CallbackRequests {
  /** Asks without a signature. */
  visit(): Promise<CallbackAnswer>;
  /** The check that WeChat makes when the settings are saved. The answer must be the echostr. */
  handshake(signature: 'right' | 'wrong'): Promise<CallbackAnswer & { readonly echostr: string }>;
  /** Pushes an event that concerns nobody. */
  push(mode: PushMode): Promise<CallbackAnswer>;
}

/** WeChat waits no longer for an answer. */
const timeoutMs = 5000;
const maxBytes = 65_536;
/** Where the account's original id is not known. */
const noOriginalId = 'gh_000000000000';
/** Belongs to nobody. */
const nobody = `o${'0'.repeat(27)}`;

export function createCallbackRequests(
  account: Account,
  callbackUrl: URL,
  fetch: Fetch,
  now: () => number,
): CallbackRequests {
  const nowS = (): number => Math.floor(now() / 1000);

  async function request(query: URLSearchParams, body?: string): Promise<CallbackAnswer> {
    const url = new URL(callbackUrl);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const signal = AbortSignal.timeout(timeoutMs);
    const post = { method: 'POST', body: body ?? '', headers: { 'content-type': 'text/xml' } };
    const init: RequestInit = { redirect: 'manual', signal, ...(body === undefined ? {} : post) };
    try {
      const response = await fetch(url.href, init);
      const text = await readStart(response, signal);
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, text };
    } catch (error) {
      return { failure: failureFrom(error) };
    }
  }

  return {
    visit: () => request(new URLSearchParams()),
    async handshake(kind) {
      const echostr = digits(19);
      const stamp = { timestamp: String(nowS()), nonce: digits(10) };
      const signature = await signatureOf(account.token, stamp.timestamp, stamp.nonce);
      const sent = kind === 'right' ? signature : await signatureOf(digits(32), signature);
      const query = new URLSearchParams({ signature: sent, ...stamp, echostr });
      return { ...(await request(query)), echostr };
    },
    async push(mode) {
      const { token, appId, encodingAesKey, originalId } = account;
      const crypt = mode === 'plain' ? undefined : await createCrypt({ encodingAesKey, appId });
      const to = originalId || noOriginalId;
      const xml = eventXml({ to, from: nobody, createdAtS: nowS(), event: 'debug_demo' });
      const stamp = { timestampS: nowS(), nonce: digits(10) };
      const { query, body } = await signPush(xml, { token, crypt, mode, ...stamp });
      return request(query, body);
    },
  };
}

function digits(count: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => byte % 10).join('');
}

/** A backend answers briefly. Of a page that is longer than any answer of one, nothing is kept. */
async function readStart(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await readBoundedText(response, { maxBytes, signal, invalidUtf8: 'replace' });
  } catch (error) {
    if (error instanceof BodyError) return '';
    throw error;
  }
}

/** Quotes only a code such as ECONNREFUSED: the message may contain the URL with its signature. */
function failureFrom(error: unknown): Failure {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: unknown };
  if (name === 'TimeoutError') return timeoutOf(timeoutMs);
  const inner = (cause as { readonly code?: unknown } | undefined)?.code;
  const found = [inner, code].find(
    (each): each is string => typeof each === 'string' && /^[A-Z][A-Z0-9_]{2,39}$/.test(each),
  );
  return failureOf(found);
}
