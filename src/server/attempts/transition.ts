/**
 * The protocol's state table as one pure function: how an event changes an attempt at a given time.
 * It uses no store, no clock and no HTTP. Every rule about who may do what, and when, is here.
 */
import type { Snapshot } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Identity } from '../host/host.js';
import type { Attempt, Outcome } from './attempt.js';
import type { AttemptEvent, Refusal, ScanEvent, Transition } from './events.js';
import { maxWrongConfirmations, times, tries } from './times-and-tries.js';

export function transition(stored: Attempt, event: AttemptEvent, nowMs: number): Transition {
  const attempt = settle(stored, nowMs);
  const unchanged: Transition = { type: 'unchanged', attempt };
  const refuse = (refusal: Refusal): Transition => ({ type: 'refused', refusal, attempt });
  const change = (changes: Partial<Attempt>): Transition => ({
    type: 'changed',
    attempt: { ...attempt, ...changes, rev: attempt.rev + 1 },
  });
  const changeAndRelease = (changes: Partial<Attempt>): Transition => ({
    type: 'changed',
    attempt: { ...withoutLease(attempt), ...changes, rev: attempt.rev + 1 },
  });
  const end = (changes: Partial<Attempt>): Transition => {
    const next = { ...withoutTransientFields(attempt), ...changes, rev: attempt.rev + 1 };
    return { type: 'changed', attempt: { ...next, deadlineMs: nowMs + times.endMs } };
  };
  const approve = (changes: Partial<Attempt>): Transition =>
    change({
      ...changes,
      state: 'approved',
      approvedAtMs: nowMs,
      deadlineMs: nowMs + times.approvedMs,
    });
  const keep = (outcome: Outcome | undefined): Pick<Attempt, 'outcome'> =>
    outcome ? { outcome: { ...outcome, untilMs: nowMs + times.outcomeMs } } : {};
  const identityWith = (unionid = attempt.identity?.unionid): Pick<Attempt, 'identity'> => {
    if (!attempt.identity || unionid === undefined) return {};
    return { identity: { ...attempt.identity, unionid } };
  };

  if (isEnd(attempt.state)) {
    if (event.type === 'scan' && event.pushKey === attempt.pushKey) return unchanged;
    if (event.type === 'outdated' && attempt.outcome) {
      return { type: 'changed', attempt: withoutOutcome(attempt) };
    }
    return event.type === 'cancel' || event.type === 'superseded' ? unchanged : refuse('gone');
  }
  // Only the holder may cause these events. Its lease may have run out, and somebody else have the next.
  if ('by' in event && event.type !== 'lease' && attempt.lease?.by !== event.by) {
    return refuse('lease_lost');
  }
  switch (event.type) {
    case 'presented':
      return attempt.state === 'pending' ? change({ present: event.present }) : unchanged;
    case 'failed':
      return attempt.state === 'pending'
        ? end({ state: 'failed', reason: event.reason })
        : refuse('wrong_state');
    // Whether it is in time, `settle` has decided by our own clock: WeChat's may differ from it.
    case 'scan': {
      if (attempt.identity) {
        return sameIdentity(attempt.identity, event.identity) ? unchanged : refuse('contested');
      }
      return event.confirm
        ? change({ ...fieldsOfScan(event), state: 'scanned', deadlineMs: nowMs + times.scannedMs })
        : approve(fieldsOfScan(event));
    }
    case 'confirm': {
      if (attempt.state !== 'scanned') return refuse('wrong_state');
      if (!sameIdentity(attempt.identity, event.identity)) return refuse('contested');
      if (event.correct) return approve({});
      const counted = { wrongConfirmations: (attempt.wrongConfirmations ?? 0) + 1 };
      return counted.wrongConfirmations < maxWrongConfirmations
        ? change(counted)
        : end({ ...counted, state: 'denied' });
    }
    case 'deny':
      if (!attempt.identity) return refuse('wrong_state');
      return sameIdentity(attempt.identity, event.identity)
        ? end({ state: 'denied' })
        : refuse('contested');
    case 'superseded':
      return attempt.state === 'scanned' ? end({ state: 'cancelled' }) : unchanged;
    case 'cancel':
      return end({ state: 'cancelled' });
    case 'outdated':
      return unchanged;
    case 'verificationCodeSent': {
      if (attempt.state !== 'binding') return refuse('wrong_state');
      const verificationCodesSent = (attempt.verificationCodesSent ?? 0) + 1;
      if (verificationCodesSent > tries.verificationCodes) return refuse('too_many');
      const lastSentAtMs = attempt.verificationCode?.sentAtMs ?? -Infinity;
      if (nowMs < lastSentAtMs + times.verificationCodeEveryMs) return refuse('too_soon');
      const verificationCode = { ...event.verificationCode, sentAtMs: nowMs };
      return change({ verificationCodesSent, verificationCode });
    }
    case 'lease':
      if (attempt.state !== event.from) return refuse('wrong_state');
      if (attempt.lease && nowMs < attempt.lease.untilMs) return refuse('leased');
      return change({ lease: { by: event.by, untilMs: nowMs + times.leaseMs } });
    case 'release':
      return changeAndRelease({});
    case 'identified':
      return change({ ...identityWith(event.unionid), isNew: true });
    case 'asked':
      if (attempt.state !== 'approved') return refuse('wrong_state');
      return changeAndRelease({
        ...identityWith(event.unionid),
        state: 'binding',
        deadlineMs: nowMs + times.bindingMs,
      });
    case 'wrongProof': {
      if (attempt.state !== 'binding') return refuse('wrong_state');
      const field = event.of === 'chatDigits' ? 'wrongChatDigits' : 'wrongProofs';
      const count = (attempt[field] ?? 0) + 1;
      return count < tries[event.of]
        ? changeAndRelease({ [field]: count })
        : end({ [field]: count, state: 'failed', reason: 'proof_failed' });
    }
    case 'choices':
      return attempt.state === 'binding'
        ? changeAndRelease({ choices: event.of })
        : refuse('wrong_state');
    case 'proven':
      return attempt.state === 'binding' ? change({ proven: event.proven }) : refuse('wrong_state');
    case 'refused':
      return end({ state: 'failed', reason: event.reason, ...keep(event.outcome) });
    case 'completed':
      return end({ state: 'completed', ...keep(event.outcome) });
    default:
      return event satisfies never;
  }
}

/**
 * Returns the attempt as it is at `nowMs`: `expired` if its time is over. States end by the clock alone,
 * so no timer is needed, and every process sees the same state. A redeem or bind under way is not
 * interrupted.
 */
export function settle(attempt: Attempt, nowMs: number): Attempt {
  const endsAtMs = endOfState(attempt);
  if (isEnd(attempt.state) || nowMs < endsAtMs) return attempt;
  const deadlineMs = endsAtMs + times.endMs;
  return { ...withoutTransientFields(attempt), state: 'expired', rev: attempt.rev + 1, deadlineMs };
}

/**
 * When a store may drop the attempt, in milliseconds since the epoch.
 *
 * @example
 * ```ts
 * declare const attempt: Attempt;
 * declare const redis: { set(key: string, value: string, options: { PXAT: number }): Promise<void> };
 * await redis.set(`attempt:${attempt.id}`, JSON.stringify(attempt), {
 *   PXAT: forgottenAtMs(attempt),
 * });
 * ```
 */
export function forgottenAtMs(attempt: Attempt): number {
  return isEnd(attempt.state) ? attempt.deadlineMs : endOfState(attempt) + times.endMs;
}

function endOfState({ deadlineMs, lease }: Attempt): number {
  return Math.max(deadlineMs, lease?.untilMs ?? 0);
}

/** The part that the page may see: the state, but never who scanned. Pass a settled attempt. */
export function snapshotOf(attempt: Attempt, nowMs: number): Snapshot {
  const { state, rev, reason } = attempt;
  const untilMs = state === 'pending' ? attempt.createdAtMs + times.shownMs : attempt.deadlineMs;
  const expiresIn = isEnd(state) ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return { state, rev, expiresIn, interval: 2, ...(reason === undefined ? {} : { reason }) };
}

function fieldsOfScan({ identity, pushKey, chatDigits }: ScanEvent): Partial<Attempt> {
  return { identity, pushKey, ...(chatDigits === undefined ? {} : { chatDigits }) };
}

type Draft = { -readonly [Field in keyof Attempt]: Attempt[Field] };

function withoutLease(attempt: Attempt): Draft {
  const copy: Draft = { ...attempt };
  delete copy.lease;
  return copy;
}

function withoutOutcome(attempt: Attempt): Attempt {
  const copy: Draft = { ...attempt, rev: attempt.rev + 1 };
  delete copy.outcome;
  return copy;
}

/** A copy without everything that only an attempt under way needs. */
function withoutTransientFields(attempt: Attempt): Draft {
  const copy = withoutLease(attempt);
  delete copy.verificationCode;
  delete copy.choices;
  delete copy.proven;
  delete copy.appData;
  return copy;
}

function sameIdentity(one: Identity | undefined, other: Identity): boolean {
  return one?.appId === other.appId && one.openid === other.openid;
}
