/** Which states are ends. Shared, so that page and backend cannot disagree on when to stop. */
import type { AttemptState } from './messages.js';

const ends: Readonly<Record<AttemptState, boolean>> = {
  pending: false,
  scanned: false,
  approved: false,
  binding: false,
  completed: true,
  denied: true,
  expired: true,
  cancelled: true,
  failed: true,
};

export function isAttemptState(value: unknown): value is AttemptState {
  return typeof value === 'string' && Object.hasOwn(ends, value);
}

/** True for a state that nothing leaves. */
export function isEnd(state: AttemptState): boolean {
  return ends[state];
}
