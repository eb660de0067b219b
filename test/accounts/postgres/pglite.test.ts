import { after } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { testAccounts } from '../../support/accounts/accounts-contract.js';
import { countRows, emptyTables } from '../../support/accounts/rows.js';

const db = await PGlite.create();
after(() => db.close());
const query = (text: string, values: readonly unknown[]) => db.query<Row>(text, [...values]);
type Row = Record<string, unknown>;
// Running it a second time changes nothing.
await db.exec(schema);
await db.exec(schema);

testAccounts('PGlite', async (options) => {
  await emptyTables(query);
  return {
    accounts: createPostgresAccounts({ query, ...options }),
    rows: () => countRows(query),
  };
});
