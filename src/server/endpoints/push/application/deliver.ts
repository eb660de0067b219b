/** Delivers one push to the application, which may be restarting at the moment. */
import { untilAborted } from '../../../../wechat/io/timeout.js';
import { systemTimers } from '../../../../wechat/io/timers.js';
import { errorKind } from '../../../base/log.js';
import { ForwardError } from './forward-error.js';

const pauseMs = 1000;

/**
 * Resolves to the application's answer of status 200. An application that cannot be reached is tried
 * again until the deadline, because WeChat repeats only what gets no answer.
 * @throws ForwardError
 */
export async function deliver(
  send: () => Promise<Response>,
  deadline: AbortSignal,
): Promise<Response> {
  for (;;) {
    const result = await sendOnce(send, deadline);
    if (!(result instanceof ForwardError)) return result;
    const mayPass = result.reason === 'unreachable' || result.reason === 'away';
    if (!mayPass || (await isOverAfter(pauseMs, deadline))) throw result;
  }
}

async function sendOnce(
  send: () => Promise<Response>,
  deadline: AbortSignal,
): Promise<Response | ForwardError> {
  try {
    const response = await untilAborted(send(), deadline);
    const { status, type, headers, body } = response;
    if (status === 200) return response;
    void body?.cancel().catch(() => undefined);
    // A page's `fetch` hides the status of a redirect.
    if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      return new ForwardError('redirect', originOf(headers.get('location') ?? ''));
    }
    // What a proxy answers while the application behind it restarts.
    const isAway = status === 502 || status === 503 || status === 504;
    return new ForwardError(isAway ? 'away' : 'status', `HTTP ${status}`);
  } catch (error) {
    return deadline.aborted
      ? new ForwardError('late')
      : new ForwardError('unreachable', errorKind(error));
  }
}

/** The rest of the address may contain a secret. */
function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : '';
}

/** Whether the signal aborts before the time is up. */
function isOverAfter(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = systemTimers.setTimeout(() => end(false), ms);
    const onAbort = (): void => end(true);
    function end(isOver: boolean): void {
      systemTimers.clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(isOver);
    }
    signal.addEventListener('abort', onAbort);
  });
}
