/** What news about an attempt means for the run: it was scanned, it was approved, or it has ended. */
import type { Confirm, Snapshot } from '../../../protocol/messages.js';
import type { LoginState } from '../../state.js';
import { cancelAttempt, stopWatching } from '../cancel.js';
import { currentAttempt, type Attempt, type RunContext } from '../context.js';
import { endState } from './end-state.js';
import { pollIntervalMs } from './poll-interval.js';
import { redeem } from './redeem.js';

/** How long a scan just before the QR code expired still counts (docs/protocol.md, "States"). */
const graceMs = 80_000;

/** Ignores a snapshot that is old, has arrived before, or is about an attempt that no longer counts. */
export function takeSnapshot(run: RunContext, attempt: Attempt, snapshot: Snapshot): void {
  const { state, rev, expiresIn, interval, confirm, reason } = snapshot;
  if (rev <= attempt.rev || attempt.watching.signal.aborted) return;
  attempt.rev = rev;
  attempt.intervalMs = pollIntervalMs(interval);
  attempt.endsAtMs = run.settings.now() + expiresIn * 1000 + graceMs;
  switch (state) {
    case 'pending':
      break;
    case 'scanned':
      markScanned(run, attempt, confirm ?? { mode: 'tap' });
      break;
    case 'approved':
    case 'binding':
    // Nobody else can have redeemed it: our request arrived, and its answer was lost.
    case 'completed':
      markScanned(run, attempt);
      attempt.watching.abort();
      // Drawing the state takes milliseconds, so the request goes first.
      void redeem(run, attempt);
      run.update();
      return;
    case 'expired':
    case 'denied':
    case 'cancelled':
    case 'failed':
      attempt.watching.abort();
      endAttempt(run, attempt, endState(state === 'failed' ? (reason ?? unknownFailure) : state));
      return;
    default:
      state satisfies never;
  }
  run.update();
}

const unknownFailure = 'upstream_unavailable';

/** Ends the run, unless another attempt counts or only the QR code has expired. */
export function endAttempt(run: RunContext, attempt: Attempt, state: LoginState): void {
  const { facts, settings } = run;
  stopWatching(run, attempt);
  if (attempt === currentAttempt(facts)) {
    if (facts.scanned || state.type !== 'expired') {
      run.finish(state);
      return;
    }
    attempt.expiresAtMs = Math.min(attempt.expiresAtMs, settings.now());
    attempt.lookUntilMs = 0;
    run.wakeRenewal();
  }
  run.update();
}

/** From now on, only this attempt counts. */
function markScanned(run: RunContext, attempt: Attempt, confirm?: Confirm): void {
  const { facts, creating } = run;
  facts.scanned = attempt;
  attempt.confirm = confirm;
  creating.abort();
  facts.watched.filter((other) => other !== attempt).forEach((other) => cancelAttempt(run, other));
}
