/** Accounts in the memory of this process, for demos and tests. */
import type { AccountsKit, AccountsKitOptions } from '../accounts-kit.js';
import { createAccounts } from '../create-accounts.js';
import { createMemoryStorage } from './storage.js';

/**
 * Creates accounts in the memory of this process, for demos and tests: they are gone when it ends, and
 * there can be at most 100 000. `createPostgresAccounts` keeps accounts.
 *
 * @example
 * ```ts
 * const accounts = createMemoryAccounts();
 * // Pass it to createWechatMpLogin({ accounts, … }), and use it in your own pages:
 * const zhou = await accounts.add({ name: 'Zhou Lan', email: 'zhou@example.com' });
 * await accounts.rename(zhou.id, 'Zhou');
 * ```
 */
export function createMemoryAccounts(options: AccountsKitOptions = {}): AccountsKit {
  return createAccounts(createMemoryStorage(), options);
}
