/** The stores that an instance of a load run can keep its attempts in. */
import { Pool, type PoolConfig } from 'pg';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { createMemoryStore, type Store } from 'wechat-mp-login/server';
import { createPostgresStore, listenWithPg } from 'wechat-mp-login/server/postgres';
import { createRedisStore } from 'wechat-mp-login/server/redis';

/** Which store, and where its server is. */
export type StoreSettings =
  | { readonly type: 'memory' }
  | { readonly type: 'redis'; readonly url: string; readonly client?: 'redis' | 'ioredis' }
  | { readonly type: 'postgres'; readonly pool: PoolConfig };

/** More than the attempts of a run. */
const cap = 1_000_000;
/** Of each instance to PostgreSQL. */
const connections = 10;

/** Without a listener, a lost connection ends the process. The clients connect again, and the store logs failures. */
const ignored = (): undefined => undefined;

/** Opens the client that an application would hand over. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  switch (settings.type) {
    case 'memory':
      return createMemoryStore({ cap });
    case 'redis': {
      if (settings.client === 'ioredis') {
        const client = new Redis(settings.url);
        client.on('error', ignored);
        return createRedisStore({ client });
      }
      const client = createClient({ url: settings.url });
      client.on('error', ignored);
      return createRedisStore({ client: await client.connect() });
    }
    case 'postgres': {
      const pool = new Pool({ ...settings.pool, max: connections });
      pool.on('error', ignored);
      return createPostgresStore({
        query: (text, values) => pool.query(text, [...values]),
        listen: listenWithPg(() => pool.connect()),
      });
    }
  }
}
