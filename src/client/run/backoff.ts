/** How long to pause: after a failed call, and between two polls. */

const firstMs = 1000;
const longestMs = 20_000;

/**
 * Full jitter: a random pause of up to 1, 2, 4 … 20 seconds, so that many pages do not return at once.
 * @param failures how many calls failed before this one
 * @param random returns numbers in [0, 1)
 */
export function backoffMs(failures: number, random: () => number): number {
  return random() * Math.min(longestMs, firstMs * 2 ** failures);
}

const shortestIntervalMs = 1000;
const longestIntervalMs = 30_000;

/** How long to pause between two polls, within bounds whatever a backend asks for, `NaN` included. */
export function pollIntervalMs(seconds: number): number {
  return Math.min(Math.max(seconds * 1000 || 0, shortestIntervalMs), longestIntervalMs);
}
