/** What a redeem or bind does: taking the lease, and finishing the attempt under it. */
import type { Attempt } from '../attempt.js';
import type { HeldEvent, LeaseEvent, Transition } from '../events.js';
import { times, tries } from '../times-and-tries.js';
import type { Changes } from './changes.js';

export function leaseTransition(
  { by, from }: LeaseEvent,
  { attempt, nowMs, refuse, change }: Changes,
): Transition {
  if (attempt.state !== from) return refuse('wrong_state');
  if (attempt.lease && nowMs < attempt.lease.untilMs) return refuse('leased');
  return change({ lease: { by, untilMs: nowMs + times.leaseMs } });
}

/** Events that only the holder may cause. Its lease may have run out, and somebody else have the next. */
export function holderTransition(event: HeldEvent, changes: Changes): Transition {
  const { attempt, nowMs, refuse, change, changeAndRelease, end, keep } = changes;
  if (attempt.lease?.by !== event.by) return refuse('lease_lost');
  switch (event.type) {
    case 'release':
      return changeAndRelease({});
    case 'identified':
      return change({ ...identityWith(attempt, event.unionid), isNew: true });
    case 'asked':
      if (attempt.state !== 'approved') return refuse('wrong_state');
      return changeAndRelease({
        ...identityWith(attempt, event.unionid),
        state: 'binding',
        deadlineMs: nowMs + times.bindingMs,
      });
    case 'wrongProof':
      return wrongProof(event.of, changes);
    case 'choices':
      return attempt.state === 'binding'
        ? changeAndRelease({ choices: event.of })
        : refuse('wrong_state');
    case 'proven':
      return change({ proven: event.proven });
    case 'refused':
      return end({ state: 'failed', reason: event.reason, ...keep(event.outcome) });
    case 'completed':
      return end({ state: 'completed', ...keep(event.outcome) });
  }
}

function wrongProof(
  of: 'chatDigits' | 'account',
  { attempt, refuse, changeAndRelease, end }: Changes,
): Transition {
  if (attempt.state !== 'binding') return refuse('wrong_state');
  const field = of === 'chatDigits' ? 'wrongChatDigits' : 'wrongProofs';
  const count = (attempt[field] ?? 0) + 1;
  return count < tries[of]
    ? changeAndRelease({ [field]: count })
    : end({ [field]: count, state: 'failed', reason: 'proof_failed' });
}

function identityWith(
  { identity }: Attempt,
  unionid = identity?.unionid,
): Pick<Attempt, 'identity'> {
  return identity && unionid !== undefined ? { identity: { ...identity, unionid } } : {};
}
