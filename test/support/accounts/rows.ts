/** Looks at the tables of the accounts with SQL. */
import type { Query } from '../../../src/server/base/postgres/query.js';
import type { Rows } from './contract/under-test.js';

export async function emptyTables(query: Query): Promise<void> {
  await query(
    'truncate wml_accounts, wml_identifiers, wml_unionids, wml_identities, wml_sessions, wml_session_ends, wml_identity_records',
    [],
  );
}

export async function countRows(query: Query): Promise<Rows> {
  const { rows } = await query(
    `select (select count(*) from wml_accounts) as accounts,
       (select count(*) from wml_identities) as identities,
       (select count(*) from wml_unionids) as unionids`,
    [],
  );
  const [row = {}] = rows;
  return {
    accounts: Number(row['accounts']),
    identities: Number(row['identities']),
    unionids: Number(row['unionids']),
  };
}
