/**
 * Optimistic changes: read, decide, make one guarded change, and start over if somebody else was
 * faster. No step needs a transaction: when two callers want the same thing, one gets it, and the other
 * then reads who has it.
 */

/** More than the callers at one time: each repetition means that another caller succeeded. */
const maxRounds = 50;

/** A step returns it if the record has changed since it was read. */
export const startOver = Symbol('start over');

/** Repeats the step until it returns something else than `startOver`. */
export async function settle<T>(step: () => Promise<T | typeof startOver>): Promise<T> {
  for (let round = 0; round < maxRounds; round++) {
    const result = await step();
    if (result !== startOver) return result;
  }
  throw new Error(`The accounts changed during each of ${maxRounds} attempts to change them.`);
}
