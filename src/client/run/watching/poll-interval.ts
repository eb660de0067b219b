/** How long to pause between two polls. */

const shortestIntervalMs = 1000;
const longestIntervalMs = 30_000;

/** In milliseconds, within bounds whatever a backend asks for, `NaN` included. */
export function pollIntervalMs(seconds: number): number {
  return Math.min(Math.max(seconds * 1000 || 0, shortestIntervalMs), longestIntervalMs);
}
