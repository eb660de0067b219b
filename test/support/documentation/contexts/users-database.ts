/** A database with a table of users, and beside it the tables of examples/own-users.sql. */
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

const users =
  'create table users (id bigint generated always as identity primary key, name text not null);';

// Here and not in a query: on a busy machine it takes longer than the backend waits for one.
const database = await PGlite.create();
await database.exec(users + readFileSync('examples/own-users.sql', 'utf8'));

/** Fits `pool.query` of pg. */
export const pool = {
  query: (text: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
    database.query(text, values),
};
