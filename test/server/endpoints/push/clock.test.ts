/** WeChat's clock and ours, and pushes of the past. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '../../../../src/server/index.js';
import { createCrypt } from '../../../../src/wechat/push/crypt.js';
import { signPush } from '../../../../src/wechat/push/encrypt-reply.js';
import { eventXml, textXml } from '../../../../src/wechat/push/write-messages.js';
import {
  authorizationXml,
  baseUrl,
  createHarness,
  originalId,
  settings,
} from '../../../support/server/harness.js';

test('a scan that arrives in time counts, however far the clocks may differ', async () => {
  const { open, push, scanXml, watch, clock, log } = createHarness();
  for (const offS of [-299, -200, -61, 0, 200, 299]) {
    const tab = await open();
    clock.nowMs += 230_000;
    const timestampS = Math.floor(clock.nowMs / 1000) + offS;
    assert.equal(
      (await push(scanXml(tab.scene, { sentAtS: timestampS }), { timestampS })).status,
      200,
    );
    assert.equal((await watch(tab)).body['state'], 'approved', `${offS} s`);
  }
  const warnings = log.filter(({ event }) => event === 'clock_differs');
  assert.equal(warnings.length, 1, 'the log says so once');
  assert.match(JSON.stringify(warnings), /clock of this server is 299 s ahead of WeChat's/);
});

test('a clock that is a little off, or a push that a stranger signed, causes no warning', async () => {
  const { open, push, scanXml, log, clock } = createHarness();
  const tab = await open();
  const nowS = Math.floor(clock.nowMs / 1000);
  await push(scanXml(tab.scene), { timestampS: nowS - 60 });
  await push(scanXml(tab.scene), { timestampS: nowS - 9000, token: 'anotherToken1234567890' });
  assert.deepEqual(
    log.filter(({ event }) => event === 'clock_differs'),
    [],
  );
  await push(scanXml(tab.scene), { timestampS: nowS + 9000 });
  assert.match(JSON.stringify(log), /clock_differs.*9000 s behind WeChat's/);
});

/** A push that was captured three days ago, dated anew: its signature allows to swap timestamp and nonce. */
async function redate(
  xml: string,
  nowS: number,
): Promise<{ query: URLSearchParams; body: string }> {
  const [sentAtS, nonce] = [nowS - 3 * 86_400, String(nowS)];
  const crypt = await createCrypt(settings);
  const { token } = settings;
  const sent = await signPush(xml, { token, crypt, mode: 'safe', timestampS: sentAtS, nonce });
  sent.query.set('timestamp', nonce);
  sent.query.set('nonce', String(sentAtS));
  return sent;
}

test('a captured push does nothing later, even if timestamp and nonce are swapped', async () => {
  const notices: Notice[] = [];
  const harness = createHarness({ notify: (notice) => void notices.push(notice) });
  const { open, push, scanXml, watch, clock, log, request } = harness;
  const nowS = Math.floor(clock.nowMs / 1000);
  const about = { to: originalId, from: 'oPersonOne', createdAtS: nowS - 3 * 86_400 };
  for (const xml of [
    eventXml({ ...about, event: 'unsubscribe' }),
    eventXml({ ...about, event: 'subscribe' }),
    authorizationXml('user_authorization_cancellation', about.createdAtS),
    textXml({ ...about, content: '402913', msgId: '1' }),
  ]) {
    const { query, body } = await redate(xml, nowS);
    const url = `${baseUrl}/wechat/default?${query.toString()}`;
    assert.equal((await request(url, { method: 'POST', body })).status, 403, xml);
  }
  assert.deepEqual(notices, []);
  assert.match(
    JSON.stringify(log),
    /"push_refused","details":\{"reason":"age","meaning":"[^"]+"\}/,
  );
  const tab = await open();
  for (const sentAtS of [nowS - 361, nowS + 301]) {
    assert.equal((await push(scanXml(tab.scene, { sentAtS }))).status, 403);
  }
  assert.equal((await watch(tab)).body['state'], 'pending');
});

test('a report about messages that were sent is accepted whatever its time', async () => {
  const received: string[] = [];
  const { push } = createHarness({ onPush: ({ type }) => void received.push(type) });
  const about = { to: originalId, from: 'oPersonOne', createdAtS: 1_800_000_000 - 3 * 86_400 };
  for (const event of ['MASSSENDJOBFINISH', 'TEMPLATESENDJOBFINISH', 'user_get_card']) {
    const xml = eventXml({ ...about, event }).replace('<EventKey>', '<MsgID>1</MsgID><EventKey>');
    assert.equal((await push(xml)).text, 'success');
  }
  assert.deepEqual(received, ['masssendjobfinish', 'templatesendjobfinish', 'other']);
});
