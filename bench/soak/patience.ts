/**
 * How long somebody waits on a machine that may have other work: what takes a second on an idle machine takes
 * ten beside nine busy programs, and the time-outs of the backend then fail calls that no fault has reached.
 */
import { availableParallelism, loadavg } from 'node:os';

const everyMs = 500;

export interface Patience {
  /** Aborts when it is over. */
  readonly signal: AbortSignal;
  end(): void;
}

/** @param patienceMs on an idle machine @param share which part of a processor a program gets */
export function startPatience(patienceMs: number, share = shareNow): Patience {
  const over = new AbortController();
  let leftMs = patienceMs;
  const timer = setInterval(() => {
    leftMs -= everyMs * share();
    if (leftMs > 0) return;
    clearInterval(timer);
    over.abort();
  }, everyMs);
  return { signal: over.signal, end: () => clearInterval(timer) };
}

/** @param load how many programs want to run @returns the part of a processor that each gets, at most 1 */
export const shareOf = (load: number, processors: number): number =>
  load > processors ? processors / load : 1;

/** By the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0;

const shareNow = (): number => shareOf(loadNow(), availableParallelism());
