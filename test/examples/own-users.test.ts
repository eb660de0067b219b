/** The example of docs/your-own-users.md, on a PostgreSQL in this process and behind the real backend. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ownUsers } from '../../examples/own-users.js';
import { passwordMethod } from '../../src/server/index.js';
import { createHarness } from '../support/server/harness.js';
import { useOwnUsers } from '../support/examples/own-users.js';

const maxLines = 59;
const { query, accounts } = useOwnUsers();
const users = async () => (await query('select id::int, name from users order by id')).rows;
const identity = { appId: 'wx0123456789abcdef', openid: 'oOne', unionid: 'uOne' };

test('the example is short enough to read in one go', () => {
  const lines = readFileSync('examples/own-users.ts', 'utf8').split('\n').length - 1;
  assert.ok(lines <= maxLines, `${lines} lines`);
});

test('pages that finish at the same moment create one user', async () => {
  const { create } = accounts();
  const made = await Promise.all(['a', 'b', 'c', 'd'].map((key) => create(identity, { key })));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal((await users()).length, 1);
});

test('they do so too behind a query builder that wraps the errors of its driver', async () => {
  const { create } = ownUsers((text, values) =>
    query(text, values).catch((error: unknown) => {
      throw new Error('Failed query', { cause: new Error('Driver', { cause: error }) });
    }),
  );
  const made = await Promise.all(['a', 'b', 'c'].map((key) => create(identity, { key })));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal((await users()).length, 1);
});

test('a WeChat user at a second official account is the same user', async () => {
  const { create, find } = accounts();
  const { id } = await create(identity, { key: 'a' });
  const second = { appId: 'wxsecond', openid: 'pOne' };
  assert.equal(await find(second), undefined);
  assert.equal((await find({ ...second, unionid: identity.unionid }))?.id, id);
  assert.equal((await find(second))?.id, id, 'the openid is remembered');
});

test('an identity of one user is not linked to another user, and nothing changes', async () => {
  const { create, link, find } = accounts();
  const { id } = await create(identity, { key: 'a' });
  await query("insert into users (name) values ('Other')");
  const other = String(
    (await query<{ id: number }>("select id::int from users where name = 'Other'")).rows[0]?.id,
  );
  assert.equal(await link(other, identity), 'conflict');
  assert.equal(await link(other, { ...identity, openid: 'oUnknown' }), 'conflict');
  assert.equal((await find(identity))?.id, id);
  assert.equal(await link(id, identity), 'linked');
  assert.equal(await link(other, { appId: identity.appId, openid: 'oTwo' }), 'linked');
  assert.equal((await find({ appId: identity.appId, openid: 'oTwo' }))?.id, other);
});

test('linking to a deleted user fails and leaves nothing behind', async () => {
  const { link, find } = accounts();
  assert.equal(await link('77', identity), 'gone');
  assert.equal(await find(identity), undefined);
  const { rows } = await query('select unionid from wechat_people');
  assert.deepEqual(rows, []);
});

test('behind the backend, one visitor links by password, another is new, and both are recognized later', async () => {
  await query("insert into users (name) values ('Lan')");
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
    const reply = await harness.scan(tab.scene, { openid });
    const redeemed = await harness.redeem(tab);
    assert.equal(redeemed.status, 200, redeemed.text);
    if (redeemed.body['result'] === 'authenticated') return redeemed.body;
    const digits = /\d{6}/.exec(reply)?.[0] ?? '';
    const body = { verifier: tab.chain.verifier, ...answer(digits) };
    const bound = await harness.call('POST', `/attempts/${tab.id}/bind`, body, {
      cookie: tab.cookie,
    });
    assert.equal(bound.status, 200, bound.text);
    return bound.body;
  };
  const mustNotAsk = () => assert.fail('asked a question, although the visitor is known');

  const fields = { username: 'lan', password: 'tea' };
  const linked = await signIn('oLan', (chatCode) => ({
    ...{ action: 'link', method: 'password', fields, chatCode },
  }));
  assert.deepEqual(linked['account'], { name: 'Lan' });
  const made = await signIn('oNew', () => ({ action: 'create' }));
  assert.equal(made['isNew'], true);
  assert.deepEqual((await signIn('oLan', mustNotAsk))['account'], { name: 'Lan' });
  assert.deepEqual((await signIn('oNew', mustNotAsk))['account'], made['account']);
  assert.equal((await users()).length, 2);
});
