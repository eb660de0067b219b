/** The stores that an instance of a load run can keep its attempts in. */
import { createClient } from 'redis';
import { createMemoryStore, type Store } from 'wechat-mp-login/server';
import { createRedisStore } from 'wechat-mp-login/server/redis';

/** Which store, and where its server is. */
export type StoreSettings =
  { readonly type: 'memory' } | { readonly type: 'redis'; readonly url: string };

/** More than the attempts of a run. */
const cap = 1_000_000;

/** Opens the client that an application would hand over. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  switch (settings.type) {
    case 'memory':
      return createMemoryStore({ cap });
    case 'redis': {
      const client = createClient({ url: settings.url });
      return createRedisStore({ client: await client.connect() });
    }
  }
}
