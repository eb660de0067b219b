/** Pushes about people who unfollow or close their WeChat account: their data must be deleted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '../../../../src/server/index.js';
import { eventXml } from '../../../../src/wechat/push/write-messages.js';
import {
  authorizationXml,
  createHarness,
  originalId,
  settings,
} from '../../../support/server/harness.js';

test('the application gets one notice for each unfollow, and the log does not name the user', async () => {
  const notices: Notice[] = [];
  const { push, clock, log } = createHarness({ notify: (notice) => void notices.push(notice) });
  const unsubscribe = (openid: string, createdAtS: number): Promise<unknown> =>
    push(eventXml({ to: originalId, from: openid, createdAtS, event: 'unsubscribe' }));
  const atS = Math.floor(clock.nowMs / 1000);
  await unsubscribe('oPersonOne', atS);
  await unsubscribe('oPersonOne', atS);
  await unsubscribe('oPersonTwo', atS);
  await unsubscribe('oPersonOne', atS + 60);
  await unsubscribe('oPersonOne', atS);
  const identities = notices.map((notice) => {
    assert.ok(notice.type === 'unfollowed');
    return notice.identity;
  });
  const { appId } = settings;
  assert.deepEqual(identities, [
    { appId, openid: 'oPersonOne' },
    { appId, openid: 'oPersonTwo' },
    { appId, openid: 'oPersonOne' },
  ]);
  assert.equal(new Set(notices.map(({ key }) => key)).size, 3);
  assert.ok(!JSON.stringify(log).includes('oPerson'));
});

for (const [event, change] of [
  ['user_authorization_cancellation', 'cancelled'],
  ['user_authorization_revoke', 'revoked'],
  ['user_info_modified', 'modified'],
] as const) {
  test(`the application gets one notice for each ${event}, about the person and not the platform`, async () => {
    const notices: Notice[] = [];
    const { push, clock } = createHarness({ notify: (notice) => void notices.push(notice) });
    const xml = authorizationXml(
      event,
      Math.floor(clock.nowMs / 1000),
      '<UnionID>oUnion</UnionID>',
    );
    assert.equal((await push(xml)).text, 'success');
    await push(xml);
    const identity = { appId: settings.appId, openid: 'oPersonOne', unionid: 'oUnion' };
    const { key = '', ...notice } = notices[0] ?? {};
    assert.deepEqual(notice, { type: 'authorization_changed', change, identity });
    assert.ok(key !== '' && notices.length === 1);
  });
}

test('an account that was closed in WeChat during a login is not written again', async () => {
  const { open, scan, redeem, push, clock, accounts } = createHarness({ openPlatform: false });
  const tab = await open();
  await scan(tab.scene);
  await push(authorizationXml('user_authorization_cancellation', Math.floor(clock.nowMs / 1000)));
  assert.equal((await redeem(tab)).status, 410);
  const identity = { appId: settings.appId, openid: 'oPersonOne' };
  assert.equal(await accounts.find(identity), undefined);
});

test('an unfollow causes a notice only if it is certainly from WeChat', async () => {
  const notices: Notice[] = [];
  const { push } = createHarness({ notify: (notice) => void notices.push(notice) });
  const about = { to: originalId, from: 'oPersonOne', createdAtS: 1_800_000_000 };
  const xml = eventXml({ ...about, event: 'unsubscribe' });
  assert.equal((await push(xml, { token: 'anotherToken1234567890' })).status, 403);
  assert.equal((await push(xml, { mode: 'plain' })).status, 403);
  const elsewhere = xml.replace(originalId, 'gh_ba9876543210');
  assert.equal((await push(elsewhere)).status, 403);
  assert.deepEqual(notices, []);
});

test('a notice that fails does not fail the push', async () => {
  const { push } = createHarness({ notify: () => Promise.reject(new Error('down')) });
  const about = { to: originalId, from: 'oPersonOne', createdAtS: 1_800_000_000 };
  const answer = await push(eventXml({ ...about, event: 'unsubscribe' }));
  assert.deepEqual([answer.status, answer.text], [200, 'success']);
});
