/** Who has an account at the shop and who is signed in: kept in the data folder, or in memory. */
import { createPasswords } from 'wechat-mp-login/accounts/passwords';
import { createPostgresAccounts, createPostgresSessions } from 'wechat-mp-login/accounts/postgres';
import { openDatabase } from './database.js';
import { seedMembers } from '../shop/customers.js';

export type Records = Awaited<ReturnType<typeof openRecords>>;

export interface RecordsOptions {
  /** Whether people reach the shop over https. */
  readonly secure: boolean;
}

/** @throws UsageError where the folder cannot be used, with the way out */
export async function openRecords(dataDir: string | undefined, { secure }: RecordsOptions) {
  const database = await openDatabase(dataDir);
  const { query } = database;
  try {
    const accounts = createPostgresAccounts({ query, passwords: createPasswords() });
    const sessions = createPostgresSessions({ query, secure });
    await seedMembers(accounts);
    return {
      accounts,
      sessions,
      query,
      close: () => database.close(),
      /** Verified numbers and e-mail addresses of the account, for what its owner has to know. */
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
