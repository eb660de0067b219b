/** examples/own-users.ts, on a PostgreSQL in this process whose tables are empty at the beginning of each test. */
import { readFileSync } from 'node:fs';
import { after, before, beforeEach } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { ownUsers } from '../../../examples/own-users.js';

const usersSql =
  'create table users (id bigint generated always as identity primary key, name text not null);';

/** Call it once in a test file. */
export function useOwnUsers() {
  let database: PGlite;
  before(async () => {
    database = new PGlite();
    await database.exec(usersSql + readFileSync('examples/own-users.sql', 'utf8'));
  });
  beforeEach(async () => {
    await database.exec('truncate users, wechat_people, wechat_identities restart identity');
  });
  after(() => database.close());

  const query = <Row>(text: string, values?: unknown[]) => database.query<Row>(text, values);
  return { query, accounts: () => ownUsers(query) };
}
