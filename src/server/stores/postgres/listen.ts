/** How the store hears of changes by `listen`, with whatever client the application has. */
import { withTimeout } from '../../../wechat/io/timeout.js';
import type { HintsOptions, Listener } from '../hints.js';

const timeoutMs = 10_000;

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

/** Opens connections that listen to this channel. What takes too long is given up, and ended when it comes. */
export function listenOn(listen: Listen, channel: string): HintsOptions['open'] {
  return async (onMessage): Promise<Listener> => {
    let isOpen = true;
    const lost = (): void => void (isOpen = false);
    // An application's function may also throw at once.
    const opening = Promise.resolve().then(() => listen(channel, onMessage, lost));
    try {
      const end = await withTimeout(timeoutMs, opening, () => {
        throw new DOMException(`listen took more than ${timeoutMs} ms`, 'TimeoutError');
      });
      return { isOpen: () => isOpen, close: () => end() };
    } catch (error) {
      void opening.then((end) => end()).catch(() => undefined);
      throw error;
    }
  };
}
