/** The stores that an instance of a load run can keep its attempts in. */
import { createMemoryStore, type Store } from 'wechat-mp-login/server';

/** Which store, and where its server is. */
export type StoreSettings = { readonly type: 'memory' };

/** More than the attempts of a run. */
const cap = 1_000_000;

const stores = {
  memory: () => Promise.resolve(createMemoryStore({ cap })),
} satisfies Record<StoreSettings['type'], () => Promise<Store>>;

export function openStore({ type }: StoreSettings): Promise<Store> {
  return stores[type]();
}
