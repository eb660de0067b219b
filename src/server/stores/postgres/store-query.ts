/** The application's `query`, with a limit, and with codes where the client's errors have none. */
import { errorCodes } from '../../base/log.js';
import type { Query } from '../../base/postgres/query.js';
import { createLimitCalls, StoreClientError } from '../limit-calls.js';

/** How pg begins what it says of its pool and its connections, without a code. */
const poolExhausted = /^timeout exceeded when trying to connect/;
const connectionLost = /^(Connection terminated|Client has encountered a connection error)/;

export function createStoreQuery(query: Query): Query {
  const limit = createLimitCalls();
  return async (text, values) => {
    try {
      return await limit(() => rowsOf(query(text, values)));
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      const hasCode = errorCodes(error).some((each) => each !== undefined);
      if (!hasCode && poolExhausted.test(message)) {
        throw new StoreClientError('POOL_EXHAUSTED', error);
      }
      if (!hasCode && connectionLost.test(message)) {
        throw new StoreClientError('CONNECTION_LOST', error);
      }
      throw error;
    }
  };
}

/** Some clients and query builders return the rows alone. The log has the way out by this code. */
async function rowsOf(answer: ReturnType<Query>): ReturnType<Query> {
  const result = await answer;
  // Whatever its type says.
  const { rows }: { readonly rows?: unknown } = Object(result) as object;
  if (Array.isArray(rows)) return result;
  throw Object.assign(new TypeError('`query` must resolve with { rows }'), { code: 'NO_ROWS' });
}
