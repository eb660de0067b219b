/** Names that the samples of docs/stores.md use without declaring them: a database, and a store on it. */
import { createMemoryStore, type Store } from 'wechat-mp-login/server';

interface TestDatabase {
  readonly store: Store;
  readonly now: () => number;
  readonly pass: (ms: number) => void;
}

export function openTestDatabase(): TestDatabase {
  let nowMs = Date.now();
  const now = (): number => nowMs;
  return { store: createMemoryStore({ now }), now, pass: (ms) => void (nowMs += ms) };
}

export const createYourStore = ({ store }: TestDatabase): Store => store;
