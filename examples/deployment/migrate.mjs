/** Creates the tables, once, before the first instance starts. */
import pg from 'pg';
import { schema } from 'wechat-mp-login/accounts/postgres';

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query(schema);
await client.end();
