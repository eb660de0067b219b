/** Follows an attempt from its QR code to its end. What that takes loads while the QR code is shown. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Snapshot } from '../../protocol/messages.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import { createDeadline, untilAborted } from '../wait.js';
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
  // After a deployment, files may be gone: this one is needed next. If it does not load now, it fails then.
  void loadWhenNeeded(lateFiles.afterCreate).catch(() => undefined);
  try {
    const { beforeWatching } = run.settings;
    const { watchAttempt } = await loadWatching(run, signal);
    if (beforeWatching) await loadInTime(run, signal, beforeWatching);
    await watchAttempt(run, attempt, created);
  } catch (error) {
    if (!signal.aborted) run.finish(errorState(error));
  }
}

/** @throws signal.reason once aborted; WechatMpLoginError `load_failed` if the file takes too long */
export const loadWatching = (run: RunContext, signal: AbortSignal): Promise<typeof Watching> =>
  loadInTime(run, signal, () => loadWhenNeeded(lateFiles.watching));

/** How long a file may take. A QR code that nobody watches should not stay on the screen. */
const longestLoadMs = 30_000;

function loadInTime<T>(run: RunContext, signal: AbortSignal, load: () => Promise<T>): Promise<T> {
  return retryBriefly(run, signal, async () => {
    const time = createDeadline(signal, longestLoadMs, run.settings.after, tooLate);
    try {
      return await untilAborted(load(), time.signal);
    } finally {
      time.end();
    }
  });
}

const tooLate = (): unknown => new WechatMpLoginError('load_failed');
