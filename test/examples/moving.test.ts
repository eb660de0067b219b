/** docs/moving.md: while the old login and the new one run side by side, a person has one account. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  fromAuthing,
  fromCasdoor,
  importIdentities,
} from '../../examples/moving/import-identities.js';
import { userOfCode } from '../../examples/moving/old-login.js';
import { createCookieSessions } from '../../src/accounts/index.js';
import { createWechatMpLogin, type WechatMpLogin } from '../../src/server/index.js';
import { unionidOf } from '../../src/simulator/ids.js';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';
import { signIn } from '../support/documentation/run-server.js';
import { blocksOf, readDocument } from '../support/documentation/documents.js';
import { useOwnUsers } from '../support/examples/own-users.js';

const people = ['Lin'];
/** A website application answers at the same addresses as an official account. */
const website = createSimulator({ people });
const { appId, appSecret } = website.account;
const { query, accounts } = useOwnUsers();
const countUsers = async () => (await query('select from users')).rows.length;

/** The new login, with an official account of the same Open Platform account or of none. */
function openNewLogin(openPlatform: string | null) {
  const simulator: Simulator = createSimulator({
    people,
    account: { openPlatform },
    deliver: (push) => login.fetch(push),
  });
  const login: WechatMpLogin = createWechatMpLogin({
    publicUrl: 'http://localhost/wechat-login',
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: accounts(),
    sessions: createCookieSessions({ secure: false }),
    log: () => undefined,
  });
  return {
    scan: () =>
      signIn(
        { simulator, connect: ({ callbackUrl }) => (simulator.account.callbackUrl = callbackUrl) },
        login,
      ),
  };
}

async function signInTheOldWay(scope = 'snsapi_userinfo'): Promise<string> {
  const query = new URLSearchParams({ appid: appId, redirect_uri: 'https://example.com/callback' });
  query.append('response_type', 'code');
  query.append('scope', scope);
  query.append('state', 'a1');
  const [person] = await website.phone.people();
  const address = `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`;
  const back = await website.phone.authorize(person?.id ?? '', address);
  assert.equal(back.type, 'page');
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const { id } = await userOfCode(accounts(), { appId, appSecret, fetch: website.fetch }, code);
  return id;
}

test('a person who has signed in the old way scans, and has the same account', async () => {
  await signInTheOldWay();
  await openNewLogin('simulated-open-platform').scan();
  assert.equal(await countUsers(), 1);
});

test('a person who has scanned signs in the old way, and has the same account', async () => {
  await openNewLogin('simulated-open-platform').scan();
  await signInTheOldWay();
  assert.equal(await countUsers(), 1);
});

test('without a common Open Platform account, the same person gets two', async () => {
  await signInTheOldWay();
  await openNewLogin(null).scan();
  assert.equal(await countUsers(), 2);
});

test('without a unionid, the old login signs nobody in', async () => {
  await assert.rejects(signInTheOldWay('snsapi_base'), /who signs in/);
  assert.equal(await countUsers(), 0);
});

async function addUser(name: string): Promise<string> {
  const added = await query<{ id: string }>(
    'insert into users (name) values ($1) returning id::text',
    [name],
  );
  return added.rows[0]?.id ?? '';
}

test('imported people scan, and have the account that they had', async () => {
  const [person] = await website.phone.people();
  const unionid = await unionidOf('simulated-open-platform', person?.id ?? '');
  const userId = await addUser('Lin');
  const old = { userId, appId, openid: 'oOfTheWebsite', unionid };
  assert.deepEqual(await importIdentities(accounts(), [old, old]), []);
  await openNewLogin('simulated-open-platform').scan();
  assert.equal(await countUsers(), 1);
});

test('the import says which users have the same WeChat user, and changes nothing for them', async () => {
  const [lin, copy] = [await addUser('Lin'), await addUser('Lin again')];
  const person = { appId, openid: 'oOne', unionid: 'uOne' };
  const refused = await importIdentities(accounts(), [
    { userId: lin, ...person },
    { userId: copy, ...person, openid: 'oOther' },
    { userId: '999999', ...person, openid: 'oThird', unionid: undefined },
  ]);
  assert.deepEqual(refused, [
    { userId: copy, outcome: 'conflict' },
    { userId: '999999', outcome: 'gone' },
  ]);
  assert.equal((await accounts().find(person))?.id, lin);
});

test('an identity of Authing is an openid with the unionid of the same user', () => {
  const of = (extIdpId: string, type: string, userIdInIdp: string, provider = 'wechat') => ({
    ...{ extIdpId, provider, type, userIdInIdp },
  });
  const all = [
    of('web', 'openid', 'oWeb'),
    of('web', 'unionid', 'uLin'),
    of('unknown', 'openid', 'oUnknown'),
    of('web', 'openid', 'github-1', 'github'),
  ];
  assert.deepEqual(fromAuthing('1', all, { web: appId }), [
    { userId: '1', appId, openid: 'oWeb', unionid: 'uLin' },
  ]);
});

test('a user of Casdoor has an openid for each application, and perhaps a unionid', () => {
  const properties = { [`wechat_openid_${appId}`]: 'oWeb', oauth_WeChat_username: 'Lin' };
  assert.deepEqual(fromCasdoor('1', { wechat: 'uLin', properties }), [
    { userId: '1', appId, openid: 'oWeb', unionid: 'uLin' },
  ]);
  assert.deepEqual(fromCasdoor('1', { wechat: 'oWeb', properties }), [
    { userId: '1', appId, openid: 'oWeb', unionid: undefined },
  ]);
  assert.deepEqual(fromCasdoor('1', { wechat: 'oShop' }, 'wxshop'), [
    { userId: '1', appId: 'wxshop', openid: 'oShop' },
  ]);
  assert.deepEqual(fromCasdoor('1', { wechat: '' }, 'wxshop'), []);
});

// translations.test.ts compares the Chinese document with it.
test('docs/moving.md shows the examples as they are', () => {
  const whole = ['old-login', 'import-identities']
    .map((name) => readFileSync(`examples/moving/${name}.ts`, 'utf8'))
    .join('\n');
  const shown = blocksOf('docs/moving.md', readDocument('docs/moving.md'))
    .filter(({ runBy }) => runBy === 'test/examples/moving.test.ts')
    .map(({ code }) => code);
  assert.ok(shown.length > 1);
  assert.deepEqual(
    shown.filter((code) => !whole.includes(code)),
    [],
  );
});
