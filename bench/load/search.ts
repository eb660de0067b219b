/** Finds the highest rate that the machine sustains, if the wanted one is too much for it. */
import { percentile } from './percentiles.js';
import type { Outcome } from './tally.js';

/** A trial at one rate. */
export interface Trial {
  readonly rate: number;
  readonly isSustained: boolean;
  readonly loginP99Ms: number;
  readonly loginsPerSecond: number;
}

/** Beyond it, logins wait in a queue rather than being worked on. */
const longestP99Ms = 1000;
const enough = 0.95;
const step = 0.75;
const mostTrials = 10;

/**
 * Sustained: nobody failed, 99 of 100 are signed in within a second of the time at which they were to
 * scan, and logins end as fast as they begin, so no queue grows.
 */
export function judge(rate: number, { signedIn, failed, latenciesMs, elapsedMs }: Outcome): Trial {
  const loginP99Ms = percentile(latenciesMs['login'] ?? [], 0.99);
  const loginsPerSecond = (signedIn / elapsedMs) * 1000;
  const isSustained =
    Object.keys(failed).length === 0 &&
    loginP99Ms <= longestP99Ms &&
    loginsPerSecond >= rate * enough;
  return { rate, isSustained, loginP99Ms, loginsPerSecond };
}

/** Tries the wanted rate, then three quarters of it, and so on, until one is sustained. */
export async function search(
  wanted: number,
  attempt: (rate: number) => Promise<Outcome>,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (let rate = wanted; trials.length < mostTrials; rate *= step) {
    const trial = judge(rate, await attempt(rate));
    trials.push(trial);
    if (trial.isSustained) break;
  }
  return trials;
}
