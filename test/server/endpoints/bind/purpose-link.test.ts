/** `purpose: link`: a signed-in visitor links WeChat on a settings page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ann,
  ben,
  createBindingHarness,
  otherThan,
  type BindingHarnessOptions,
} from '../../../support/server/binding-harness.js';
import { createChain } from '../../../../src/protocol/chain.js';

const identity = 'wx0123456789abcdef oPersonOne';

/** The settings page of a signed-in visitor, whose QR code a WeChat user scans. */
function createSettings(options: BindingHarnessOptions = {}) {
  const harness = createBindingHarness({ newAccounts: 'create', ...options });
  const cookie = harness.signedIn(ann);
  async function add(openid = 'oPersonOne') {
    const tab = await harness.open({ purpose: 'link', lang: 'en' }, { cookie });
    const digits = await harness.scanForDigits(tab, openid);
    const redeem = (calling: object = { cookie }) =>
      harness.redeem(tab, harness.withCookies(tab, calling));
    return { tab, digits, redeem };
  }
  const link = (chatCode: string): object => ({ action: 'link', method: 'session', chatCode });
  return { ...harness, cookie, add, link };
}

test('a signed-in visitor links WeChat with the digits of the chat and gets a new session', async () => {
  const { add, link, bind, cookie, linked, accountIn, sessionOf, signedIn, notices } =
    createSettings();
  const elsewhere = signedIn(ann);
  const { tab, digits, redeem } = await add();
  const asked = await redeem();
  const option = { action: 'link', method: 'session', label: 'Continue as Ann', fields: [] };
  assert.deepEqual(asked.body, {
    result: 'binding',
    chatCode: true,
    expiresIn: 600,
    options: [option],
  });
  assert.deepEqual(linked(), {});
  const wrong = await bind(tab, link(otherThan(digits)), { cookie });
  assert.deepEqual([wrong.status, wrong.body['field']], [401, 'chatCode']);
  const done = await bind(tab, link(digits), { cookie });
  assert.deepEqual([done.status, done.body['linked'], done.body['isNew']], [200, true, false]);
  assert.deepEqual(linked(), { [identity]: 'ann' });
  assert.deepEqual([accountIn(cookie), accountIn(elsewhere)], [undefined, undefined]);
  assert.equal(accountIn(sessionOf(done)), 'ann');
  assert.deepEqual(
    notices.map(({ type }) => type),
    ['linked'],
  );
});

test('the chat says that this links an account, also if new visitors are not asked', async () => {
  const { open, cookie, scan } = createSettings();
  const tab = await open({ purpose: 'link', lang: 'en' }, { cookie });
  assert.match(await scan(tab.scene), /link WeChat .*\d{6}/);
});

test('without a fresh session there is no QR code to scan', async () => {
  const { call, signedIn, clock, scenes } = createSettings();
  const stale = signedIn(ann, clock.nowMs - 300_001);
  for (const cookie of ['', 'session=unknown', stale]) {
    const { challenge } = await createChain();
    const body = { challenge, purpose: 'link', method: 'scan' };
    const answer = await call('POST', '/attempts', body, { cookie });
    assert.deepEqual([answer.status, answer.body['code']], [403, 'reauthentication_required']);
    assert.deepEqual(answer.setCookies, []);
  }
  assert.equal(scenes().length, 0);
});

test('the session has to be fresh when the attempt is created, not when it is linked', async () => {
  const { open, signedIn, clock, scanForDigits, redeem, bind, link, withCookies } =
    createSettings();
  const cookie = signedIn(ann, clock.nowMs - 300_000);
  const tab = await open({ purpose: 'link' }, { cookie });
  clock.nowMs += 170_000;
  const digits = await scanForDigits(tab);
  clock.nowMs += 200_000;
  assert.equal((await redeem(tab, withCookies(tab, { cookie }))).status, 200);
  clock.nowMs += 200_000;
  assert.equal((await bind(tab, link(digits), { cookie })).status, 200);
});

test('after signing in to another account, or signing out, nothing is linked and no try is used', async () => {
  const { add, link, bind, signedIn, cookie, linked, calls } = createSettings();
  const bens = signedIn(ben);
  const { tab, digits, redeem } = await add();
  for (const calling of [{ cookie: bens }, {}]) {
    const answer = await redeem(calling);
    assert.deepEqual([answer.status, answer.body['code']], [403, 'session_mismatch']);
  }
  assert.equal((await redeem()).status, 200);
  for (const calling of [{ cookie: bens }, {}]) {
    assert.equal((await redeem(calling)).body['code'], 'session_mismatch', 'redeem again');
    for (let turn = 0; turn < 6; turn++) {
      const answer = await bind(tab, link(digits), calling);
      assert.deepEqual([answer.status, answer.body['code']], [403, 'session_mismatch']);
    }
  }
  assert.ok(!calls.includes('link'));
  assert.equal((await bind(tab, link(digits), { cookie })).status, 200);
  assert.deepEqual(linked(), { [identity]: 'ann' });
});

test('a WeChat user of another account is a reported conflict, never moved silently', async () => {
  const { add, cookie, linked, accountIn, watch, open, scanForDigits, redeem } = createSettings();
  const login = await open();
  await scanForDigits(login);
  await redeem(login);
  const before = linked();
  assert.ok(before[identity]);
  const { tab, redeem: redeemLink } = await add();
  const answer = await redeemLink();
  assert.deepEqual([answer.status, answer.body['code']], [409, 'identity_conflict']);
  const later = await redeemLink();
  assert.deepEqual([later.status, later.body['reason']], [410, 'identity_conflict']);
  const { state, reason } = (await watch(tab)).body;
  assert.deepEqual([state, reason], ['failed', 'identity_conflict']);
  assert.deepEqual([linked(), accountIn(cookie)], [before, 'ann']);
});

test('linking a WeChat user that opens this account already changes nothing', async () => {
  const { add, link, bind, cookie, linked, signedIn, calls, notices, accountIn, ...harness } =
    createSettings();
  const first = await add();
  await first.redeem();
  await bind(first.tab, link(first.digits), { cookie });
  const [again, before, noticeCount] = [signedIn(ann), linked(), notices.length];
  calls.length = 0;
  const tab = await harness.open({ purpose: 'link' }, { cookie: again });
  await harness.scanForDigits(tab);
  const answer = await harness.redeem(tab, harness.withCookies(tab, { cookie: again }));
  assert.deepEqual([answer.status, answer.body['result']], [200, 'authenticated']);
  assert.deepEqual(answer.body['account'], { name: 'Ann' });
  assert.ok(!calls.includes('open') && !calls.includes('endAll') && !calls.includes('link'));
  assert.deepEqual([linked(), notices.length, accountIn(again)], [before, noticeCount, 'ann']);
});

test('only the visitor who began learns which account the WeChat user opens', async () => {
  const { add, link, bind, cookie, signedIn, open, scanForDigits, redeem, withCookies, watch } =
    createSettings();
  const first = await add();
  await first.redeem();
  await bind(first.tab, link(first.digits), { cookie });
  const again = signedIn(ann);
  const tab = await open({ purpose: 'link' }, { cookie: again });
  await scanForDigits(tab);
  for (const calling of [{ cookie: signedIn(ben) }, {}]) {
    const answer = await redeem(tab, withCookies(tab, calling));
    assert.deepEqual([answer.status, answer.body['code']], [403, 'session_mismatch']);
  }
  assert.equal((await watch(tab)).body['state'], 'approved');
  assert.equal((await redeem(tab, withCookies(tab, { cookie: again }))).status, 200);
});

test('a settings page offers neither a new account nor other link methods', async () => {
  const { add, bind, sendCode, byPassword, cookie, linked, accountsById } = createSettings();
  const { tab, digits, redeem } = await add();
  await redeem();
  const count = accountsById.size;
  const email = { email: 'ben@example.com' };
  for (const [answer, field] of [
    [await bind(tab, { action: 'create' }, { cookie }), 'action'],
    [await bind(tab, byPassword(digits, ben), { cookie }), 'method'],
    [await bind(tab, { action: 'link', chatCode: digits }, { cookie }), 'method'],
    [await bind(tab, { action: 'select', choice: 'x' }, { cookie }), 'choice'],
    [await sendCode(tab, { method: 'email-code', fields: email }, { cookie }), 'method'],
  ] as const) {
    assert.deepEqual([answer.status, answer.body['field']], [400, field], answer.text);
  }
  assert.deepEqual([linked(), accountsById.size], [{}, count]);
});

test('a link that was cut off after it ended the sessions continues on the same page', async () => {
  let faults = 1;
  const { add, link, bind, cookie, accountIn, sessionOf, linked } = createSettings({
    fault: (call) => (call === 'open' && faults-- > 0 ? Promise.reject(new Error('x')) : undefined),
  });
  const { tab, digits, redeem } = await add();
  await redeem();
  assert.equal((await bind(tab, link(digits), { cookie })).status, 503);
  assert.equal(accountIn(cookie), undefined, 'every session has ended, this one too');
  const done = await bind(tab, link(digits), { cookie });
  assert.deepEqual([done.status, done.body['linked']], [200, true]);
  assert.equal(accountIn(sessionOf(done)), 'ann');
  assert.deepEqual(linked(), { [identity]: 'ann' });
});
