/** The storage and the options, which every part of the accounts uses. */
import { randomToken } from '../protocol/chain.js';
import type { AccountsKitOptions } from './accounts-kit.js';
import type { AccountStorage } from './storage.js';

export interface AccountsContext extends Required<Omit<AccountsKitOptions, 'passwords'>> {
  readonly storage: AccountStorage;
  readonly passwords: AccountsKitOptions['passwords'];
}

export function createContext(
  storage: AccountStorage,
  options: AccountsKitOptions,
): AccountsContext {
  return {
    storage,
    passwords: options.passwords,
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
    randomToken: options.randomToken ?? randomToken,
  };
}
