/** Pushes while the Token or the EncodingAESKey is being changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCrypt } from '../../../../src/wechat/push/crypt.js';
import { decryptReply, signPush } from '../../../../src/wechat/push/encrypt-reply.js';
import { baseUrl, createHarness, settings } from '../../../support/server/harness.js';

test('while Token and EncodingAESKey are being changed, both are accepted and answered alike', async () => {
  const former = { token: 'formerToken123', encodingAesKey: 'Z'.repeat(43) };
  const { open, request, scanXml, watch, clock } = createHarness({
    wechat: { previousToken: former.token, previousEncodingAesKey: former.encodingAesKey },
  });
  const timestampS = Math.floor(clock.nowMs / 1000);
  for (const [token, encodingAesKey] of [
    [settings.token, settings.encodingAesKey],
    [settings.token, former.encodingAesKey],
    [former.token, settings.encodingAesKey],
    [former.token, former.encodingAesKey],
  ] as const) {
    const tab = await open({ lang: 'en' });
    const crypt = await createCrypt({ ...settings, encodingAesKey });
    const keys = { token, crypt, timestampS, nonce: '1234567890' };
    const { query, body } = await signPush(scanXml(tab.scene), { ...keys, mode: 'safe' });
    const url = `${baseUrl}/wechat/default?${query.toString()}`;
    const answer = await request(url, { method: 'POST', body });
    assert.match(await decryptReply(await answer.text(), keys), /You have signed in/);
    assert.equal((await watch(tab)).body['state'], 'approved');

    const echo = { signature: query.get('signature') ?? '', echostr: '1' };
    const asked = new URLSearchParams({
      ...echo,
      timestamp: String(timestampS),
      nonce: keys.nonce,
    });
    const handshaken = await request(`${baseUrl}/wechat/default?${asked.toString()}`, {});
    assert.equal(await handshaken.text(), '1');
  }
  const { open: openNew, push, scanXml: scanOf } = createHarness();
  const tab = await openNew();
  const refusedAnswer = await push(scanOf(tab.scene), { token: former.token });
  assert.equal(refusedAnswer.status, 403, 'without the options, only the present ones count');
});
