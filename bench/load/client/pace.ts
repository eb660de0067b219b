/** The two ways to pace a run: so many at a time, or so many a second. */
import { pause } from './patience.js';

/** Runs the job `count` times, `lanes` at a time: the next begins when one has ended. */
export async function inLanes(
  count: number,
  lanes: number,
  job: () => Promise<void>,
): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await job();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
}

export interface Rate {
  readonly perSecond: number;
  readonly count: number;
}

/**
 * Starts a job at each of its times, whether or not the ones before have ended, as visitors come. The job
 * gets the time at which it was to start, on the clock of `performance.now()`: a latency that is counted
 * from there includes the wait that a slow server has caused.
 */
export async function atRate(
  { perSecond, count }: Rate,
  job: (intendedAtMs: number) => Promise<void>,
): Promise<void> {
  const startAtMs = performance.now();
  const running: Promise<void>[] = [];
  for (let started = 0; started < count; started++) {
    const intendedAtMs = startAtMs + (started * 1000) / perSecond;
    const waitMs = intendedAtMs - performance.now();
    if (waitMs > 1) await pause(waitMs);
    running.push(job(intendedAtMs));
  }
  await Promise.all(running);
}
