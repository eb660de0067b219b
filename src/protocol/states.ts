/** The facts about an attempt's states, shared so that page and backend agree on when to stop. */
import type { AttemptState } from './messages.js';

/** What holds for an attempt in a state. */
export interface AttemptStateFacts {
  /** An attempt never leaves this state. */
  readonly isEnd: boolean;
}

const attemptStates: Readonly<Record<AttemptState, AttemptStateFacts>> = {
  pending: { isEnd: false },
  scanned: { isEnd: false },
  approved: { isEnd: false },
  binding: { isEnd: false },
  completed: { isEnd: true },
  denied: { isEnd: true },
  expired: { isEnd: true },
  cancelled: { isEnd: true },
  failed: { isEnd: true },
};

/**
 * Tells whether a value is a state of this version of the protocol.
 *
 * @example
 * ```ts
 * isAttemptState('scanned'); // true
 * isAttemptState('teleported'); // false
 * ```
 */
export function isAttemptState(value: unknown): value is AttemptState {
  return typeof value === 'string' && Object.hasOwn(attemptStates, value);
}

/**
 * Tells whether an attempt in this state has ended.
 *
 * @example
 * ```ts
 * isEnd('completed'); // true
 * isEnd('pending'); // false
 * ```
 */
export function isEnd(state: AttemptState): boolean {
  return attemptStates[state].isEnd;
}
