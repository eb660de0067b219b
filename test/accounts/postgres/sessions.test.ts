import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresIdentityRecords } from '../../../src/accounts/postgres/identity-records.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import {
  createPostgresSessions,
  type PostgresSessionsOptions,
} from '../../../src/accounts/postgres/sessions.js';
import type { Query } from '../../../src/server/base/postgres/query.js';
import { emptyTables } from '../../support/accounts/rows.js';
import { testIdentityRecords } from '../../support/accounts/contract/identity-records.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';
import {
  callerWith,
  lin,
  mei,
  signIn,
  testCookieSessions,
} from '../../support/accounts/sessions-contract.js';

const db = await PGlite.create();
after(() => db.close());
await db.exec(schema);
// Before the first test: once all tests so far have ended, `after` runs, even if more are about to come.
const server = await startPostgres();
const pool = server?.pool(10);
if (server) after(() => server.close());
await pool?.query(schema);
const inPglite: Query = (text, values) => db.query<Row>(text, [...values]);
type Row = Record<string, unknown>;

async function open(options: Partial<PostgresSessionsOptions> = {}, query = inPglite) {
  await emptyTables(query);
  for (const { id, name, avatar = null } of [lin, mei]) {
    await query('insert into wml_accounts (id, name, avatar) values ($1, $2, $3)', [
      ...[id, name, avatar],
    ]);
  }
  const clock = { nowMs: 1_800_000_000_123 };
  const now = (): number => clock.nowMs;
  const pass = (ms: number): void => void (clock.nowMs += ms);
  const ttlMs = 86_400_000;
  return {
    sessions: createPostgresSessions({ query, secure: true, now, ttlMs, ...options }),
    query,
    ttlMs,
    now,
    pass,
  };
}

async function rows(query = inPglite): Promise<readonly Row[]> {
  return (await query('select * from wml_sessions', [])).rows;
}

testCookieSessions('sessions in PGlite', () => open());

async function openRecords(now: () => number, query = inPglite) {
  await emptyTables(query);
  return createPostgresIdentityRecords({ query, now });
}
testIdentityRecords('identity records in PGlite', openRecords);

test('identity records in PGlite: a write deletes others whose time is over', async () => {
  const clock = { nowMs: 1_800_000_000_123 };
  const records = await openRecords(() => clock.nowMs);
  for (let index = 0; index < 30; index++) {
    await records.set(`${index}`, 0, {}, clock.nowMs + 1000);
  }
  clock.nowMs += 1000;
  const count = async (): Promise<number> =>
    (await inPglite('select key from wml_identity_records', [])).rows.length;
  await records.set('new', 0, {}, clock.nowMs + 1000);
  assert.equal(await count(), 11, 'at most 20 at once');
  await records.set('new', 1, {}, clock.nowMs + 1000);
  assert.equal(await count(), 1);
});

if (!pool) {
  test('sessions in PostgreSQL', { skip: howToGetIt });
} else {
  const inPostgres: Query = (text, values) => pool.query<Row>(text, [...values]);
  testCookieSessions('sessions in PostgreSQL', () => open({}, inPostgres));
  testIdentityRecords('identity records in PostgreSQL', (now) => openRecords(now, inPostgres));

  test('sessions in PostgreSQL: repeating a sign-in ten times at once opens one session, 100 times', async () => {
    const { sessions } = await open({}, inPostgres);
    for (let race = 0; race < 100; race++) {
      const key = `race ${race}`;
      const cookies = await Promise.all(
        Array.from({ length: 10 }, () => signIn(sessions, { key })),
      );
      assert.equal(new Set(cookies).size, 1);
      assert.deepEqual(await sessions.read(cookies[0]), lin);
    }
    assert.equal((await rows(inPostgres)).length, 100);
  });
}

test("sessions in PGlite: the application's own accounts are found by id", async () => {
  const ann = { id: 'x7', name: 'Ann' };
  const { sessions } = await open({
    account: (id) => Promise.resolve(id === ann.id ? ann : undefined),
  });
  assert.deepEqual(await sessions.read(await signIn(sessions, { account: ann })), ann);
  assert.equal(await sessions.read(await signIn(sessions, { account: lin })), undefined);
});

test('sessions in PGlite: a renamed account has its new name, a deleted one is signed out', async () => {
  const { sessions, query } = await open();
  const cookie = await signIn(sessions);
  await query('update wml_accounts set name = $1 where id = $2', ['Lin', lin.id]);
  assert.deepEqual(await sessions.read(cookie), { ...lin, name: 'Lin' });
  await query('delete from wml_accounts where id = $1', [lin.id]);
  assert.equal(await sessions.read(cookie), undefined);
  assert.equal(await sessions.current(callerWith(cookie)), undefined);
});

test('sessions in PGlite: the table contains no cookie, and no key that a cookie is derived from', async () => {
  const { sessions } = await open();
  const cookie = await signIn(sessions, { key: 'the key of the sign-in' });
  const [row = {}] = await rows();
  const [cookieName = '', id = ''] = cookie.split('=');
  const stored = Object.values(row).map(String);
  assert.ok(!stored.includes(id) && !stored.includes('the key of the sign-in'));
  for (const value of stored) {
    assert.equal(await sessions.read(`${cookieName}=${value}`), undefined);
  }
});

test('sessions in PGlite: expired sessions are deleted faster than new ones come', async () => {
  const { sessions, ttlMs, pass } = await open();
  for (let made = 0; made < 50; made++) await signIn(sessions);
  pass(ttlMs);
  const counts: number[] = [];
  for (let made = 0; made < 3; made++) {
    await signIn(sessions);
    counts.push((await rows()).length);
  }
  assert.deepEqual(counts, [31, 12, 3]);
});
