/** Opens the accounts for each part of the contract, with identities and passwords for its tests. */
import assert from 'node:assert/strict';
import type { Identity } from '../../../../src/server/host/host.js';
import type { AccountsKit, AccountsKitOptions } from '../../../../src/accounts/accounts-kit.js';
import type { Passwords } from '../../../../src/accounts/passwords.js';

export interface Rows {
  readonly accounts: number;
  readonly identities: number;
  readonly unionids: number;
}

export interface AccountsUnderTest {
  readonly accounts: AccountsKit;
  /** For an implementation whose rows can be counted. */
  readonly rows?: () => Promise<Rows>;
}

/** Opens new accounts in an empty storage. */
export type OpenAccounts = (options: AccountsKitOptions) => Promise<AccountsUnderTest>;

export const appId = 'wx0123456789abcdef';
export const otherAppId = 'wxfedcba9876543210';
export const person = (openid: string, unionid?: string, app = appId): Identity => ({
  appId: app,
  openid,
  ...(unionid === undefined ? {} : { unionid }),
});
export const key = { key: 'attempt' };

/** Passwords without cost, which count their calls. */
function countingPasswords() {
  const checkedHashes: (string | undefined)[] = [];
  const passwords: Passwords = {
    hash: (password) => Promise.resolve(`hash of ${password}`),
    verify(password, hash) {
      checkedHashes.push(hash);
      return Promise.resolve(hash === `hash of ${password}`);
    },
  };
  return { passwords, checkedHashes };
}

export const times = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** Opens accounts with their own clock, for one test. */
export type OpenForTest = (options?: AccountsKitOptions) => Promise<AccountsForTest>;

export interface AccountsForTest extends AccountsUnderTest {
  /** The hashes with which passwords were compared so far. */
  readonly checkedHashes: (string | undefined)[];
  /** Compares the numbers of rows, if the implementation can count them. */
  readonly expectRows: (accounts: number, identities: number, unionids: number) => Promise<void>;
}

export function createOpenForTest(openAccounts: OpenAccounts): OpenForTest {
  return async (options = {}) => {
    let nowMs = 1_800_000_000_123;
    const { passwords, checkedHashes } = countingPasswords();
    // Each reading of the clock is later than the one before, so the first record is the oldest.
    const now = (): number => nowMs++;
    const opened = await openAccounts({ passwords, now, ...options });
    return {
      ...opened,
      checkedHashes,
      async expectRows(accounts, identities, unionids) {
        if (opened.rows) assert.deepEqual(await opened.rows(), { accounts, identities, unionids });
      },
    };
  };
}
