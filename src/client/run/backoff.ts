/** How long to leave a backend alone that could not answer, so that a thousand pages spread out. */

const firstMs = 1000;
const longestMs = 20_000;

/** Full jitter: anything up to 1, 2, 4 … 20 s. `failures` counts from 0, `random` gives [0, 1). */
export function backoffMs(failures: number, random: () => number): number {
  return random() * Math.min(longestMs, firstMs * 2 ** failures);
}
