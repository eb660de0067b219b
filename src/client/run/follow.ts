/** Follows an attempt from its QR code to its end. What that takes loads while the QR code is shown. */
import type { Snapshot } from '../../protocol/messages.js';
import { lateFiles, loadAhead, loadWhenNeeded } from '../load-when-needed.js';
import type { Attempt, RunContext } from './context.js';
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
    const load = () => loadWhenNeeded(lateFiles.watching);
    const { watchAttempt } = await retryBriefly(run, signal, load);
    signal.throwIfAborted();
    await watchAttempt(run, attempt, created);
  } catch (error) {
    if (!signal.aborted) run.finish(errorState(error));
  }
}
