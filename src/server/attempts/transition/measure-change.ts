/** Measures what a change of an attempt means: which state it reached, and how long that took. */
import type { Measurement, Metrics } from '../../base/operation/metrics.js';
import type { Attempt } from '../attempt.js';
import { times } from '../times-and-tries.js';

export function measureChange(
  metrics: Metrics,
  before: Attempt,
  { state, method, reason }: Attempt,
  nowMs: number,
): void {
  if (state === before.state || state === 'pending') return;
  const why = state === 'failed' && reason !== undefined ? { reason } : {};
  metrics({ type: 'attempt', event: state, method, ...why });
  const stage = stageOf(before, state);
  if (stage) metrics({ type: 'stage', stage: stage.name, ms: Math.max(0, nowMs - stage.beganMs) });
}

interface Stage {
  readonly name: (Measurement & { readonly type: 'stage' })['stage'];
  readonly beganMs: number;
}

/** The wait that this state has ended. */
function stageOf(before: Attempt, state: Attempt['state']): Stage | undefined {
  const { createdAtMs, deadlineMs, approvedAtMs = 0 } = before;
  if (before.state === 'pending' && (state === 'scanned' || state === 'approved')) {
    return { name: 'scan', beganMs: createdAtMs };
  }
  if (before.state === 'scanned' && state === 'approved') {
    return { name: 'confirm', beganMs: deadlineMs - times.scannedMs };
  }
  if (state !== 'completed') return undefined;
  return { name: before.state === 'binding' ? 'bind' : 'redeem', beganMs: approvedAtMs };
}
