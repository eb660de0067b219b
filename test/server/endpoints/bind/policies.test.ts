/** How binding depends on the policy, the session, the digits, the unionid and the state. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, ben, createBindingHarness } from '../../../support/server/binding-harness.js';

const identity = 'wx0123456789abcdef oPersonOne';

test('existing-only: a new visitor can only link an account', async () => {
  const { startBinding, bind, byPassword, accountsById } = createBindingHarness({
    newAccounts: 'existing-only',
  });
  const count = accountsById.size;
  const { tab, digits, answer } = await startBinding();
  assert.doesNotMatch(answer.text, /"create"/);
  const refused = await bind(tab, { action: 'create' });
  assert.deepEqual([refused.status, refused.body['field']], [400, 'action']);
  assert.equal(accountsById.size, count);
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
});

test('existing-only with the session as the only method: signed-out visitors are asked to sign in', async () => {
  const { startBinding, bind, signedIn } = createBindingHarness({
    newAccounts: 'existing-only',
    linkMethods: [],
  });
  const { tab, digits, answer } = await startBinding();
  const option = {
    action: 'link',
    method: 'session',
    label: 'Use the account signed in here',
    fields: [],
  };
  assert.deepEqual(answer.body['options'], [option]);
  const link = { action: 'link', method: 'session', chatCode: digits };
  assert.equal((await bind(tab, link)).body['code'], 'reauthentication_required');
  assert.equal((await bind(tab, link, { cookie: signedIn(ben) })).status, 200);
});

test('a signed-in visitor links by the session while it is less than five minutes old', async () => {
  const { startBinding, bind, signedIn, clock, linked, accountIn, sessionOf } =
    createBindingHarness();
  const cookie = signedIn(ann);
  const { tab, digits, answer } = await startBinding({ calling: { cookie } });
  const [, first] = answer.body['options'] as object[];
  assert.deepEqual(first, {
    action: 'link',
    method: 'session',
    label: 'Continue as Ann',
    fields: [],
  });
  const link = { action: 'link', method: 'session', chatCode: digits };
  clock.nowMs += 300_001;
  const stale = await bind(tab, link, { cookie });
  assert.deepEqual([stale.status, stale.body['code']], [403, 'reauthentication_required']);
  const nobody = await bind(tab, link);
  assert.deepEqual([nobody.status, nobody.body['code']], [403, 'reauthentication_required']);
  assert.deepEqual(linked(), {});
  const fresh = signedIn(ann, clock.nowMs - 300_000);
  const done = await bind(tab, link, { cookie: fresh });
  assert.deepEqual([done.status, done.body['linked']], [200, true]);
  assert.equal(accountIn(fresh), undefined);
  assert.equal(accountIn(sessionOf(done)), 'ann');
});

test('bind and codes name the wrong state, and the reason once the attempt has ended', async () => {
  const { open, scanForDigits, redeem, startBinding, bind, sendCode, call, bearer, clock, calls } =
    createBindingHarness();
  const create = { action: 'create' };
  const code = { method: 'email-code', fields: { email: 'ann@example.com' } };
  const pending = await open();
  const approved = await open();
  await scanForDigits(approved);
  for (const tab of [pending, approved]) {
    for (const answer of [await bind(tab, create), await sendCode(tab, code)]) {
      assert.deepEqual([answer.status, answer.body['code']], [409, 'wrong_state']);
    }
  }
  const { tab: cancelled } = await startBinding();
  await call('DELETE', `/attempts/${cancelled.id}`, undefined, bearer(cancelled.chain.key));
  const { tab: expired } = await startBinding();
  clock.nowMs += 600_000;
  for (const [tab, reason] of [
    [cancelled, undefined],
    [expired, 'expired'],
  ] as const) {
    for (const answer of [await bind(tab, create), await sendCode(tab, code)]) {
      if (reason === undefined) assert.equal(answer.status, 404, 'forgotten by now');
      else assert.deepEqual([answer.status, answer.body['reason']], [410, reason]);
    }
  }
  const { tab: gone } = await startBinding();
  await call('DELETE', `/attempts/${gone.id}`, undefined, bearer(gone.chain.key));
  const answer = await bind(gone, create);
  assert.deepEqual([answer.status, answer.body['reason']], [410, 'cancelled']);
  assert.match(answer.setCookies.join(), /Max-Age=0/);
  assert.equal((await redeem(gone)).status, 410);
  assert.ok(!calls.includes('create'));
});

test('without digits in the chat the page offers everything but linking', async () => {
  // The account exists at the scan, and is deleted before the redeem.
  const { open, scanForDigits, redeem, bind, sendCode, startBinding, accountsById, linked } =
    createBindingHarness();
  const first = await startBinding();
  await bind(first.tab, { action: 'create' });
  const tab = await open();
  assert.equal(await scanForDigits(tab), '');
  accountsById.delete(linked()[identity] ?? '');
  const answer = await redeem(tab);
  assert.deepEqual(answer.body['options'], [{ action: 'create' }]);
  assert.equal(answer.body['chatCode'], false);
  const fields = { username: 'ann@example.com', password: 'correct' };
  for (const chatCode of ['123456', undefined]) {
    const linking = await bind(tab, { action: 'link', method: 'password', fields, chatCode });
    assert.equal(linking.body['code'], 'wrong_state');
  }
  const email = { method: 'email-code', fields: { email: 'ann@example.com' } };
  assert.equal((await sendCode(tab, email)).body['code'], 'wrong_state');
});

test('existing-only without digits in the chat: the attempt ends, and the visitor has to scan again', async () => {
  const { open, scanForDigits, redeem, bind, byPassword, startBinding, accountsById, watch } =
    createBindingHarness({
      newAccounts: 'existing-only',
    });
  const first = await startBinding();
  await bind(first.tab, byPassword(first.digits, ann));
  const tab = await open();
  assert.equal(await scanForDigits(tab), '');
  accountsById.delete('ann');
  const answer = await redeem(tab);
  assert.deepEqual([answer.status, answer.body['reason']], [410, 'wrong_state']);
  assert.equal((await watch(tab)).body['state'], 'failed');
});

test('the chat shows digits if the accounts cannot say whether the WeChat user is known', async () => {
  let isDown = true;
  const { open, scanForDigits, redeem } = createBindingHarness({
    fault: (call) => (isDown && call === 'find' ? Promise.reject(new Error('down')) : undefined),
  });
  const tab = await open();
  assert.match(await scanForDigits(tab), /^\d{6}$/);
  isDown = false;
  assert.equal((await redeem(tab)).body['chatCode'], true);
});

test('a link records the unionid that WeChat returned before the question', async () => {
  const unionid = 'o6_the_unionid_of_somebody__';
  const { startBinding, bind, byPassword, linked, redeem, open, scanForDigits } =
    createBindingHarness({
      openPlatform: true,
    });
  const { tab, digits } = await startBinding();
  await bind(tab, byPassword(digits, ann));
  assert.deepEqual(linked(), { [identity]: 'ann', [unionid]: 'ann' });
  // The same WeChat user with another openid is found by the unionid and not asked.
  const other = await open();
  assert.match(await scanForDigits(other, 'oSamePerson'), /^\d{6}$/);
  const answer = await redeem(other);
  assert.deepEqual(
    [answer.body['result'], answer.body['account']],
    ['authenticated', { name: 'Ann' }],
  );
});

test('visitors are asked for their account only after WeChat has returned the unionid', async () => {
  let isDown = true;
  const { open, scanForDigits, redeem, watch } = createBindingHarness({
    openPlatform: true,
    api: (path) =>
      isDown && path === '/cgi-bin/user/info' ? Promise.reject(new TypeError('reset')) : undefined,
  });
  const tab = await open();
  await scanForDigits(tab);
  const refused = await redeem(tab);
  assert.deepEqual([refused.status, refused.body['code']], [503, 'upstream_unavailable']);
  assert.equal((await watch(tab)).body['state'], 'approved');
  isDown = false;
  assert.equal((await redeem(tab)).body['result'], 'binding');
});

test('the question names the other pages that may show it in a frame, if there are any', async () => {
  const frameAncestors = ['https://portal.example'];
  const { startBinding } = createBindingHarness({ frameAncestors });
  assert.deepEqual((await startBinding()).answer.body['frameAncestors'], frameAncestors);
  const { answer } = await createBindingHarness().startBinding();
  assert.equal('frameAncestors' in answer.body, false);
});
