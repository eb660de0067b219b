/** Who may go on, and by what: the policies, the session, the digits, the unionid, the wrong states. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, ben, createBindingWorld } from '../../support/server/binding.js';

const identity = 'wx0123456789abcdef oPersonOne';

test('members alone: nobody new gets in by another way than linking', async () => {
  const { ask, bind, byPassword, members } = createBindingWorld({ newAccounts: 'existing-only' });
  const count = members.size;
  const { tab, digits, answer } = await ask();
  assert.doesNotMatch(answer.text, /"create"/);
  const refused = await bind(tab, { action: 'create' });
  assert.deepEqual([refused.status, refused.body['field']], [400, 'action']);
  assert.equal(members.size, count);
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
});

test('members alone, and nothing but the session to link by: who is not signed in is told to', async () => {
  const { ask, bind, signedIn } = createBindingWorld({
    newAccounts: 'existing-only',
    linkMethods: [],
  });
  const { tab, digits, answer } = await ask();
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

test('who is signed in here already links by that, if it is not five minutes old', async () => {
  const { ask, bind, signedIn, clock, linked, accountIn, sessionOf } = createBindingWorld();
  const cookie = signedIn(ann);
  const { tab, digits, answer } = await ask({ calling: { cookie } });
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

test('bind and codes in every wrong state say so, and why at an end', async () => {
  const { open, scanned, redeem, ask, bind, sendCode, call, bearer, clock, calls } =
    createBindingWorld();
  const create = { action: 'create' };
  const code = { method: 'email-code', fields: { email: 'ann@example.com' } };
  const pending = await open();
  const approved = await open();
  await scanned(approved);
  for (const tab of [pending, approved]) {
    for (const answer of [await bind(tab, create), await sendCode(tab, code)]) {
      assert.deepEqual([answer.status, answer.body['code']], [409, 'wrong_state']);
    }
  }
  const { tab: cancelled } = await ask();
  await call('DELETE', `/attempts/${cancelled.id}`, undefined, bearer(cancelled.chain.key));
  const { tab: expired } = await ask();
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
  const { tab: gone } = await ask();
  await call('DELETE', `/attempts/${gone.id}`, undefined, bearer(gone.chain.key));
  const answer = await bind(gone, create);
  assert.deepEqual([answer.status, answer.body['reason']], [410, 'cancelled']);
  assert.match(answer.setCookies.join(), /Max-Age=0/);
  assert.equal((await redeem(gone)).status, 410);
  assert.ok(!calls.includes('create'));
});

test('without the digits of the chat nothing can be linked, and only that is left out', async () => {
  // Known at the scan, and removed before the redeem.
  const { open, scanned, redeem, bind, sendCode, ask, members, linked } = createBindingWorld();
  const first = await ask();
  await bind(first.tab, { action: 'create' });
  const tab = await open();
  assert.equal(await scanned(tab), '');
  members.delete(linked()[identity] ?? '');
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

test('members alone, and no digits in the chat: there is no way on, so the code is to be scanned again', async () => {
  const { open, scanned, redeem, bind, byPassword, ask, members, watch } = createBindingWorld({
    newAccounts: 'existing-only',
  });
  const first = await ask();
  await bind(first.tab, byPassword(first.digits, ann));
  const tab = await open();
  assert.equal(await scanned(tab), '');
  members.delete('ann');
  const answer = await redeem(tab);
  assert.deepEqual([answer.status, answer.body['reason']], [410, 'wrong_state']);
  assert.equal((await watch(tab)).body['state'], 'failed');
});

test('a scan whose accounts cannot say who it is shows the digits all the same', async () => {
  let isDown = true;
  const { open, scanned, redeem } = createBindingWorld({
    fault: (call) => (isDown && call === 'find' ? Promise.reject(new Error('down')) : undefined),
  });
  const tab = await open();
  assert.match(await scanned(tab), /^\d{6}$/);
  isDown = false;
  assert.equal((await redeem(tab)).body['chatCode'], true);
});

test('a unionid asked for before the question is part of what is linked', async () => {
  const unionid = 'o6_the_unionid_of_somebody__';
  const { ask, bind, byPassword, linked, redeem, open, scanned } = createBindingWorld({
    openPlatform: true,
  });
  const { tab, digits } = await ask();
  await bind(tab, byPassword(digits, ann));
  assert.deepEqual(linked(), { [identity]: 'ann', [unionid]: 'ann' });
  // The same person by another openid: found by the unionid, not asked.
  const other = await open();
  assert.match(await scanned(other, 'oSamePerson'), /^\d{6}$/);
  const answer = await redeem(other);
  assert.deepEqual(
    [answer.body['result'], answer.body['account']],
    ['authenticated', { name: 'Ann' }],
  );
});

test('nobody is asked which account this is before WeChat has told the unionid', async () => {
  let isDown = true;
  const { open, scanned, redeem, watch } = createBindingWorld({
    openPlatform: true,
    api: (path) =>
      isDown && path === '/cgi-bin/user/info' ? Promise.reject(new TypeError('reset')) : undefined,
  });
  const tab = await open();
  await scanned(tab);
  const refused = await redeem(tab);
  assert.deepEqual([refused.status, refused.body['code']], [503, 'upstream_unavailable']);
  assert.equal((await watch(tab)).body['state'], 'approved');
  isDown = false;
  assert.equal((await redeem(tab)).body['result'], 'binding');
});
