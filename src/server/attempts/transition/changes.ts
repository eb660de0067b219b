/** How the state table builds the attempt after an event. */
import type { ApprovedBy, Attempt, Outcome } from '../attempt.js';
import type { Refusal, Transition } from '../events.js';
import { times } from '../times-and-tries.js';

/** The possible results of an event on one attempt at one time. */
export interface Changes {
  /** The attempt before the event, settled. */
  readonly attempt: Attempt;
  readonly nowMs: number;
  readonly unchanged: Transition;
  readonly refuse: (refusal: Refusal) => Transition;
  readonly change: (changes: Partial<Attempt>) => Transition;
  readonly changeAndRelease: (changes: Partial<Attempt>) => Transition;
  readonly approve: (approvedBy: ApprovedBy, changes: Partial<Attempt>) => Transition;
  /** Ends the attempt. It keeps nothing that only an attempt under way needs. */
  readonly end: (changes: Partial<Attempt>) => Transition;
  /** The answer to keep for retries, if there is one. */
  readonly keep: (outcome: Outcome | undefined) => Pick<Attempt, 'outcome'>;
}

export function changesOf(attempt: Attempt, nowMs: number): Changes {
  const changed = (from: Attempt, changes: Partial<Attempt>): Transition => ({
    type: 'changed',
    attempt: { ...from, ...changes, rev: attempt.rev + 1 },
  });
  return {
    attempt,
    nowMs,
    unchanged: { type: 'unchanged', attempt },
    refuse: (refusal) => ({ type: 'refused', refusal, attempt }),
    change: (changes) => changed(attempt, changes),
    changeAndRelease: (changes) => changed(withoutLease(attempt), changes),
    approve: (approvedBy, changes) =>
      changed(attempt, {
        ...changes,
        approvedBy,
        state: 'approved',
        approvedAtMs: nowMs,
        deadlineMs: nowMs + times.approvedMs,
      }),
    end: (changes) =>
      changed(withoutTransientFields(attempt), { ...changes, deadlineMs: nowMs + times.endMs }),
    keep: (outcome) =>
      outcome ? { outcome: { ...outcome, untilMs: nowMs + times.outcomeMs } } : {},
  };
}

type Draft = { -readonly [Field in keyof Attempt]: Attempt[Field] };

function withoutLease(attempt: Attempt): Draft {
  const copy: Draft = { ...attempt };
  delete copy.lease;
  return copy;
}

export function withoutOutcome(attempt: Attempt): Attempt {
  const copy: Draft = { ...attempt, rev: attempt.rev + 1 };
  delete copy.outcome;
  return copy;
}

/** A copy without everything that only an attempt under way needs. */
export function withoutTransientFields(attempt: Attempt): Draft {
  const copy = withoutLease(attempt);
  delete copy.verificationCode;
  delete copy.choices;
  delete copy.proven;
  delete copy.appData;
  return copy;
}
