/** Watches one attempt, connection after connection, until it ends or no longer counts. */
import { asError } from '../as-error.js';
import type { LoginState } from '../state.js';
import { createDeadline, wait } from '../wait.js';
import { endAttempt, takeSnapshot } from './attempts.js';
import type { Attempt, RunContext } from './context.js';
import { retryWatching } from './retry.js';
import { errorState } from './state-of.js';

/**
 * A page that comes back signals several times within moments. A connection that began in between
 * needs no replacement.
 */
const burstMs = 1000;

/** Never rejects. */
export async function watchAttempt(run: RunContext, attempt: Attempt): Promise<void> {
  const { page, now, after } = run.settings;
  const { signal } = attempt.watching;
  let state: LoginState = { type: 'expired' };
  try {
    while (now() < attempt.endsAtMs) {
      const pauseMs = await retryWatching(run, attempt, () => connect(run, attempt));
      if (pauseMs > 0) await wait(pauseMs, signal, after, page.subscribe);
    }
  } catch (error) {
    // If the backend has forgotten the attempt, that is as if it had expired.
    if (asError(error).code !== 'not_found') state = errorState(error);
  }
  if (!signal.aborted) endAttempt(run, attempt, state);
}

/** Takes the snapshots of one connection and resolves with the milliseconds to pause before the next. */
async function connect(run: RunContext, attempt: Attempt): Promise<number> {
  const { facts, settings, update } = run;
  const { backend, page, now, after } = settings;
  const { rev } = attempt;
  const beganMs = now();
  const intervalMs = attempt.intervalMs + attempt.slowerMs;
  const leftMs = Math.max(0, attempt.endsAtMs - beganMs);
  const connection = createDeadline(attempt.watching.signal, leftMs, after);
  const { signal } = connection;
  // After sleep or a change of network, a connection may be dead without an error yet.
  const unsubscribe = page.subscribe(() => now() - beganMs > burstMs && connection.end());
  let hasNews = false;
  try {
    const watchOptions = { rev, interval: intervalMs / 1000, signal };
    for await (const snapshot of backend.watch(attempt.handle, watchOptions)) {
      facts.isOffline = facts.isReconnecting = false;
      update();
      hasNews ||= snapshot.rev > rev;
      takeSnapshot(run, attempt, snapshot);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    hasNews = true;
  } finally {
    connection.end();
    unsubscribe();
  }
  return hasNews ? 0 : intervalMs - (now() - beganMs);
}
