/** An identity that is known without its unionid gets it at a later login. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '../../../src/server/host/notices.js';
import type { Accounts } from '../../../src/server/host/host.js';
import { createHarness, type HarnessOptions } from '../../support/server/harness.js';

const identity = { appId: 'wx0123456789abcdef', openid: 'oPersonOne' };
const unionid = 'o6_the_unionid_of_somebody__';
const old = { id: '1', name: 'Old', lacksUnionid: true };

async function signIn(accounts: Partial<Accounts>, options: HarnessOptions = {}) {
  const notices: Notice[] = [];
  const harness = createHarness({
    accounts: {
      find: () => Promise.resolve(old),
      create: () => Promise.reject(new Error('not asked for')),
      ...accounts,
    },
    notify: (notice) => void notices.push(notice),
    ...options,
  });
  const tab = await harness.open();
  await harness.scan(tab.scene);
  const answer = await harness.redeem(tab);
  const asked = harness.apiCalls.filter(({ path }) => path === '/cgi-bin/user/info').length;
  return { ...harness, tab, answer, asked, notices };
}

test('the accounts get the unionid that an identity lacks', async () => {
  const joined: object[] = [];
  const join = (given: object) => Promise.resolve((joined.push(given), 'joined' as const));
  const { answer, asked } = await signIn({ join });
  assert.deepEqual([answer.status, answer.body['account']], [200, { name: 'Old' }]);
  assert.equal(answer.body['isNew'], false);
  assert.deepEqual([joined, asked], [[{ ...identity, unionid }], 1]);
});

test('a unionid of another account causes a notice, and nothing is merged', async () => {
  const join = () => Promise.resolve('conflict' as const);
  const { answer, log, notices, tab } = await signIn({ join });
  assert.deepEqual([answer.status, answer.body['account']], [200, { name: 'Old' }]);
  const given = { ...identity, unionid };
  assert.deepEqual(notices, [{ type: 'identity_conflict', key: tab.id, identity: given }]);
  const lines = log.filter(({ event }) => event === 'identity_conflict');
  assert.deepEqual(lines, [
    { level: 'warn', event: 'identity_conflict', details: { attempt: tab.id } },
  ]);
  assert.doesNotMatch(JSON.stringify(log), /oPersonOne|o6_the/);
});

for (const [name, options, join] of [
  ['WeChat does not answer', { api: failing }, () => Promise.resolve('joined' as const)],
  ['the accounts fail to note it', {}, () => Promise.reject(new Error('dup oPersonOne'))],
  ['the person has unfollowed', { api: unfollowed }, () => Promise.resolve('joined' as const)],
] as const) {
  test(`the login goes on: ${name}`, async () => {
    const { answer, log, notices } = await signIn({ join }, options);
    assert.deepEqual([answer.status, answer.body['account']], [200, { name: 'Old' }]);
    assert.deepEqual(notices, []);
    assert.doesNotMatch(JSON.stringify(log), /oPersonOne/);
  });
}

test('WeChat is not asked for a unionid that nobody needs', async () => {
  const join = () => Promise.reject(new Error('not asked for'));
  const find = () => Promise.resolve({ id: '1', name: 'Known' });
  const all = [
    await signIn({ join, find }),
    await signIn({}),
    await signIn({ join }, { openPlatform: false }),
  ];
  assert.deepEqual(
    all.map(({ answer, asked }) => [answer.status, asked]),
    Array(3).fill([200, 0]),
  );
});

test('a redeem that is cancelled while it asks WeChat creates no account', async () => {
  let resume = (): void => undefined;
  const held = new Promise<undefined>((resolve) => (resume = () => resolve(undefined)));
  const created: object[] = [];
  const { open, scan, redeem, call, bearer, apiCalls } = createHarness({
    api: (path) => (path === '/cgi-bin/user/info' ? held : undefined),
    accounts: {
      find: () => Promise.resolve(undefined),
      create: (given) => Promise.resolve((created.push(given), { id: '1', name: 'New' })),
    },
  });
  const tab = await open();
  await scan(tab.scene);
  const redeemed = redeem(tab);
  while (!apiCalls.some(({ path }) => path === '/cgi-bin/user/info')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
  resume();
  const answer = await redeemed;
  assert.deepEqual([answer.status, answer.body['reason'], created], [410, 'cancelled', []]);
});

function failing(path: string) {
  return path === '/cgi-bin/user/info' ? Promise.reject(new TypeError('reset')) : undefined;
}

function unfollowed(path: string) {
  return path === '/cgi-bin/user/info' ? { subscribe: 0, openid: 'x' } : undefined;
}
