/** A database with a table of users and the tables of examples/own-users.sql. */
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

const users =
  'create table users (id bigint generated always as identity primary key, name text not null);';

// Started here and not in the first query: on a busy machine, that would exceed the backend's time-out.
const database = await PGlite.create();
await database.exec(users + readFileSync('examples/own-users.sql', 'utf8'));

/** Has the signature of `pool.query` in pg. */
export const pool = {
  query: (text: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
    database.query(text, values),
};
