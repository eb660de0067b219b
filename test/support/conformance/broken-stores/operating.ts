/** Stores whose `now` or `close` is broken. */
import { onePerMemory, type Broken } from './broken.js';

const clientOf = onePerMemory(() => ({ isClosed: false }));

export const brokenOperation: readonly Broken[] = [
  {
    what: 'has a clock of seconds',
    caughtBy: 'now',
    break: (store, { now }) => ({ ...store, now: () => Promise.resolve(now() / 1000) }),
  },
  {
    what: 'cannot be closed twice',
    caughtBy: 'close',
    break(store) {
      let isClosed = false;
      return {
        ...store,
        close() {
          if (isClosed) return Promise.reject(new Error('closed already'));
          isClosed = true;
          return Promise.resolve();
        },
      };
    },
  },
  {
    what: 'closes the client of the application',
    caughtBy: 'close-one',
    break(store, memory) {
      const clients = clientOf(memory);
      return {
        ...store,
        advance: (id, rev, next) =>
          clients.isClosed
            ? Promise.reject(new Error('The client is closed'))
            : store.advance(id, rev, next),
        close: () => Promise.resolve(void (clients.isClosed = true)),
      };
    },
  },
];
