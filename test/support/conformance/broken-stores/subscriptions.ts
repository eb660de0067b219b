/** Stores that tell of changes too little, too much or too late. */
import { createMemoryStore, type Store } from '../../../../src/server/index.js';
import { onePerMemory, type Broken, type Listener } from './broken.js';

const listenersOf = onePerMemory(() => new Set<Listener>());

export const brokenSubscriptions: readonly Broken[] = [
  {
    what: 'tells nobody',
    caughtBy: 'subscribe',
    break: (store) => ({ ...store, subscribe: () => () => undefined }),
  },
  {
    what: 'tells the listeners of its own process alone',
    caughtBy: 'subscribe-other-instance',
    break(store) {
      const { subscribe, advance } = createListeners();
      return { ...store, subscribe, advance: advance(store) };
    },
  },
  {
    what: 'relies on notifications',
    caughtBy: 'subscribe-lost',
    break: (store, { isLossy }) => ({
      ...store,
      subscribe: (id, listener, rev) =>
        store.subscribe(
          id,
          (attempt) => {
            if (!isLossy()) listener(attempt);
          },
          rev,
        ),
    }),
  },
  {
    what: 'tells every change twice',
    caughtBy: 'subscribe-order',
    break: (store) => ({
      ...store,
      subscribe: (id, listener, rev) =>
        store.subscribe(
          id,
          (attempt) => {
            listener(attempt);
            listener(attempt);
          },
          rev,
        ),
    }),
  },
  {
    what: 'tells all listeners of all changes',
    caughtBy: 'subscribe-own-changes-only',
    break(store, memory) {
      const all = listenersOf(memory);
      return {
        ...store,
        subscribe: (_, listener) => (all.add(listener), () => all.delete(listener)),
        async advance(id, rev, next) {
          const isWritten = await store.advance(id, rev, next);
          if (isWritten) for (const listener of all) listener(next);
          return isWritten;
        },
      };
    },
  },
  {
    what: 'stops all listeners of an attempt with the first',
    caughtBy: 'subscribe-stop',
    break(store) {
      const stops = new Map<string, (() => void)[]>();
      return {
        ...store,
        subscribe(id, listener, rev) {
          stops.set(id, [...(stops.get(id) ?? []), store.subscribe(id, listener, rev)]);
          return () => stops.get(id)?.forEach((stop) => stop());
        },
      };
    },
  },
  {
    what: 'shares nothing',
    caughtBy: 'whole-life',
    break: (_, { now }) => createMemoryStore({ now }),
  },
];

/** Listeners of one process. */
function createListeners() {
  const listeners = new Map<string, Set<Listener>>();
  return {
    subscribe: (id: string, listener: Listener) => {
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(listener));
      return () => void own.delete(listener);
    },
    advance:
      (store: Store): Store['advance'] =>
      async (id, rev, next) => {
        const isWritten = await store.advance(id, rev, next);
        if (isWritten) for (const listener of listeners.get(id) ?? []) listener(next);
        return isWritten;
      },
  };
}
