/**
 * The protocol's state table as one pure function: what an event makes of an attempt at a moment.
 * It knows of no store, no clock and no HTTP, so every rule about who may do what when stands here.
 */
import type { Present, Snapshot } from '../../protocol/messages.js';
import type { ProblemCode } from '../../protocol/errors.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt, Outcome, Proven, ProvenChoice, SentVerificationCode } from './attempt.js';
import type { Identity } from '../host/host.js';

/** Milliseconds; protocol, "States" and "Redeem". */
export const times = {
  /** How long the page shows the code. */
  shownMs: 180_000,
  /** Who scanned in time may still be reading the account's profile before the tap on Follow. */
  followMs: 60_000,
  /** How long WeChat's push may be under way. */
  arrivalMs: 20_000,
  scannedMs: 90_000,
  /** Long, because a phone freezes the page that stands behind WeChat. */
  approvedMs: 300_000,
  bindingMs: 600_000,
  /** How long a proof of an account is good for (protocol, "Binding": fresh). */
  freshMs: 300_000,
  /** How long until there may be another code. */
  verificationCodeEveryMs: 60_000,
  /** An end can be read for this long. */
  endMs: 300_000,
  leaseMs: 10_000,
  /** A repeated redeem gets the same answer for this long. */
  outcomeMs: 60_000,
} as const;

const maxWrongConfirmations = 3;

/** Within one attempt: protocol, "Binding". */
export const tries = { chatCode: 3, account: 5, verificationCodes: 3 } as const;

export type AttemptEvent =
  | { readonly type: 'presented'; readonly present: Present }
  | { readonly type: 'failed'; readonly reason: ProblemCode }
  | {
      readonly type: 'scan';
      readonly identity: Identity;
      /** Names the push, so that a repeated one is known. */
      readonly pushKey: string;
      /** WeChat's CreateTime. */
      readonly sentAtMs: number;
      readonly confirm: boolean;
      readonly chatCode?: string;
    }
  | { readonly type: 'confirm'; readonly identity: Identity; readonly correct: boolean }
  | { readonly type: 'deny'; readonly identity: Identity }
  /** Its identity scanned another attempt. */
  | { readonly type: 'superseded' }
  | { readonly type: 'cancel' }
  /** A code is on its way to who says to be the owner of an account. */
  | {
      readonly type: 'verificationCodeSent';
      readonly verificationCode: Omit<SentVerificationCode, 'sentAtMs'>;
    }
  | { readonly type: 'claim'; readonly by: string; readonly from: 'approved' | 'binding' }
  | { readonly type: 'release'; readonly by: string }
  | { readonly type: 'identified'; readonly by: string; readonly unionid: string | undefined }
  /** The person has to say which account this is. */
  | { readonly type: 'asked'; readonly by: string; readonly unionid: string | undefined }
  | { readonly type: 'wrongProof'; readonly by: string; readonly of: 'chatCode' | 'account' }
  | { readonly type: 'choices'; readonly by: string; readonly of: readonly ProvenChoice[] }
  | { readonly type: 'proven'; readonly by: string; readonly proven: Proven }
  | { readonly type: 'refused'; readonly by: string; readonly reason: ProblemCode }
  | { readonly type: 'completed'; readonly by: string; readonly outcome: Outcome };

/** Why an event changed nothing though it was meant to. */
export type Refusal =
  | 'gone'
  | 'wrong_state'
  | 'contested'
  | 'late'
  | 'claimed'
  | 'claim_lost'
  /** For a code: the last one is too young, or was the last. */
  | 'too_soon'
  | 'too_many';

/** `attempt` is always how it stands after the event. */
export type Step =
  | { readonly type: 'changed'; readonly attempt: Attempt }
  /** Right, but nothing to write: repeated, or true already. */
  | { readonly type: 'unchanged'; readonly attempt: Attempt }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly attempt: Attempt };

export function step(stored: Attempt, event: AttemptEvent, nowMs: number): Step {
  const attempt = settle(stored, nowMs);
  const unchanged: Step = { type: 'unchanged', attempt };
  const refuse = (refusal: Refusal): Step => ({ type: 'refused', refusal, attempt });
  const change = (changes: Partial<Attempt>): Step => ({
    type: 'changed',
    attempt: { ...attempt, ...changes, rev: attempt.rev + 1 },
  });
  /** The same, and the claim's holder is done with it. */
  const free = (changes: Partial<Attempt>): Step => ({
    type: 'changed',
    attempt: { ...unclaimed(attempt), ...changes, rev: attempt.rev + 1 },
  });
  const end = (changes: Partial<Attempt>): Step => {
    const next = { ...ended(attempt), ...changes, rev: attempt.rev + 1 };
    return { type: 'changed', attempt: { ...next, deadlineMs: nowMs + times.endMs } };
  };
  const approved = (changes: Partial<Attempt>): Step =>
    change({ ...changes, state: 'approved', deadlineMs: nowMs + times.approvedMs });
  const identityWith = (unionid = attempt.identity?.unionid): Pick<Attempt, 'identity'> => {
    if (!attempt.identity || unionid === undefined) return {};
    return { identity: { ...attempt.identity, unionid } };
  };

  if (isEnd(attempt.state)) {
    if (event.type === 'scan' && event.pushKey === attempt.pushKey) return unchanged;
    return event.type === 'cancel' || event.type === 'superseded' ? unchanged : refuse('gone');
  }
  // What comes `by` somebody is the claim's holder alone: a lease that has run out may be another's.
  if ('by' in event && event.type !== 'claim' && attempt.claim?.by !== event.by) {
    return refuse('claim_lost');
  }
  switch (event.type) {
    case 'presented':
      return attempt.state === 'pending' ? change({ present: event.present }) : unchanged;
    case 'failed':
      return attempt.state === 'pending'
        ? end({ state: 'failed', reason: event.reason })
        : refuse('wrong_state');
    case 'scan': {
      if (attempt.identity) {
        return sameIdentity(attempt.identity, event.identity) ? unchanged : refuse('contested');
      }
      // That it arrived in time as well is the deadline of `pending`.
      if (event.sentAtMs > attempt.createdAtMs + times.shownMs + times.followMs) {
        return refuse('late');
      }
      const { identity, pushKey, chatCode } = event;
      const seen = { identity, pushKey, ...(chatCode === undefined ? {} : { chatCode }) };
      return event.confirm
        ? change({ ...seen, state: 'scanned', deadlineMs: nowMs + times.scannedMs })
        : approved(seen);
    }
    case 'confirm': {
      if (attempt.state !== 'scanned') return refuse('wrong_state');
      if (!sameIdentity(attempt.identity, event.identity)) return refuse('contested');
      if (event.correct) return approved({});
      const wrong = { wrongConfirmations: (attempt.wrongConfirmations ?? 0) + 1 };
      return wrong.wrongConfirmations < maxWrongConfirmations
        ? change(wrong)
        : end({ ...wrong, state: 'denied' });
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
    case 'verificationCodeSent': {
      if (attempt.state !== 'binding') return refuse('wrong_state');
      const verificationCodesSent = (attempt.verificationCodesSent ?? 0) + 1;
      if (verificationCodesSent > tries.verificationCodes) return refuse('too_many');
      const last = attempt.verificationCode?.sentAtMs ?? -Infinity;
      if (nowMs < last + times.verificationCodeEveryMs) return refuse('too_soon');
      const verificationCode = { ...event.verificationCode, sentAtMs: nowMs };
      return change({ verificationCodesSent, verificationCode });
    }
    case 'claim':
      if (attempt.state !== event.from) return refuse('wrong_state');
      if (attempt.claim && nowMs < attempt.claim.untilMs) return refuse('claimed');
      return change({ claim: { by: event.by, untilMs: nowMs + times.leaseMs } });
    case 'release':
      return free({});
    case 'identified':
      return change({ ...identityWith(event.unionid), isNew: true });
    case 'asked':
      if (attempt.state !== 'approved') return refuse('wrong_state');
      return free({
        ...identityWith(event.unionid),
        state: 'binding',
        deadlineMs: nowMs + times.bindingMs,
      });
    case 'wrongProof': {
      if (attempt.state !== 'binding') return refuse('wrong_state');
      const field = event.of === 'chatCode' ? 'wrongChatCodes' : 'wrongProofs';
      const count = (attempt[field] ?? 0) + 1;
      return count < tries[event.of]
        ? free({ [field]: count })
        : end({ [field]: count, state: 'failed', reason: 'proof_failed' });
    }
    case 'choices':
      return attempt.state === 'binding' ? free({ choices: event.of }) : refuse('wrong_state');
    case 'proven':
      return attempt.state === 'binding' ? change({ proven: event.proven }) : refuse('wrong_state');
    case 'refused':
      return end({ state: 'failed', reason: event.reason });
    case 'completed':
      return end({
        state: 'completed',
        outcome: { ...event.outcome, untilMs: nowMs + times.outcomeMs },
      });
    default:
      return event satisfies never;
  }
}

/**
 * The attempt as it stands at `nowMs`: time ends a state by itself, so nothing needs a timer, and
 * every reader of the same clock sees the same. A redeem or bind under way is not cut off by the clock.
 */
export function settle(attempt: Attempt, nowMs: number): Attempt {
  const untilMs = Math.max(attempt.deadlineMs, attempt.claim?.untilMs ?? 0);
  if (isEnd(attempt.state) || nowMs < untilMs) return attempt;
  const deadlineMs = untilMs + times.endMs;
  return { ...ended(attempt), state: 'expired', rev: attempt.rev + 1, deadlineMs };
}

/** From when on a store may drop the attempt, in milliseconds. */
export function forgottenAtMs(attempt: Attempt): number {
  if (isEnd(attempt.state)) return attempt.deadlineMs;
  return Math.max(attempt.deadlineMs, attempt.claim?.untilMs ?? 0) + times.endMs;
}

/** What the page may see: that something changed, never who. `attempt` is settled. */
export function snapshotOf(attempt: Attempt, nowMs: number): Snapshot {
  const { state, rev, reason } = attempt;
  const untilMs = state === 'pending' ? attempt.createdAtMs + times.shownMs : attempt.deadlineMs;
  const expiresIn = isEnd(state) ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return { state, rev, expiresIn, interval: 2, ...(reason === undefined ? {} : { reason }) };
}

type Draft = { -readonly [Field in keyof Attempt]: Attempt[Field] };

function unclaimed(attempt: Attempt): Draft {
  const copy: Draft = { ...attempt };
  delete copy.claim;
  return copy;
}

/** An end keeps nothing that only the way there needed. */
function ended(attempt: Attempt): Draft {
  const copy = unclaimed(attempt);
  delete copy.verificationCode;
  delete copy.choices;
  delete copy.proven;
  return copy;
}

function sameIdentity(one: Identity | undefined, other: Identity): boolean {
  return one?.appId === other.appId && one.openid === other.openid;
}
