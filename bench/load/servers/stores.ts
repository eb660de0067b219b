/** The stores that an instance of a load run can keep its attempts in. */
import { Pool, type PoolConfig } from 'pg';
import { createClient } from 'redis';
import { createMemoryStore, type Store } from 'wechat-mp-login/server';
import { createPostgresStore, listenWithPg } from 'wechat-mp-login/server/postgres';
import { createRedisStore } from 'wechat-mp-login/server/redis';

/** Which store, and where its server is. */
export type StoreSettings =
  | { readonly type: 'memory' }
  | { readonly type: 'redis'; readonly url: string }
  | { readonly type: 'postgres'; readonly pool: PoolConfig };

/** More than the attempts of a run. */
const cap = 1_000_000;
/** Of each instance to PostgreSQL. */
const connections = 10;

/** Opens the client that an application would hand over. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  switch (settings.type) {
    case 'memory':
      return createMemoryStore({ cap });
    case 'redis': {
      const client = createClient({ url: settings.url });
      return createRedisStore({ client: await client.connect() });
    }
    case 'postgres': {
      const pool = new Pool({ ...settings.pool, max: connections });
      return createPostgresStore({
        query: (text, values) => pool.query(text, [...values]),
        listen: listenWithPg(() => pool.connect()),
      });
    }
  }
}
