/** One POST or GET to the account's server, with an end to it. */
import { BodyError, readBoundedText, type BodyFault } from '../../wechat/io/read-text.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import type { Timers } from '../../wechat/io/timers.js';

/** Where requests to the account's server go. */
export type Deliver = (request: Request) => Promise<Response>;

export type Outcome =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  /** Nothing, or not all, came in time: the connection was cut. */
  | { readonly type: 'timeout' }
  | { readonly type: 'unreachable'; readonly reason: string };

const maxBytes = 65_536;
/** In place of an answer that could not be read; like that answer, it is not XML. */
const unreadable: Readonly<Record<BodyFault, string>> = {
  too_large: `(an answer of more than ${maxBytes} bytes)`,
  too_slow: '(an answer that did not end)',
  not_utf8: '(an answer that is not UTF-8)',
};

/** Never rejects. */
export async function deliverOnce(
  deliver: Deliver,
  timers: Timers,
  timeoutMs: number,
  url: URL,
  init: RequestInit,
): Promise<Outcome> {
  const run = new AbortController();
  const request = new Request(url, { ...init, signal: run.signal });
  const onTimeout = (): Outcome => {
    run.abort(new DOMException('No answer in time.', 'TimeoutError'));
    return { type: 'timeout' };
  };
  return withTimeout(timeoutMs, ask(deliver, request, run.signal), onTimeout, timers);
}

async function ask(deliver: Deliver, request: Request, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await deliver(request);
    return { type: 'answered', status: response.status, body: await readAnswer(response, signal) };
  } catch (error) {
    return { type: 'unreachable', reason: error instanceof Error ? error.message : 'unknown' };
  }
}

async function readAnswer(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return await readBoundedText(response, { maxBytes, signal });
  } catch (error) {
    if (error instanceof BodyError) return unreadable[error.reason];
    throw error;
  }
}
