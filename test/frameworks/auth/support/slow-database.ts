/** A database in memory that answers after a few turns of the event loop, in an order that depends on the seed. */

/** The adapter of better-auth, whatever its options. */
type Create = (...options: never[]) => object;

/** Orders of the database's calls: each seed delays them in its own way. */
export const seeds = Array.from({ length: 15 }, (_, index) => index + 1);

/** Numbers from 0 to `below`, the same for the same seed. */
function createDraw(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

/** Delays all functions of the adapter but the transaction. */
export function slowDown<T extends Create>(create: T, seed: number): T {
  const draw = createDraw(seed);
  const slow = (...options: never[]): object => {
    const functions = Object.entries(create(...options)).map(([name, given]) => {
      if (typeof given !== 'function' || name === 'transaction') return [name, given];
      const call = given as (...values: unknown[]) => unknown;
      const later = async (...values: unknown[]): Promise<unknown> => {
        for (let turns = draw(6); turns > 0; turns--) await new Promise(setImmediate);
        return call(...values);
      };
      return [name, later];
    });
    return Object.fromEntries(functions) as object;
  };
  // It has the same functions as the adapter of better-auth.
  return slow as T;
}
