/** The example of docs/your-own-users.md on a real PostgreSQL in this process, behind the real backend. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { ownUsers } from '../../examples/own-users.js';
import { passwordMethod } from '../../src/server/index.js';
import { createHarness } from '../support/server/harness.js';

const maxLines = 59;
let database: PGlite;

before(async () => {
  database = new PGlite();
  const users =
    'create table users (id bigint generated always as identity primary key, name text not null);';
  await database.exec(users + readFileSync('examples/own-users.sql', 'utf8'));
});

beforeEach(async () => {
  await database.exec('truncate users, wechat_people, wechat_identities restart identity');
});

after(() => database.close());

const accounts = () => ownUsers((text, values) => database.query(text, values));
const users = async () =>
  (await database.query('select id::int, name from users order by id')).rows;
const someone = { appId: 'wx0123456789abcdef', openid: 'oOne', unionid: 'uOne' };

test('the example stays short enough to be read in one go', () => {
  const lines = readFileSync('examples/own-users.ts', 'utf8').split('\n').length - 1;
  assert.ok(lines <= maxLines, `${lines} lines`);
});

test('pages that finish at the same moment make one user', async () => {
  const { create } = accounts();
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((key) => create(someone, { key })));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal((await users()).length, 1);
});

test('the same person at a second official account is the same user', async () => {
  const { create, find } = accounts();
  const { id } = await create(someone, { key: 'a' });
  const second = { appId: 'wxsecond', openid: 'pOne' };
  assert.equal(await find(second), undefined);
  assert.equal((await find({ ...second, unionid: someone.unionid }))?.id, id);
  assert.equal((await find(second))?.id, id, 'the openid is remembered');
});

test("what is somebody's already is not linked to another user, and nothing changes", async () => {
  const { create, link, find } = accounts();
  const { id } = await create(someone, { key: 'a' });
  await database.query("insert into users (name) values ('Other')");
  const other = String(
    (await database.query<{ id: number }>("select id::int from users where name = 'Other'")).rows[0]
      ?.id,
  );
  assert.equal(await link(other, someone), 'conflict');
  assert.equal(await link(other, { ...someone, openid: 'oUnknown' }), 'conflict');
  assert.equal((await find(someone))?.id, id);
  assert.equal(await link(id, someone), 'linked');
  assert.equal(await link(other, { appId: someone.appId, openid: 'oTwo' }), 'linked');
  assert.equal((await find({ appId: someone.appId, openid: 'oTwo' }))?.id, other);
});

test('a user who is gone is linked to nothing, and nothing is left of the try', async () => {
  const { link, find } = accounts();
  assert.equal(await link('77', someone), 'gone');
  assert.equal(await find(someone), undefined);
  const { rows } = await database.query('select unionid from wechat_people');
  assert.deepEqual(rows, []);
});

test('behind the backend: one links by password, another is new, and both are known from then on', async () => {
  await database.query("insert into users (name) values ('Lan')");
  const harness = createHarness({
    accounts: accounts(),
    newAccounts: 'ask',
    linkMethods: [
      passwordMethod({
        check: (name, password) =>
          Promise.resolve(name === 'lan' && password === 'tea' ? [{ id: '1', name: 'Lan' }] : []),
      }),
    ],
    api: (path) =>
      path === '/cgi-bin/user/info'
        ? { subscribe: 1, openid: 'x', unionid: `oUnionid${harness.apiCalls.length}` }
        : undefined,
  });
  const signIn = async (openid: string, answer: (digits: string) => object) => {
    const tab = await harness.open();
    const said = await harness.scan(tab.scene, { openid });
    const redeemed = await harness.redeem(tab);
    assert.equal(redeemed.status, 200, redeemed.text);
    if (redeemed.body['result'] === 'authenticated') return redeemed.body;
    const digits = /\d{6}/.exec(said)?.[0] ?? '';
    const body = { verifier: tab.chain.verifier, ...answer(digits) };
    const bound = await harness.call('POST', `/attempts/${tab.id}/bind`, body, {
      cookie: tab.cookie,
    });
    assert.equal(bound.status, 200, bound.text);
    return bound.body;
  };
  const never = () => assert.fail('asked, though the person is known');

  const fields = { username: 'lan', password: 'tea' };
  const linked = await signIn('oLan', (chatCode) => ({
    ...{ action: 'link', method: 'password', fields, chatCode },
  }));
  assert.deepEqual(linked['account'], { name: 'Lan' });
  const made = await signIn('oNew', () => ({ action: 'create' }));
  assert.equal(made['isNew'], true);
  assert.deepEqual((await signIn('oLan', never))['account'], { name: 'Lan' });
  assert.deepEqual((await signIn('oNew', never))['account'], made['account']);
  assert.equal((await users()).length, 2);
});
