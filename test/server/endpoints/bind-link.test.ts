/** `purpose: link`: who is signed in adds their WeChat on a settings page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ann,
  ben,
  createBindingWorld,
  otherThan,
  type WorldOptions,
} from '../../support/server/binding.js';
import { createChain } from '../../../src/protocol/chain.js';

const identity = 'wx0123456789abcdef oPersonOne';

/** The settings page of somebody who is signed in, scanned by a WeChat. */
function createSettings(options: WorldOptions = {}) {
  const world = createBindingWorld({ newAccounts: 'create', ...options });
  const cookie = world.signedIn(ann);
  async function add(openid = 'oPersonOne') {
    const tab = await world.open({ purpose: 'link', lang: 'en' }, { cookie });
    const digits = await world.scanned(tab, openid);
    const redeem = (calling: object = { cookie }) =>
      world.redeem(tab, world.withCookies(tab, calling));
    return { tab, digits, redeem };
  }
  const link = (chatCode: string): object => ({ action: 'link', method: 'session', chatCode });
  return { ...world, cookie, add, link };
}

test('who is signed in links their WeChat by the chat’s digits, in a session that is new', async () => {
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

test('the chat names what it is for, also where new people are not asked', async () => {
  const { open, cookie, scan } = createSettings();
  const tab = await open({ purpose: 'link', lang: 'en' }, { cookie });
  assert.match(await scan(tab.scene), /link WeChat .*\d{6}/);
});

test('without a session, or with one that is not fresh, there is no code to scan', async () => {
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

test('the five minutes count when the code is asked for: reading and scanning take time', async () => {
  const { open, signedIn, clock, scanned, redeem, bind, link, withCookies } = createSettings();
  const cookie = signedIn(ann, clock.nowMs - 300_000);
  const tab = await open({ purpose: 'link' }, { cookie });
  clock.nowMs += 170_000;
  const digits = await scanned(tab);
  clock.nowMs += 200_000;
  assert.equal((await redeem(tab, withCookies(tab, { cookie }))).status, 200);
  clock.nowMs += 200_000;
  assert.equal((await bind(tab, link(digits), { cookie })).status, 200);
});

test('another account that is signed in by now, or nobody, links nothing and uses nothing up', async () => {
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

test('a WeChat of another account is a conflict that is said, never a silent move', async () => {
  const { add, cookie, linked, accountIn, watch, open, scanned, redeem } = createSettings();
  const login = await open();
  await scanned(login);
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

test('a WeChat that opens this account already changes nothing', async () => {
  const { add, link, bind, cookie, linked, signedIn, calls, notices, accountIn, ...world } =
    createSettings();
  const first = await add();
  await first.redeem();
  await bind(first.tab, link(first.digits), { cookie });
  const [again, before, told] = [signedIn(ann), linked(), notices.length];
  calls.length = 0;
  const tab = await world.open({ purpose: 'link' }, { cookie: again });
  await world.scanned(tab);
  const answer = await world.redeem(tab, world.withCookies(tab, { cookie: again }));
  assert.deepEqual([answer.status, answer.body['result']], [200, 'authenticated']);
  assert.deepEqual(answer.body['account'], { name: 'Ann' });
  assert.ok(!calls.includes('open') && !calls.includes('endAll') && !calls.includes('link'));
  assert.deepEqual([linked(), notices.length, accountIn(again)], [before, told, 'ann']);
});

test('whose WeChat it is, is said to nobody but who began', async () => {
  const { add, link, bind, cookie, signedIn, open, scanned, redeem, withCookies, watch } =
    createSettings();
  const first = await add();
  await first.redeem();
  await bind(first.tab, link(first.digits), { cookie });
  const again = signedIn(ann);
  const tab = await open({ purpose: 'link' }, { cookie: again });
  await scanned(tab);
  for (const calling of [{ cookie: signedIn(ben) }, {}]) {
    const answer = await redeem(tab, withCookies(tab, calling));
    assert.deepEqual([answer.status, answer.body['code']], [403, 'session_mismatch']);
  }
  assert.equal((await watch(tab)).body['state'], 'approved');
  assert.equal((await redeem(tab, withCookies(tab, { cookie: again }))).status, 200);
});

test('a new account, and other ways to prove one, are not for a settings page', async () => {
  const { add, bind, sendCode, byPassword, cookie, linked, members } = createSettings();
  const { tab, digits, redeem } = await add();
  await redeem();
  const count = members.size;
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
  assert.deepEqual([linked(), members.size], [{}, count]);
});

test('a link that was cut off behind the end of the sessions goes on by the same page', async () => {
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
