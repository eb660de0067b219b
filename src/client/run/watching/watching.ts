/**
 * Watches one attempt, connection after connection, until it ends or no longer counts. With it loads all
 * that follows a QR code.
 */
import type { Snapshot } from '../../../protocol/messages.js';
import { asError } from '../../as-error.js';
import type { LoginState } from '../../state.js';
import { createDeadline, wait } from '../../wait.js';
import { endAttempt, takeSnapshot } from './attempts.js';
import { backoffMs } from '../backoff.js';
import { currentAttempt, lookMs, type Attempt, type RunContext } from '../context.js';
import { pollIntervalMs } from './poll-interval.js';
import { retry } from '../retry.js';
import { errorState } from '../state-of.js';

export { useOtherMethod } from './other-method.js';
export { isRenewalDue } from './renewal.js';

/**
 * A page that comes back signals several times within moments. A connection that began in between
 * needs no replacement.
 */
const burstMs = 1000;
/**
 * How long a hidden page keeps its connection. Over HTTP/1.1 a browser opens six connections to a
 * host, so six forgotten tabs would block the whole site.
 */
const hiddenMs = 5000;
/** For how long a page that comes back asks about an attempt whose time is over. */
const catchUpMs = 30_000;
/** A connection that has brought something and breaks after so long is a first failure, whatever came before it. */
const livedMs = 15_000;
/** How long to pause between two looks at an attempt that does not have the connection. */
const olderIntervalMs = 5000;
/** By how much the pauses grow when the backend asks for fewer requests. */
const slowDownMs = 5000;

/**
 * Never rejects.
 *
 * @param created what the backend has said about the attempt already, unless it was kept
 */
export async function watchAttempt(
  run: RunContext,
  attempt: Attempt,
  created?: Snapshot,
): Promise<void> {
  const { page, now, after } = run.settings;
  const { signal } = attempt.watching;
  let state: LoginState = { type: 'expired' };
  if (created) takeSnapshot(run, attempt, created);
  // A page holds one connection: that of its newest attempt.
  for (const other of run.facts.watched) if (other !== attempt) other.releaseConnection?.();
  try {
    do {
      const pauseMs = await retryWatching(run, attempt, () => connect(run, attempt));
      if (pauseMs > 0) await wait(pauseMs, signal, after, page.subscribe);
    } while (!page.visible() || now() < attempt.endsAtMs);
  } catch (error) {
    // If the backend has forgotten the attempt, that is as if it had expired.
    if (asError(error).code !== 'not_found') state = errorState(error);
  }
  if (!signal.aborted) endAttempt(run, attempt, state);
}

/** Tries a call until the attempt ends, for news about the attempt. */
function retryWatching<T>(run: RunContext, attempt: Attempt, call: () => Promise<T>): Promise<T> {
  return retry(run, attempt.watching.signal, call, ({ error, failures, pauseMs }) => {
    if (error.code === 'slow_down') {
      attempt.slowerMs += slowDownMs;
      return Math.max(pauseMs, attempt.intervalMs + attempt.slowerMs);
    }
    // The page shows nothing unless the first retry fails too.
    if (attempt === currentAttempt(run.facts)) run.facts.isReconnecting = failures > 1;
    return pauseMs;
  });
}

/**
 * Takes the snapshots of one connection and resolves with the milliseconds to pause before the next.
 * In a hidden page, it waits until the page is seen.
 */
async function connect(run: RunContext, attempt: Attempt): Promise<number> {
  const { facts, settings, update } = run;
  const { backend, page, now, random, after } = settings;
  const isBack = !page.visible() || now() < attempt.lookUntilMs;
  while (!page.visible()) {
    await wait(Infinity, attempt.watching.signal, after, page.subscribe);
    catchUp(attempt, now());
  }
  const { rev, endsAtMs } = attempt;
  const beganMs = now();
  const isCurrent = attempt === currentAttempt(facts);
  const wantedMs = attempt.intervalMs + attempt.slowerMs;
  const intervalMs = isCurrent ? wantedMs : Math.max(wantedMs, olderIntervalMs);
  const leftMs = Math.max(0, endsAtMs - beganMs);
  const connection = createDeadline(attempt.watching.signal, leftMs, after);
  const { signal } = connection;
  attempt.releaseConnection = () => connection.end();
  const unsubscribe = page.subscribe(() => {
    if (!page.visible()) connection.restart(hiddenMs);
    // After sleep or a change of network, a connection may be dead without an error yet.
    else if (now() - beganMs > burstMs) {
      catchUp(attempt, now());
      connection.end();
    }
  });
  let hasNews = false;
  let wasAlive = false;
  try {
    const watchOptions = {
      // Answered at once, news or not, where a page comes back and its renewal waits for the answer.
      // Of an attempt that was kept, no news has arrived yet.
      rev: isBack && attempt.expiresAtMs - beganMs < lookMs ? 0 : Math.max(rev, 0),
      interval: intervalMs / 1000,
      once: !isCurrent,
      signal,
    };
    for await (const snapshot of backend.watch(attempt.handle, watchOptions)) {
      wasAlive = true;
      facts.isOffline = facts.isReconnecting = false;
      attempt.lookUntilMs = 0;
      update();
      hasNews ||= snapshot.rev > rev;
      takeSnapshot(run, attempt, snapshot);
      run.wakeRenewal();
    }
  } catch (error) {
    if (!signal.aborted) {
      if (!wasAlive || now() - beganMs < livedMs) throw error;
      return backoffMs(0, random);
    }
    hasNews = true;
  } finally {
    connection.end();
    unsubscribe();
  }
  // News is no reason to ask without a pause: a backend may call every answer new.
  return (hasNews ? pollIntervalMs(0) : intervalMs) - (now() - beganMs);
}

/** Nothing was heard of the attempt for a while, so it is asked about even if its time is over. */
function catchUp(attempt: Attempt, nowMs: number): void {
  attempt.endsAtMs = Math.max(attempt.endsAtMs, nowMs + catchUpMs);
}
