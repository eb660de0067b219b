import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import type { IdentityRecords } from '../../src/server/host/records/identity-records.js';
import { createMemoryIdentityRecords } from '../../src/server/host/records/memory-identity-records.js';
import { createMemoryStore, type Accounts } from '../../src/server/index.js';
import { createHarness, type ApiAnswer } from '../support/server/harness.js';
import { hookStore, type StoreMethod } from '../support/server/hook-store.js';

const ask = async () => ({
  challenge: (await createChain()).challenge,
  purpose: 'login',
  method: 'scan',
});

for (const [errcode, errmsg, code, sentence] of [
  [40013, 'invalid appid', 'misconfigured', /AppID/],
  [40125, 'invalid appsecret', 'misconfigured', /AppSecret/],
  [
    40164,
    'invalid ip 192.0.2.7 ipv6 ::ffff:192.0.2.7, not in whitelist',
    'misconfigured',
    /192\.0\.2\.7/,
  ],
  [45009, 'reach max api daily quota limit', 'quota_exhausted', /used up/],
  [48004, 'api forbidden for irregularities', 'platform_disabled', /violation/],
  [50001, 'user unauthorized', 'misconfigured', /has not granted/],
  [50002, 'user limited', 'platform_disabled', /limited or disabled/],
  [50004, 'api forbidden', 'platform_disabled', /does not allow/],
  [50007, 'account frozen', 'platform_disabled', /frozen/],
  [61004, 'access clientip is not registered', 'misconfigured', /IP whitelist/],
  [61007, 'api is unauthorized to component', 'misconfigured', /third-party platform/],
  [61024, 'another token', 'misconfigured', /another kind of access token/],
  [40053, 'invalid action info', 'misconfigured', /action_info/],
  [99999, 'news', 'misconfigured', /errcode 99999.*list of return codes/],
  ['61007', 'api is unauthorized to component', 'misconfigured', /third-party platform/],
] as const) {
  test(`WeChat refuses with ${errcode}: the visitor gets "${code}", the log says what to fix`, async () => {
    const api: ApiAnswer = (path) =>
      path === '/cgi-bin/qrcode/create' ? { errcode, errmsg } : undefined;
    const { call, log } = createHarness({ api });
    const answer = await call('POST', '/attempts', await ask());
    assert.equal(answer.status, 503);
    assert.equal(answer.body['code'], code);
    assert.deepEqual(answer.setCookies, []);
    assert.ok(!answer.text.includes(String(errcode)) && !answer.text.includes(errmsg));
    const line = log.find(({ event }) => event === 'qr_code_failed');
    assert.match(JSON.stringify(line), sentence);
  });
}

for (const errcode of [-1, 40001, 42001, 45011]) {
  test(`WeChat refuses with ${errcode}, which passes by itself: the visitor can try again later`, async () => {
    const { call } = createHarness({
      api: (path) => (path === '/cgi-bin/qrcode/create' ? { errcode, errmsg: '' } : undefined),
    });
    const answer = await call('POST', '/attempts', await ask());
    assert.match(String(answer.body['code']), /upstream_unavailable|quota_exhausted/);
    assert.ok(answer.headers.get('retry-after'));
  });
}

test('WeChat refuses to give a token because of the secret: waiting does not help', async () => {
  const { call } = createHarness({
    api: (path) => (path === '/cgi-bin/stable_token' ? { errcode: 40001, errmsg: '' } : undefined),
  });
  const answer = await call('POST', '/attempts', await ask());
  assert.equal(answer.body['code'], 'misconfigured');
});

test('WeChat does not answer: the visitor can try again later', async () => {
  const { call } = createHarness({ api: () => Promise.reject(new TypeError('reset')) });
  const answer = await call('POST', '/attempts', await ask());
  assert.equal(answer.body['code'], 'upstream_unavailable');
  assert.ok(answer.headers.get('retry-after'));
});

for (const name of ['create', 'get', 'byScene', 'advance'] as const) {
  test(`the store fails at ${name}: 503, and the login goes on when the store is back`, async () => {
    const clock = { nowMs: 0 };
    const store = createMemoryStore({ now: () => clock.nowMs });
    const failing = new Set<StoreMethod>();
    const harness = createHarness({
      store: hookStore(store, (method) => {
        if (failing.has(method)) throw new Error('connection refused');
      }),
    });
    const { open, watch, push, scanXml, redeem, call } = harness;
    const tab = await open();
    const xml = scanXml(tab.scene);
    const steps = {
      create: async () => call('POST', '/attempts', await ask()),
      get: () => watch(tab),
      byScene: () => push(xml),
      advance: () => push(xml),
    };
    failing.add(name);
    assert.equal((await steps[name]()).status, 503);
    failing.clear();
    assert.equal((await push(xml)).status, 200);
    if (name !== 'byScene') {
      failing.add(name);
      const answer = name === 'create' ? await steps.create() : await redeem(tab);
      assert.equal(answer.body['code'], 'store_unavailable');
      assert.ok(answer.headers.get('retry-after'));
      failing.clear();
    }
    assert.equal((await redeem(tab)).status, 200);
  });
}

test('at the cap of the store new attempts have to wait, and the others go on', async () => {
  const { open, call, scan, redeem } = createHarness({
    store: createMemoryStore({ cap: 1, now: () => 0 }),
  });
  const tab = await open();
  const refused = await call('POST', '/attempts', await ask());
  assert.equal(refused.status, 429);
  assert.ok(refused.headers.get('retry-after'));
  await scan(tab.scene);
  assert.equal((await redeem(tab)).status, 200);
});

test('no account is created without the unionid: 503 until WeChat returns it', async () => {
  let isDown = true;
  const identities: object[] = [];
  const accounts: Accounts = {
    find: () => Promise.resolve(undefined),
    create: (identity) => {
      identities.push(identity);
      return Promise.resolve({ id: '1', name: 'Somebody' });
    },
  };
  const { open, scan, redeem, watch } = createHarness({
    accounts,
    api: (path) =>
      isDown && path === '/cgi-bin/user/info' ? Promise.reject(new TypeError('reset')) : undefined,
  });
  const tab = await open();
  await scan(tab.scene);
  const refused = await redeem(tab);
  assert.equal(refused.status, 503);
  assert.equal(refused.body['code'], 'upstream_unavailable');
  assert.ok(refused.headers.get('retry-after'));
  assert.deepEqual(identities, []);
  assert.equal((await watch(tab)).body['state'], 'approved');
  isDown = false;
  assert.equal((await redeem(tab)).status, 200);
  const unionid = 'o6_the_unionid_of_somebody__';
  assert.deepEqual(identities, [{ appId: 'wx0123456789abcdef', openid: 'oPersonOne', unionid }]);
});

test('an account of the same unionid is found, not created again', async () => {
  const { open, scan, redeem, accounts } = createHarness();
  const unionid = 'o6_the_unionid_of_somebody__';
  const elsewhere = { appId: 'wxffffffffffffffff', openid: 'oElsewhere', unionid };
  const { name } = await accounts.create(elsewhere, { key: 'before' });
  const tab = await open();
  await scan(tab.scene);
  const answer = await redeem(tab);
  assert.equal(answer.body['isNew'], false);
  assert.deepEqual(answer.body['account'], { name });
});

test('WeChat is asked for a user once, and never without an Open Platform account', async () => {
  const { open, scan, redeem, apiCalls } = createHarness();
  const asked = (): number => apiCalls.filter(({ path }) => path === '/cgi-bin/user/info').length;
  for (let login = 0; login < 2; login++) {
    const tab = await open();
    await scan(tab.scene);
    await redeem(tab);
  }
  assert.equal(asked(), 1);
  const unbound = createHarness({ openPlatform: false });
  const tab = await unbound.open();
  await unbound.scan(tab.scene);
  assert.equal((await unbound.redeem(tab)).status, 200);
  assert.ok(unbound.apiCalls.every(({ path }) => path !== '/cgi-bin/user/info'));
});

test('a WeChat user who has unfollowed before the redeem is not signed in', async () => {
  const { open, scan, redeem, watch } = createHarness({
    api: (path) => (path === '/cgi-bin/user/info' ? { subscribe: 0, openid: 'x' } : undefined),
  });
  const tab = await open();
  await scan(tab.scene);
  const answer = await redeem(tab);
  assert.equal(answer.status, 410);
  assert.equal((await watch(tab)).body['state'], 'failed');
});

test('a login whose record was lost after the scan is not finished, and the log says why', async () => {
  const { identityRecords, lose } = createForgetfulRecords();
  for (const confirm of ['none', 'tap'] as const) {
    const { open, scan, tap, redeem, log } = createHarness({ identityRecords, confirm });
    const tab = await open();
    const reply = await scan(tab.scene);
    if (confirm === 'tap') await tap(reply, 'confirm');
    lose();
    const answer = await redeem(tab);
    assert.deepEqual([answer.status, answer.body['code']], [410, 'gone'], answer.text);
    assert.deepEqual(
      answer.setCookies.filter((line) => line.includes('session')),
      [],
    );
    assert.equal(log.filter(({ event }) => event === 'identity_record_lost').length, 1);
    // To scan once more is enough.
    const again = await open();
    const asked = await scan(again.scene);
    if (confirm === 'tap') await tap(asked, 'confirm');
    assert.equal((await redeem(again)).status, 200);
  }
});

test('of two scans at once whose record is lost in between, neither stays approved without a record', async () => {
  const { identityRecords, lose } = createForgetfulRecords();
  const { open, scan, redeem, watch } = createHarness({ identityRecords });
  const first = await open();
  await scan(first.scene);
  lose();
  const second = await open();
  await scan(second.scene);
  assert.equal((await redeem(first)).status, 410, 'the record names the second');
  assert.equal((await redeem(second)).status, 200);
  assert.equal((await watch(first)).body['state'], 'failed');
});

/** Records that a test can lose, as a cache without a disk loses them. */
function createForgetfulRecords() {
  let records = createMemoryIdentityRecords({ now: () => 0 });
  const identityRecords: IdentityRecords = {
    get: (key) => records.get(key),
    set: (...given) => records.set(...given),
  };
  const lose = (): void => void (records = createMemoryIdentityRecords({ now: () => 0 }));
  return { identityRecords, lose };
}
