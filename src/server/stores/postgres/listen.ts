/** How the store hears of changes by `listen`, with whatever client the application has. */

/**
 * Listens on a channel and calls `hear` with the payload of each notification. Resolves with a function that
 * stops it, once PostgreSQL listens. It calls `lost` if the connection ends; the store then calls it again.
 * Clients that connect again by themselves need no `lost`.
 */
export type Listen = (
  channel: string,
  hear: (payload: string) => void,
  lost: () => void,
) => Promise<() => unknown>;

/** A client of pg with a connection of its own: from `pool.connect()`, or a `Client` that has connected. */
export interface PgClientLike {
  query(text: string): Promise<unknown>;
  on(
    event: 'notification',
    listener: (message: { readonly payload?: string | undefined }) => void,
  ): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  /** Of a client from a pool. */
  release?(destroy: boolean): void;
  end?(): Promise<void>;
}

/**
 * Listens with pg. The store keeps one connection for it, and asks for another one when it is lost.
 *
 * @param connect - opens a connection: `() => pool.connect()`
 * @returns what `createPostgresStore` takes as `listen`
 * @example
 * ```ts
 * import pg from 'pg';
 *
 * const pool = new pg.Pool({ keepAlive: true });
 * const store = createPostgresStore({
 *   query: (text, values) => pool.query(text, [...values]),
 *   listen: listenWithPg(() => pool.connect()),
 * });
 * ```
 */
export function listenWithPg(connect: () => Promise<PgClientLike>): Listen {
  return async (channel, hear, lost) => {
    const client = await connect();
    let isOver = false;
    async function end(): Promise<void> {
      if (isOver) return;
      isOver = true;
      // Not back into the pool: it would go on listening there.
      if (client.release) client.release(true);
      else await client.end?.();
    }
    const onLost = (): void => {
      end().catch(() => undefined);
      lost();
    };
    client.on('notification', ({ payload = '' }) => hear(payload));
    client.on('error', onLost);
    client.on('end', onLost);
    try {
      await client.query(`listen ${channel}`);
    } catch (error) {
      await end();
      throw error;
    }
    return end;
  };
}
