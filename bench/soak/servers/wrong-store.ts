/** Stores that are wrong on purpose, so that a test can see that the oracle notices. */
import type { Store } from 'wechat-mp-login/server';

/**
 * `loses-writes`: says of changes that they are written, and some are not; `keeps-for-ever`: no record is ever
 * over; `gives-up`: once a call has failed, every other one does.
 */
export type StoreMutant = 'loses-writes' | 'keeps-for-ever' | 'gives-up';

const yearMs = 365 * 86_400_000;

export function breakStore(store: Store, mutant: StoreMutant): Store {
  switch (mutant) {
    case 'loses-writes': {
      let writes = 0;
      return {
        ...store,
        advance: (...given) =>
          ++writes % 2 === 0 ? Promise.resolve(true) : store.advance(...given),
      };
    }
    case 'keeps-for-ever': {
      const { records } = store;
      if (!records) throw new Error('The store has no records to keep.');
      return {
        ...store,
        records: {
          get: (key) => records.get(key),
          set: (key, rev, record, forgetAtMs) => records.set(key, rev, record, forgetAtMs + yearMs),
        },
      };
    }
    case 'gives-up':
      return withoutRecovery(store);
  }
}

function withoutRecovery(store: Store): Store {
  let hasFailed = false;
  const guard = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (hasFailed) throw new Error('The store has given up');
    try {
      return await call();
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  return {
    ...store,
    create: (...given) => guard(() => store.create(...given)),
    get: (...given) => guard(() => store.get(...given)),
    byScene: (...given) => guard(() => store.byScene(...given)),
    advance: (...given) => guard(() => store.advance(...given)),
  };
}
