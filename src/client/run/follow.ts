/** Follows an attempt from its QR code to its end. What that takes loads while the QR code is shown. */
import type { Snapshot } from '../../protocol/messages.js';
import { lateFiles, loadAhead, loadWhenNeeded } from '../load-when-needed.js';
import type { Attempt, RunContext } from './context.js';
import type * as Watching from './watching/watching.js';
import { retryBriefly } from './retry.js';
import { errorState } from './state-of.js';

/**
 * Never rejects. Nothing is missed until the file has loaded: the first answer tells everything. Without a
 * network, it loads later; where it does not load in spite of one, the run ends.
 *
 * @param created what the backend has said about the attempt already, unless it was kept
 */
export async function follow(run: RunContext, attempt: Attempt, created?: Snapshot): Promise<void> {
  const { signal } = attempt.watching;
  loadAhead(lateFiles.watching, lateFiles.afterCreate);
  try {
    const { beforeWatching } = run.settings;
    const { watchAttempt } = await loadWatching(run, signal);
    if (beforeWatching) await retryBriefly(run, signal, beforeWatching);
    signal.throwIfAborted();
    await watchAttempt(run, attempt, created);
  } catch (error) {
    if (!signal.aborted) run.finish(errorState(error));
  }
}

/** @throws signal.reason once aborted */
export async function loadWatching(run: RunContext, signal: AbortSignal): Promise<typeof Watching> {
  const watching = await retryBriefly(run, signal, () => loadWhenNeeded(lateFiles.watching));
  signal.throwIfAborted();
  return watching;
}
