/** Retries the requests of a run that may be repeated. While the device seems offline, it tries slowly. */
import { factsOf, type WechatMpLoginError } from '../../protocol/errors.js';
import { asError } from '../as-error.js';
import { wait } from '../wait.js';
import { backoffMs } from './backoff.js';
import type { RunContext } from './context.js';

/** How often a call is tried that the visitor is waiting for. */
export const maxTries = 4;
/** A longer `Retry-After` is shown to the visitor, not waited for behind a spinner. */
const patienceMs = 5000;
/**
 * How long to pause while `navigator.onLine` is false. That may be wrong, so it is no reason to stop:
 * https://developer.mozilla.org/docs/Web/API/Navigator/onLine
 */
const offlineMs = 10_000;

interface Failure {
  readonly error: WechatMpLoginError;
  /** How many calls have failed; those that failed while offline do not count. */
  readonly failures: number;
  /** How long to pause: the back-off, or longer if the backend asked for it. */
  readonly pauseMs: number;
}

/** Returns how long to pause before the next call, or throws to give up. */
type OnFailure = (failure: Failure) => number;

/** Whether a wait for this error to pass is short enough to keep the visitor behind a spinner. */
export function passesSoon({ code, retryAfterMs = 0 }: WechatMpLoginError): boolean {
  return !factsOf(code).passesSlowly && retryAfterMs <= patienceMs;
}

/** Tries a call a few times, for answers that the visitor is waiting for. */
export async function retryBriefly<T>(
  run: RunContext,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  const answer = await retry(run, signal, call, ({ error, failures, pauseMs }) => {
    if (!passesSoon(error) || failures === maxTries) throw error;
    return pauseMs;
  });
  run.facts.isOffline = false;
  return answer;
}

/** Tries a call until `onFailure` throws, or the error is one that trying again cannot help. */
export async function retry<T>(
  run: RunContext,
  signal: AbortSignal,
  call: () => Promise<T>,
  onFailure: OnFailure,
): Promise<T> {
  const { facts, settings, update } = run;
  const { page, random, after } = settings;
  for (let failures = 0; ;) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asError(thrown);
      const { code, retryAfterMs = 0 } = error;
      facts.isOffline = factsOf(code).isUnanswered === true && !page.online();
      const ownPauseMs = facts.isOffline ? offlineMs : backoffMs(failures++, random);
      const pauseMs = onFailure({ error, failures, pauseMs: Math.max(retryAfterMs, ownPauseMs) });
      // After `challenge_used`, the next call sends a new challenge.
      if (!error.retryable && code !== 'challenge_used') throw error;
      update();
      // Coming back to the page ends a pause, but not one that the backend asked for.
      await wait(pauseMs, signal, after, retryAfterMs ? undefined : page.subscribe);
    }
  }
}
