/** A store whose calls a test can delay, count or let fail. */
import type { Store } from '../../../src/server/index.js';

export type StoreMethod = Exclude<keyof Store, 'subscribe'>;

/** The same store, except that each call first waits for `before`, and rejects if that does. */
export function hookStore(
  store: Store,
  before: (method: StoreMethod) => Promise<void> | void,
): Store {
  return {
    create: async (attempt) => (await before('create'), store.create(attempt)),
    get: async (id) => (await before('get'), store.get(id)),
    byScene: async (scene) => (await before('byScene'), store.byScene(scene)),
    advance: async (id, rev, next) => (await before('advance'), store.advance(id, rev, next)),
    subscribe: (...args) => store.subscribe(...args),
  };
}
