/**
 * The protocol's state table as one pure function: how an event changes an attempt at a given time.
 * It uses no store, no clock and no HTTP. Every rule about who may do what, and when, is here.
 */
import type { Confirm, Snapshot } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt, Question } from './attempt.js';
import type {
  AttemptEvent,
  AuthorizedEvent,
  PresentedEvent,
  Transition,
  VerificationCodeEvent,
} from './events.js';
import { times, tries } from './times-and-tries.js';
import {
  changesOf,
  withoutOutcome,
  withoutTransientFields,
  type Changes,
} from './transition/changes.js';
import { chatTransition } from './transition/chat-events.js';
import { holderTransition, leaseTransition } from './transition/holder-events.js';

export function transition(stored: Attempt, event: AttemptEvent, nowMs: number): Transition {
  const attempt = settle(stored, nowMs);
  const changes = changesOf(attempt, nowMs);
  const { unchanged, refuse, end } = changes;
  switch (event.type) {
    case 'scan':
    case 'confirm':
    case 'deny':
    case 'superseded':
      return chatTransition(event, changes);
    case 'outdated':
      return isEnd(attempt.state) && attempt.outcome
        ? { type: 'changed', attempt: withoutOutcome(attempt) }
        : unchanged;
    case 'cancel':
      return isEnd(attempt.state) ? unchanged : end({ state: 'cancelled' });
    default:
  }
  if (isEnd(attempt.state)) return refuse('gone');
  switch (event.type) {
    case 'presented':
      return attempt.state === 'pending' ? present(event, changes) : unchanged;
    case 'authorized':
      return authorize(event, changes);
    case 'failed':
      return attempt.state === 'pending'
        ? end({ state: 'failed', reason: event.reason })
        : refuse('wrong_state');
    case 'verificationCodeSent':
      return verificationCodeSent(event, changes);
    case 'lease':
      return leaseTransition(event, changes);
    default:
      return holderTransition(event, changes);
  }
}

function present({ present, city }: PresentedEvent, { attempt, change }: Changes): Transition {
  const client = city === undefined ? {} : { client: { ...attempt.client, city } };
  return change({ present, ...client });
}

/** An identity arrives by its attempt's method alone. */
function authorize({ identity }: AuthorizedEvent, { attempt, refuse, ...to }: Changes): Transition {
  const { appId, openid } = attempt.identity ?? {};
  if (attempt.method !== 'oauth') return refuse('wrong_state');
  if (attempt.state === 'pending') return to.approve('authorization', { identity });
  const isRepeated = appId === identity.appId && openid === identity.openid;
  return isRepeated ? to.unchanged : refuse('contested');
}

function verificationCodeSent(
  event: VerificationCodeEvent,
  { attempt, nowMs, refuse, change }: Changes,
): Transition {
  if (attempt.state !== 'binding') return refuse('wrong_state');
  const verificationCodesSent = (attempt.verificationCodesSent ?? 0) + 1;
  if (verificationCodesSent > tries.verificationCodes) return refuse('too_many');
  const lastSentAtMs = attempt.verificationCode?.sentAtMs ?? -Infinity;
  if (nowMs < lastSentAtMs + times.verificationCodeEveryMs) return refuse('too_soon');
  const verificationCode = { ...event.verificationCode, sentAtMs: nowMs };
  return change({ verificationCodesSent, verificationCode });
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
  const { state, rev, reason, question } = attempt;
  const untilMs = state === 'pending' ? attempt.createdAtMs + times.shownMs : attempt.deadlineMs;
  const expiresIn = isEnd(state) ? 0 : Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return {
    ...{ state, rev, expiresIn, interval: 2 },
    ...(question && state === 'scanned' ? { confirm: confirmOf(question) } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

function confirmOf(question: Question): Confirm {
  const { mode } = question;
  return mode === 'tap' ? { mode } : { mode, digits: question.digits };
}
