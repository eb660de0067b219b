/** A store that is broken in one way. */
import type { Attempt, Store } from '../../../../src/server/index.js';
import type { SharedMemory } from './shared-memory.js';

export type Break = (store: Required<Store>, memory: SharedMemory) => Store;

export interface Broken {
  /** What is wrong with it: "a store that …". */
  readonly what: string;
  /** The case that has to catch it. */
  readonly caughtBy: string;
  readonly break: Break;
}

export type Listener = (attempt: Attempt) => void;

/** What happens between two steps of a store that are not one. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One for each database, so that both stores use the same. */
export function onePerMemory<T extends object>(create: () => T): (memory: SharedMemory) => T {
  const byMemory = new WeakMap<SharedMemory, T>();
  return (memory) => {
    const found = byMemory.get(memory) ?? create();
    byMemory.set(memory, found);
    return found;
  };
}
