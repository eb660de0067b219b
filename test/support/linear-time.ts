/** Compares how long a function takes for a short and for a long text. */
import assert from 'node:assert/strict';

const shortLength = 1_000;
const factor = 16;
/** In linear time, the long text takes 16 times as long; in quadratic time, 256 times. */
const allowed = factor * 6;
/** Noise of the machine slows one round down, but hardly all of them. */
const maxRounds = 6;
/** Below this, a time says more about the machine than about the function. */
const leastMs = 0.5;

/**
 * Fails if the function needs more than linear time for a shape of text. Absolute times mean nothing: it
 * compares two times of one run.
 * @param shape a text of about this length
 */
export async function assertLinear(
  name: string,
  read: (text: string) => unknown,
  shape: (length: number) => string,
): Promise<void> {
  const [short, long] = [shape(shortLength), shape(shortLength * factor)];
  // Compiled by then, as well as it will be.
  await read(short);
  let shortMs = Infinity;
  let longMs = Infinity;
  for (let round = 0; round < maxRounds; round++) {
    shortMs = Math.min(shortMs, await cpuMs(() => read(short)));
    longMs = Math.min(longMs, await cpuMs(() => read(long)));
    if (longMs < shortMs * allowed + leastMs) return;
  }
  const text = JSON.stringify(short.slice(0, 30));
  assert.fail(
    `${name}: ${shortMs} ms for a text like ${text}, ${longMs} ms for one 16 times as long`,
  );
}

/** The time of the processor, not of the clock: other programs must not count. */
async function cpuMs(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
