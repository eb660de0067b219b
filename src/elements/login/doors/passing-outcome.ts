/** Keeps what the visitor's last press has come to, for as long as the card says so. */
import type { Outcome } from './cards/context.js';

export interface PassingOutcome {
  present(): Outcome | undefined;
  show(outcome: Outcome | undefined): void;
}

/** How long "copied" stays on a button, and what to do instead stays below it. */
const durationsInMs = { copied: 2000, 'not-copied': 15_000, 'not-saved': 15_000 } as const;

/** @param onChange there is something to draw */
export function createPassingOutcome(onChange: () => void): PassingOutcome {
  let present: Outcome | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(outcome: Outcome | undefined): void {
    clearTimeout(timer);
    present = outcome;
    if (outcome) timer = setTimeout(() => show(undefined), durationsInMs[outcome]);
    onChange();
  }

  return { present: () => present, show };
}
