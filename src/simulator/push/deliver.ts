/** One POST or GET to the account's server, with an end to it. */
import type { Timers } from '../clock.js';
import { readBounded } from '../read-bounded.js';

/** Where requests to the account's server go. */
export type Deliver = (request: Request) => Promise<Response>;

export type Outcome =
  | { readonly type: 'answered'; readonly status: number; readonly body: string }
  /** Nothing, or not all, came in time: the connection was cut. */
  | { readonly type: 'timeout' }
  | { readonly type: 'unreachable'; readonly reason: string };

const maxAnswerBytes = 65_536;
/** Stands for an answer that was too long to read; like that answer, it is no XML. */
const tooLong = `(an answer of more than ${maxAnswerBytes} bytes)`;

/** Never rejects. */
export async function deliverOnce(
  deliver: Deliver,
  timers: Timers,
  timeoutMs: number,
  url: URL,
  init: RequestInit,
): Promise<Outcome> {
  const run = new AbortController();
  let timer: unknown;
  const timeout = new Promise<Outcome>((resolve) => {
    timer = timers.setTimeout(() => {
      resolve({ type: 'timeout' });
      run.abort(new DOMException('No answer in time.', 'TimeoutError'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([
      timeout,
      ask(deliver, new Request(url, { ...init, signal: run.signal }), run.signal),
    ]);
  } finally {
    timers.clearTimeout(timer);
  }
}

async function ask(deliver: Deliver, request: Request, signal: AbortSignal): Promise<Outcome> {
  try {
    const { status, body } = await deliver(request);
    const text = await readBounded(body, maxAnswerBytes, signal);
    return { type: 'answered', status, body: text ?? tooLong };
  } catch (error) {
    return { type: 'unreachable', reason: error instanceof Error ? error.message : 'unknown' };
  }
}
