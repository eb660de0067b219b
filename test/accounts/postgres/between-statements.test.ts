/** Changes by somebody else between a read and the change that follows it, one case at a time. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import type { Query } from '../../../src/server/base/postgres/query.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { appId, key, otherAppId, person } from '../../support/accounts/contract/under-test.js';
import { countRows, emptyTables } from '../../support/accounts/rows.js';

const db = await PGlite.create();
after(() => db.close());
await db.exec(schema);
const query: Query = (text, values) => db.query<Row>(text, [...values]);
type Row = Record<string, unknown>;

/** Accounts whose first change waits until somebody else's action, set by `before`, is done. */
async function open() {
  await emptyTables(query);
  const others = createPostgresAccounts({ query });
  let meanwhile: (() => Promise<unknown>) | undefined;
  const delayed: Query = async (text, values) => {
    const first = meanwhile;
    if (first && /\b(insert|update|delete)\b/.test(text)) {
      meanwhile = undefined;
      await first();
    }
    return query(text, values);
  };
  return {
    others,
    accounts: createPostgresAccounts({ query: delayed }),
    before: (action: () => Promise<unknown>) => (meanwhile = action),
    happened: () => meanwhile === undefined,
  };
}

test('a new person gets the account that another login has just created', async () => {
  const { accounts, others, before, happened } = await open();
  before(() => others.create(person('oOne', 'uOne'), key));
  const created = await accounts.create(person('oOne', 'uOne'), key);
  assert.ok(happened());
  assert.equal((await others.find(person('oOne')))?.id, created.id);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 1, unionids: 1 });
});

test('a new person gets the account that another official account has just created, with both openids', async () => {
  const { accounts, others, before } = await open();
  before(() => others.create(person('oThere', 'uOne', otherAppId), key));
  const created = await accounts.create(person('oHere', 'uOne'), key);
  assert.equal((await others.find(person('oThere', undefined, otherAppId)))?.id, created.id);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 2, unionids: 1 });
});

test('a person opens nothing if the unionid that found them is removed at the same time', async () => {
  const { accounts, others, before, happened } = await open();
  const { id } = await others.create(person('oOne', 'uOne'), key);
  before(() => others.unlinkAll(id));
  assert.equal(await accounts.find(person('oTwo', 'uOne', otherAppId)), undefined);
  assert.ok(happened());
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 0, unionids: 0 });
});

for (const [what, openid, unionid] of [
  ['openid', 'oOne', undefined],
  ['unionid', 'oOther', 'uOne'],
] as const) {
  test(`a WeChat user whose ${what} another account gets meanwhile is a conflict`, async () => {
    const { accounts, others, before } = await open();
    const [mine, theirs] = [await others.add({ name: 'Lin' }), await others.add({ name: 'Mei' })];
    before(() => others.link(theirs.id, person(openid, unionid)));
    assert.equal(await accounts.link(mine.id, person('oOne', 'uOne')), 'conflict');
    assert.deepEqual(await others.identities(mine.id), []);
    const unionids = unionid === undefined ? 0 : 1;
    assert.deepEqual(await countRows(query), { accounts: 2, identities: 1, unionids });
  });
}

test('an account that is deleted meanwhile is gone, and nothing is linked to it', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.add({ name: 'Lin' });
  before(() => query('delete from wml_accounts where id = $1', [id]));
  assert.equal(await accounts.link(id, person('oOne', 'uOne')), 'gone');
  assert.deepEqual(await countRows(query), { accounts: 0, identities: 0, unionids: 0 });
});

test('a unionid does not overwrite another one that was stored meanwhile', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oOne'), key);
  before(() => others.join({ ...person('oOne'), unionid: 'uFirst' }));
  assert.equal(await accounts.join({ ...person('oOne'), unionid: 'uSecond' }), 'conflict');
  assert.equal((await others.find(person('oTwo', 'uFirst')))?.id, id);
  assert.equal(await others.find(person('oThree', 'uSecond')), undefined);
});

test('a unionid that another account gets meanwhile is a conflict', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oOne'), key);
  before(() => others.create(person('oOther', 'uOne'), key));
  assert.equal(await accounts.join({ ...person('oOne'), unionid: 'uOne' }), 'conflict');
  assert.equal((await others.find(person('oOne')))?.id, id);
  assert.equal((await others.find(person('oOne')))?.lacksUnionid, true);
});

test('an identity that is unlinked meanwhile leaves no unionid', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oOne'), key);
  before(() => others.unlinkAll(id));
  assert.equal(await accounts.join({ ...person('oOne'), unionid: 'uOne' }), 'joined');
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 0, unionids: 0 });
});

test('the login method that became the last one meanwhile stays', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oOne'), key);
  await others.link(id, person('oTwo'));
  const [one, two] = await others.identities(id);
  before(() => others.unlink(id, two!.id));
  assert.equal(await accounts.unlink(id, one!.id), 'last');
  assert.equal((await others.find(person('oOne')))?.id, id);
});

test('a person who arrives through a second official account while being unlinked is unlinked there as well', async () => {
  const { accounts, others, before, happened } = await open();
  const { id } = await others.add({ name: 'Lin', email: 'lin@example.com' });
  await others.link(id, person('oHere', 'uOne'));
  const [here] = await others.identities(id);
  before(() => others.find(person('oThere', 'uOne', otherAppId)));
  assert.equal(await accounts.unlink(id, here!.id), 'unlinked');
  assert.ok(happened());
  assert.equal(await others.find(person('oThere', 'uOne', otherAppId)), undefined);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 0, unionids: 0 });
});

test('a unionid that is stored while its identity is removed is removed too', async () => {
  for (const way of ['unlink', 'unlinkAll', 'forget'] as const) {
    const { accounts, others, before, happened } = await open();
    const { id } = await others.add({ name: 'Lin', email: 'lin@example.com' });
    await others.link(id, person('oOne'));
    const [one] = await others.identities(id);
    before(() => others.join({ ...person('oOne'), unionid: 'uOne' }));
    if (way === 'unlink') assert.equal(await accounts.unlink(id, one!.id), 'unlinked');
    if (way === 'unlinkAll') await accounts.unlinkAll(id);
    if (way === 'forget') await accounts.forget(person('oOne'));
    assert.ok(happened());
    assert.equal(await others.find(person('oTwo', 'uOne')), undefined, way);
    assert.deepEqual(await countRows(query), { accounts: 1, identities: 0, unionids: 0 }, way);
  }
});

test('two identities that turn out to be one person while one is unlinked both stay, as the last login method', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oHere', 'uOne'), key);
  await others.link(id, person('oThere', undefined, otherAppId));
  const [, there] = await others.identities(id);
  before(() => others.join({ ...person('oThere', undefined, otherAppId), unionid: 'uOne' }));
  assert.equal(await accounts.unlink(id, there!.id), 'last');
  assert.equal((await others.find(person('oThere', undefined, otherAppId)))?.id, id);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 2, unionids: 1 });
});

test('a person who arrives through a second official account while the first one forgets them stays there', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oHere', 'uOne'), key);
  before(() => others.find(person('oThere', 'uOne', otherAppId)));
  await accounts.forget(person('oHere'));
  assert.equal(await others.find(person('oHere')), undefined);
  assert.equal((await others.find(person('oThere', undefined, otherAppId)))?.id, id);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 1, unionids: 1 });
});

test('a follower who signs in with the new openid while it is exchanged keeps one identity', async () => {
  const { accounts, others, before } = await open();
  const { id } = await others.create(person('oOld', 'uOne'), key);
  before(() => others.find(person('oNew', 'uOne', otherAppId)));
  const pairs = [{ from: 'oOld', to: 'oNew' }];
  const exchanged = await accounts.exchangeOpenids(appId, otherAppId, pairs);
  assert.deepEqual(exchanged, { exchanged: 1, conflicts: [] });
  assert.equal((await others.find(person('oNew', undefined, otherAppId)))?.id, id);
  assert.deepEqual(await countRows(query), { accounts: 1, identities: 1, unionids: 1 });
});

test('a change is given up with an error if the accounts never come to rest', async () => {
  const refusing: Query = (text, values) =>
    /\binsert\b/.test(text)
      ? Promise.reject(Object.assign(new Error('duplicate key'), { code: '23505' }))
      : query(text, values);
  await emptyTables(query);
  const accounts = createPostgresAccounts({ query: refusing });
  await assert.rejects(accounts.create(person('oOne'), key), /during each of 50 attempts/);
});

test('a database that fails during a change is an error, and is not called again', async () => {
  await emptyTables(query);
  let calls = 0;
  const going: Query = (text, values) => {
    if (!/\binsert\b/.test(text)) return query(text, values);
    calls++;
    return Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }));
  };
  const accounts = createPostgresAccounts({ query: going });
  await assert.rejects(accounts.create(person('oOne'), key), { code: '57P01' });
  await assert.rejects(accounts.add({ name: 'Lin' }), { code: '57P01' });
  assert.equal(calls, 2);
});

/** As query builders do: https://orm.drizzle.team/docs/connect-overview wraps since version 0.44. */
function wrap(error: unknown, times: number): unknown {
  if (times === 0) return error;
  return new Error('Failed query', { cause: wrap(error, times - 1) });
}

for (const [times, isSeen] of [
  [1, true],
  [7, true],
  [8, false],
] as const) {
  const what = isSeen ? 'is that conflict still' : 'is no conflict';
  test(`a conflict inside ${times} errors of a query builder ${what}`, async () => {
    await emptyTables(query);
    const wrapped: Query = (text, values) =>
      query(text, values).catch((error: unknown) => {
        throw wrap(error, times);
      });
    const accounts = createPostgresAccounts({ query: wrapped });
    const pages = Array.from({ length: 6 }, () => accounts.create(person('oOne', 'uOne'), key));
    const created = await Promise.allSettled(pages);
    const failed = created.filter(({ status }) => status === 'rejected');
    assert.equal(failed.length === 0, isSeen);
    assert.deepEqual(await countRows(query), { accounts: 1, identities: 1, unionids: 1 });
  });
}

test('a chain of causes that is a ring ends', async () => {
  const ring = new Error('Failed query');
  ring.cause = ring;
  const accounts = createPostgresAccounts({
    query: (text, values) => (/\binsert\b/.test(text) ? Promise.reject(ring) : query(text, values)),
  });
  await assert.rejects(accounts.create(person('oRing'), key), ring);
});
