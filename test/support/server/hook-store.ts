/** A store whose calls a test can delay, count or let fail. */
import assert from 'node:assert/strict';
import type { Store } from '../../../src/server/index.js';

type Part<Name extends 'records' | 'counters'> =
  `${Name}.${keyof NonNullable<Store[Name]> & string}`;

export type StoreMethod =
  'create' | 'get' | 'byScene' | 'advance' | Part<'records'> | Part<'counters'>;

/**
 * The same store, except that each call first waits for `before`, and rejects if that does.
 * @param before gets the method, and the key of a record or the keys of counters
 */
export function hookStore(
  store: Store,
  before: (method: StoreMethod, key: string) => Promise<void> | void,
): Store {
  const { records = assert.fail(), counters = assert.fail() } = store;
  return {
    create: async (attempt) => (await before('create', ''), store.create(attempt)),
    get: async (id) => (await before('get', ''), store.get(id)),
    byScene: async (scene) => (await before('byScene', ''), store.byScene(scene)),
    advance: async (id, rev, next) => (await before('advance', ''), store.advance(id, rev, next)),
    subscribe: (...args) => store.subscribe(...args),
    records: {
      get: async (key) => (await before('records.get', key), records.get(key)),
      set: async (key, ...given) => (await before('records.set', key), records.set(key, ...given)),
    },
    counters: {
      async count(limits) {
        await before('counters.count', limits.map(({ key }) => key).join(', '));
        return counters.count(limits);
      },
      async giveBack(limit, slot) {
        await before('counters.giveBack', limit.key);
        return counters.giveBack(limit, slot);
      },
    },
  };
}
