/** One request to the backend under test, with a time limit and a size limit. */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import { BrokenOff } from '../case.js';
import type { Rig } from '../rig.js';
import { describeBody, type Exchange, type Trace } from './trace.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** `Set-Cookie` as it came. */
  readonly setCookies: readonly string[];
  readonly text: string;
  /** The fields of a JSON object; empty for everything else. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly by: Exchange['by'];
  /** Names the request in reports: `POST /attempts/(id)/redeem without the cookie`. */
  readonly as: string;
  readonly url: string;
  readonly init: RequestInit;
}

/** A server may close an idle connection at the moment of the next request, which would break a case off. */
export const ownConnection = { connection: 'close' } as const;

/** How the backend is called. */
export type Calls = Pick<Rig, 'call' | 'timeoutMs'>;

/** As many bytes as no answer of the protocol has. */
const maxBytes = 262_144;

/** @throws BrokenOff if there is no answer in time */
export async function send(sent: Sent, trace: Trace, rig: Calls): Promise<Answer> {
  const { timeoutMs } = rig;
  const { by, as, url, init } = sent;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const request = new Request(url, { redirect: 'manual', ...init, signal });
    const response = await rig.call(request);
    const text = await readBoundedText(response, { maxBytes, signal });
    const answer = toAnswer(response, text);
    trace.add(by, as, describe(answer));
    return answer;
  } catch (error) {
    const reason = reasonOf(error, timeoutMs);
    trace.add(by, as, reason);
    throw new BrokenOff(`${as}: ${reason}`);
  }
}

function toAnswer({ status, headers }: Response, text: string): Answer {
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return {
    ...{ status, headers, text, setCookies: headers.getSetCookie() },
    body: isJson ? fieldsOf(text) : {},
  };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    // An object's fields; an array has none that the protocol names.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export function describe({ status, text, headers }: Answer): string {
  return `${status} ${describeBody(text, headers.get('content-type') ?? '')}`;
}

export function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof BodyError) return 'an answer that is too long, or not UTF-8';
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer in ${timeoutMs / 1000} s`;
  // `fetch` says why it failed in the cause of its error.
  const { cause } = error;
  const errorCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return errorCode ? `no answer (${errorCode})` : 'no answer';
}
