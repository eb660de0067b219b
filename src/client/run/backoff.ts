/** How long to pause after a failed call. */

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
