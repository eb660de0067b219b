/** Gives up attempts that no longer count. */
import type { Attempt, RunContext } from './context.js';

/** Stops watching an attempt and cancels it at the backend. */
export function cancelAttempt(run: RunContext, attempt: Attempt): void {
  stopWatching(run, attempt);
  // Nothing aborts this request, because the visitor may be leaving the page.
  const { signal } = new AbortController();
  run.settings.backend.cancel(attempt.handle, { signal }).catch(() => {});
}

/** Stops watching an attempt that no longer counts. */
export function stopWatching({ facts }: RunContext, attempt: Attempt): void {
  attempt.watching.abort();
  facts.watched = facts.watched.filter((other) => other !== attempt);
}
