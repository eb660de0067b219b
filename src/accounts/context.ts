/** The storage and the options, which every part of the accounts uses. */
import { randomToken } from '../protocol/chain.js';
import { ConfigurationError } from '../server/base/configuration-error.js';
import type { AccountsKitOptions } from './accounts-kit.js';
import type { AccountStorage } from './storage.js';

const defaultForgetAfterMs = 7 * 86_400_000;

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
    forgetAfterMs: checkPeriod(options.forgetAfterMs ?? defaultForgetAfterMs),
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
    randomToken: options.randomToken ?? randomToken,
  };
}

function checkPeriod(forgetAfterMs: number): number {
  if (Number.isFinite(forgetAfterMs) && forgetAfterMs >= 0) return forgetAfterMs;
  throw new ConfigurationError(
    '`forgetAfterMs` must be a number of milliseconds, 0 or more: WeChat requires that the data of people who unfollow is deleted.',
  );
}
