/** Sends one request to the account's server, within a time limit. */
import { BodyError, readBoundedText, type BodyFault } from '../../wechat/io/read-text.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import type { Timers } from '../../wechat/io/timers.js';

/** Sends a request to the account's server. */
export type Deliver = (request: Request) => Promise<Response>;

export type DeliveryOutcome =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  /** The answer did not arrive in time, or only in part: the connection was closed. */
  | { readonly type: 'timeout' }
  | { readonly type: 'unreachable'; readonly reason: string };

/** What WeChat calls itself (docs/wechat.md#pushes). */
export const pushHeaders = { 'user-agent': 'Mozilla/4.0' };

const maxBytes = 65_536;
/** Replaces an answer that could not be read; like that answer, it is not XML. */
const unreadable = {
  too_large: `(an answer of more than ${maxBytes} bytes)`,
  too_slow: '(an answer that did not end)',
  not_utf8: '(an answer that is not UTF-8)',
} satisfies Record<BodyFault, string>;

/** Sends a request, and reads the answer. It never rejects. */
export async function deliverOnce(
  deliver: Deliver,
  timers: Timers,
  timeoutMs: number,
  url: URL,
  init: RequestInit,
): Promise<DeliveryOutcome> {
  const controller = new AbortController();
  const { signal } = controller;
  const onTimeout = (): DeliveryOutcome => {
    controller.abort(new DOMException('No answer in time.', 'TimeoutError'));
    return { type: 'timeout' };
  };
  const outcome = ask(deliver, new Request(url, { ...init, signal }), signal);
  return withTimeout(timeoutMs, outcome, onTimeout, timers);
}

async function ask(
  deliver: Deliver,
  request: Request,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  try {
    const response = await deliver(request);
    return { type: 'answered', status: response.status, body: await readAnswer(response, signal) };
  } catch (error) {
    return { type: 'unreachable', reason: reasonOf(error) };
  }
}

/** `fetch` says why it failed in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { message, cause } = error;
  const errorCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return errorCode ? `${message} (${errorCode})` : message;
}

async function readAnswer(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await readBoundedText(response, { maxBytes, signal });
  } catch (error) {
    if (error instanceof BodyError) return unreadable[error.reason];
    throw error;
  }
}
