/** The shop's accounts and sessions, in the data folder or in memory. */
import { createPasswords } from 'wechat-mp-login/accounts/passwords';
import {
  createPostgresAccounts,
  createPostgresIdentityRecords,
  createPostgresSessions,
} from 'wechat-mp-login/accounts/postgres';
import { addCustomers } from '../shop/customers.js';
import { openDatabase } from './database.js';

export type UserDatabase = Awaited<ReturnType<typeof openUserDatabase>>;

export interface UserDatabaseOptions {
  /** Whether visitors reach the shop over https. */
  readonly secure: boolean;
}

/** @throws UsageError if the folder cannot be used; the message says what to do */
export async function openUserDatabase(
  dataDir: string | undefined,
  { secure }: UserDatabaseOptions,
) {
  const database = await openDatabase(dataDir);
  const { query } = database;
  const passwords = createPasswords();
  try {
    const accounts = createPostgresAccounts({ query, passwords });
    const sessions = createPostgresSessions({ query, secure });
    await addCustomers(accounts);
    // A shop that runs for months would do so every day.
    await accounts.forgetDue();
    return {
      accounts,
      sessions,
      identityRecords: createPostgresIdentityRecords({ query }),
      query,
      close: () => {
        passwords.close();
        return database.close();
      },
      /** The verified phone numbers and e-mail addresses of an account, to notify its owner. */
      async addressesOf(accountId: string): Promise<readonly string[]> {
        const sql =
          'select value from wml_identifiers where account_id = $1 and verified_at is not null';
        const { rows } = await query(sql, [accountId]);
        return rows.map(({ value }) => String(value));
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
