/**
 * Optimistic changes: read, decide, make one guarded change, and start over if somebody else was
 * faster. So no step needs a transaction, and when two want the same thing, one gets it and the other
 * sees who has it.
 */

/** Each repetition means that somebody else succeeded: more rounds than there are callers at once. */
const maxRounds = 50;

/** Returned by a step that found the record changed. */
export const startOver = Symbol('start over');

export async function settle<T>(step: () => Promise<T | typeof startOver>): Promise<T> {
  for (let round = 0; round < maxRounds; round++) {
    const result = await step();
    if (result !== startOver) return result;
  }
  throw new Error(`The accounts changed during each of ${maxRounds} attempts to change them.`);
}
