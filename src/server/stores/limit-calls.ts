/** Limits how many calls wait for a database. */

/**
 * The clients keep what they cannot send yet without a limit, so the stores have one: above it, they refuse at
 * once. A busy instance has some hundreds under way.
 */
const maxUnderWay = 10_000;

/** What a client lost or lacked, under a code that the log explains; the client's own errors have none for it. */
export class StoreClientError extends Error {
  readonly code: string;
  constructor(code: 'STORE_BUSY' | 'CONNECTION_LOST' | 'POOL_EXHAUSTED', cause?: unknown) {
    super(code, { cause });
    this.name = 'StoreClientError';
    this.code = code;
  }
}

/** Makes a call, unless too many are under way. */
export type LimitCalls = <T>(call: () => Promise<T>) => Promise<T>;

/** @throws StoreClientError `STORE_BUSY`, from what it returns */
export function createLimitCalls(max = maxUnderWay): LimitCalls {
  let underWay = 0;
  return async (call) => {
    if (underWay >= max) throw new StoreClientError('STORE_BUSY');
    underWay++;
    try {
      return await call();
    } finally {
      underWay--;
    }
  };
}
