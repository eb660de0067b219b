/** An unfollow during a login: afterwards no data may be written, because nobody would delete it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { createMemoryRecords } from '../../../src/server/base/shared/memory-records.js';
import { createUnfollowed } from '../../../src/server/attempts/unfollowed.js';
import { eventXml } from '../../../src/wechat/push/write-messages.js';
import {
  createHarness,
  originalId,
  settings,
  type HarnessOptions,
} from '../../support/server/harness.js';
import { settle } from '../../support/clock.js';

const openid = 'oGone';
const identity = { appId: settings.appId, openid };

function createBackend(newAccounts: 'ask' | 'create', options: HarnessOptions = {}) {
  const accounts = createMemoryAccounts({ now: () => harness.clock.nowMs });
  const harness = createHarness({
    accounts,
    newAccounts,
    openPlatform: false,
    notify: (notice) =>
      notice.type === 'unfollowed' ? accounts.forgetLater(notice.identity) : undefined,
    ...options,
  });
  const push = async (event: 'unsubscribe' | 'subscribe') => {
    const createdAtS = Math.floor(harness.clock.nowMs / 1000);
    const xml = eventXml({ to: originalId, from: openid, createdAtS, event, eventKey: '' });
    assert.equal((await harness.push(xml)).status, 200);
  };
  return { ...harness, accounts, push };
}

test('a WeChat user who unfollows before saying "I am new" gets no account', async () => {
  const { open, scan, redeem, call, push, accounts } = createBackend('ask');
  const tab = await open();
  await scan(tab.scene, { openid });
  assert.equal((await redeem(tab)).body['result'], 'binding');
  await push('unsubscribe');
  const body = { verifier: tab.chain.verifier, action: 'create' };
  const bound = await call('POST', `/attempts/${tab.id}/bind`, body, { cookie: tab.cookie });
  assert.equal(bound.status, 410, bound.text);
  assert.equal(await accounts.find(identity), undefined);
});

test('a WeChat user who unfollows before the page redeems gets no account', async () => {
  const { open, scan, redeem, push, accounts } = createBackend('create');
  const tab = await open();
  await scan(tab.scene, { openid });
  await push('unsubscribe');
  assert.equal((await redeem(tab)).status, 410);
  assert.equal(await accounts.find(identity), undefined);
});

test('a WeChat user who follows again, or unfollowed before the attempt began, can sign in', async () => {
  const { open, scan, redeem, push, clock } = createBackend('create');
  await push('unsubscribe');
  clock.nowMs += 1000;
  const tab = await open();
  await scan(tab.scene, { openid });
  assert.equal((await redeem(tab)).status, 200);
  const again = createBackend('create');
  const other = await again.open();
  await again.scan(other.scene, { openid });
  await again.push('unsubscribe');
  again.clock.nowMs += 1000;
  await again.push('subscribe');
  assert.equal((await again.redeem(other)).status, 200);
});

const dayMs = 86_400_000;

for (const [way, days, isSame] of [
  ['a sign-in', 6, true],
  ['following again', 6, true],
  ['a sign-in', 8, false],
] as const) {
  test(`an unfollow, then ${way} after ${days} days: ${isSame ? 'the same' : 'another'} account`, async () => {
    const { open, scan, redeem, push, clock, accounts } = createBackend('create');
    const { id } = await accounts.create(identity, { key: 'before' });
    await push('unsubscribe');
    await settle();
    clock.nowMs += days * dayMs;
    if (way === 'following again') {
      await push('subscribe');
      await settle();
      clock.nowMs += 30 * dayMs;
      await accounts.forgetDue();
    }
    const tab = await open();
    await scan(tab.scene, { openid });
    const answer = await redeem(tab);
    assert.deepEqual([answer.status, answer.body['isNew']], [200, !isSame]);
    assert.equal((await accounts.find(identity))?.id === id, isSame);
  });
}

test('a login that began before the unfollow does not take it back', async () => {
  const { open, scan, redeem, push, clock, accounts } = createBackend('create');
  await accounts.create(identity, { key: 'before' });
  const tab = await open();
  await scan(tab.scene, { openid });
  await push('unsubscribe');
  await settle();
  assert.equal((await redeem(tab)).status, 410);
  clock.nowMs += 8 * dayMs;
  assert.equal(await accounts.find(identity), undefined);
});

test('accounts that do not answer to a follow do not disturb the push', async () => {
  const followed = (): Promise<never> => Promise.reject(new RangeError('oGone is unknown'));
  const accounts = { ...createMemoryAccounts(), followed };
  const { push, log } = createBackend('create', { accounts });
  await push('subscribe');
  await settle();
  assert.match(JSON.stringify(log), /followed_failed.*RangeError/);
  assert.doesNotMatch(JSON.stringify(log), /oGone/);
});

test('unfollows are forgotten after half an hour, and taken back by a follow', async () => {
  const clock = { nowMs: 0 };
  const now = (): number => clock.nowMs;
  const unfollowed = createUnfollowed(createMemoryRecords({ now }), now);
  const person = (openid: string) => ({ appId: settings.appId, openid });
  await unfollowed.add(person('first'));
  clock.nowMs = 1_800_000;
  await unfollowed.add(person('second'));
  assert.equal(await unfollowed.since(person('first'), 0), false);
  assert.equal(await unfollowed.since(person('second'), 1_800_000), true);
  assert.equal(await unfollowed.since(person('second'), 1_800_001), false);
  await unfollowed.remove(person('second'));
  assert.equal(await unfollowed.since(person('second'), 0), false);
});
