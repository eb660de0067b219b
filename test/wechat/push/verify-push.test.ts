import assert from 'node:assert/strict';
import { test } from 'node:test';
import wecom from '@wecom/crypto';
import fc from 'fast-check';
import {
  createCrypt,
  EnvelopeError,
  openEnvelope,
  decryptReply,
  readFlatXml,
  signPush,
  encryptReply,
  signatureOf,
  verifyHandshake,
  WechatConfigurationError,
  type EnvelopeReason,
  type OpenEnvelopeOptions,
  type PushMode,
} from '../../../src/wechat/index.js';
import {
  appId,
  bytesOf,
  encodingAesKey,
  handshake,
  plain,
  push,
  reply,
  scanXml,
  token,
} from '../../support/wechat/vectors.js';

const crypt = await createCrypt({ encodingAesKey, appId });
const timestampS = 1711276623;
const nonce = '486452656';
const seal = { token, crypt, timestampS, nonce };

const sealed = (mode: PushMode, xml = scanXml) => signPush(xml, { ...seal, mode });

function open(
  sent: { query: URLSearchParams; body: string },
  options: Partial<OpenEnvelopeOptions> = {},
): Promise<{ xml: string; encrypted: boolean }> {
  return openEnvelope({ ...sent, token, crypt, mode: 'safe', nowS: timestampS, ...options });
}

async function assertRefused(opening: Promise<unknown>, reason?: EnvelopeReason): Promise<void> {
  await assert.rejects(opening, (error) => {
    assert.ok(error instanceof EnvelopeError, String(error));
    if (reason) assert.equal(error.reason, reason);
    return error.message === new EnvelopeError('query').message && error.cause === undefined;
  });
}

/** The query of a push, with the changes of a test. */
function changed(query: URLSearchParams, values: Record<string, string | undefined>) {
  const copy = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) copy.delete(name);
    else copy.set(name, value);
  }
  return copy;
}

test("the documentation's push is opened", async () => {
  const { timestamp, nonce: pushNonce, msgSignature, encrypted, message } = push;
  const query = new URLSearchParams({
    signature: await signatureOf(token, timestamp, pushNonce),
    timestamp,
    nonce: pushNonce,
    openid: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
    encrypt_type: 'aes',
    msg_signature: msgSignature,
  });
  const body = `<xml><ToUserName>gh_97417a04a28d</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`;
  const opened = await open({ query, body }, { nowS: Number(timestamp) });
  assert.deepEqual(opened, { xml: message, encrypted: true });
});

test("the documentation's reply is encrypted to the same text", async () => {
  const fixed = await createCrypt({ encodingAesKey, appId, randomBytes: bytesOf(reply.random) });
  const { timestamp, nonce: replyNonce, encrypted, msgSignature } = reply;
  const body = await encryptReply(reply.message, {
    token,
    crypt: fixed,
    timestampS: Number(timestamp),
    nonce: replyNonce,
  });
  assert.deepEqual(
    [...readFlatXml(body)],
    [
      ['Encrypt', encrypted],
      ['MsgSignature', msgSignature],
      ['TimeStamp', timestamp],
      ['Nonce', replyNonce],
    ],
  );
});

test("the documentation's handshake is answered with its echostr", async () => {
  for (const { timestamp, nonce: given, signature } of [handshake, plain]) {
    const query = new URLSearchParams({
      signature,
      timestamp,
      nonce: given,
      echostr: '4375120948345356249',
    });
    assert.equal(await verifyHandshake({ query, token }), '4375120948345356249');
    assert.equal(await verifyHandshake({ query, token: 'BBBBB' }), undefined);
  }
});

test('a handshake is answered only if all its parts are valid', async () => {
  const { timestamp, nonce: given, signature } = handshake;
  const query = new URLSearchParams({ signature, timestamp, nonce: given, echostr: '1' });
  for (const values of [
    { signature: '' },
    { signature: undefined },
    { signature: signature.toUpperCase() },
    { timestamp: undefined },
    { nonce: undefined },
    { echostr: undefined },
    { echostr: '' },
    { echostr: '<script>alert(1)</script>' },
    { echostr: '1\r\nSet-Cookie: a=b' },
    { echostr: '1'.repeat(65) },
    // The signature is the same, because the parts are joined without separators.
    { timestamp: given, nonce: timestamp, echostr: '<' },
  ]) {
    assert.equal(await verifyHandshake({ query: changed(query, values), token }), undefined);
  }
  query.append('echostr', '2');
  assert.equal(await verifyHandshake({ query, token }), undefined);
});

test('a push that was signed in a mode is opened in that mode', async () => {
  for (const mode of ['safe', 'compatible', 'plain'] as const) {
    assert.deepEqual(await open(await sealed(mode), { mode }), {
      xml: scanXml,
      encrypted: mode !== 'plain',
    });
  }
});

test('the bodies look like those of the platform', async () => {
  const fixed = await createCrypt({
    encodingAesKey,
    appId,
    randomBytes: bytesOf('0123456789abcdef'),
  });
  const encrypted = wecom.encrypt(encodingAesKey, scanXml, appId, Buffer.from('0123456789abcdef'));
  const safe = await signPush(scanXml, { ...seal, crypt: fixed, mode: 'safe' });
  assert.equal(
    safe.body,
    `<xml>\n    <ToUserName><![CDATA[gh_7c4b682367f4]]></ToUserName>\n    ` +
      `<Encrypt><![CDATA[${encrypted}]]></Encrypt>\n</xml>\n`,
  );
  assert.equal(
    safe.query.toString(),
    `signature=${await signatureOf(token, String(timestampS), nonce)}&timestamp=${timestampS}` +
      `&nonce=${nonce}&openid=oFzSV6rZotPwdFx-4pBas6TwPVhc&encrypt_type=aes` +
      `&msg_signature=${wecom.getSignature(token, timestampS, nonce, encrypted)}`,
  );
  const compatible = await signPush(scanXml, { ...seal, crypt: fixed, mode: 'compatible' });
  const fields = readFlatXml(compatible.body);
  assert.equal(fields.get('Encrypt'), encrypted);
  assert.equal(fields.get('Event'), 'SCAN');
});

test('a wrong, missing or repeated signature is refused', async () => {
  for (const mode of ['safe', 'compatible', 'plain'] as const) {
    const { query, body } = await sealed(mode);
    for (const signature of ['0'.repeat(40), '', undefined]) {
      const wrong = changed(query, { signature });
      await assertRefused(open({ query: wrong, body }, { mode }), 'signature');
    }
    const twice = new URLSearchParams(query);
    twice.append('signature', query.get('signature') ?? '');
    await assertRefused(open({ query: twice, body }, { mode }));
    await assertRefused(open({ query, body }, { mode, token: 'BBBBB' }), 'signature');
  }
});

test('a repeated parameter is refused, whatever its second value', async () => {
  const { query, body } = await sealed('safe');
  for (const name of query.keys()) {
    const twice = new URLSearchParams(query);
    twice.append(name, query.get(name) ?? '');
    await assertRefused(open({ query: twice, body }));
  }
});

test('other parameters in the callback URL do no harm', async () => {
  const { query, body } = await sealed('safe');
  query.append('tenant', 'a');
  query.append('tenant', 'b');
  assert.equal((await open({ query, body })).xml, scanXml);
});

test('in safe mode the right signature on another body is refused', async () => {
  const { query, body } = await sealed('safe');
  const { body: otherBody } = await sealed('safe', scanXml.replace('SCENE', 'OTHER'));
  await assertRefused(open({ query, body: otherBody }), 'signature');
  await assertRefused(open({ query, body: scanXml }), 'signature');
  const encrypted = readFlatXml(body).get('Encrypt') ?? '';
  const cut = body.replace(encrypted, encrypted.slice(0, 64));
  await assertRefused(open({ query, body: cut }), 'signature');
});

test('a wrong signature is refused before anything is decrypted', async () => {
  let decrypted = 0;
  const counting = {
    ...crypt,
    decrypt: (text: string) => {
      decrypted++;
      return crypt.decrypt(text);
    },
  };
  const { query, body } = await sealed('safe');
  for (const msgSignature of ['0'.repeat(40), '', undefined, query.get('signature') ?? '']) {
    const wrong = changed(query, { msg_signature: msgSignature });
    await assertRefused(open({ query: wrong, body }, { crypt: counting }), 'signature');
  }
  assert.equal(decrypted, 0);
  await open({ query, body }, { crypt: counting });
  assert.equal(decrypted, 1);
});

test('a push that is not encrypted is refused in safe and in compatible mode', async () => {
  const plainly = await sealed('plain');
  const encrypted = await sealed('compatible');
  for (const mode of ['safe', 'compatible'] as const) {
    await assertRefused(open(plainly, { mode }), 'unencrypted');
    for (const encryptType of [undefined, '', 'raw', 'AES', 'none']) {
      const query = changed(encrypted.query, { encrypt_type: encryptType });
      await assertRefused(open({ ...encrypted, query }, { mode }), 'unencrypted');
    }
    const query = changed(encrypted.query, { encrypt_type: 'aes' });
    await assertRefused(open({ query, body: plainly.body }, { mode }), 'signature');
  }
});

test('in compatible mode, the sender inside the encryption counts', async () => {
  const { query, body } = await sealed('compatible');
  const forged = body.replace(/o[\w-]{27}/, 'oForgedForgedForgedForgedXX1');
  assert.notEqual(forged, body);
  for (const mode of ['compatible', 'safe'] as const) {
    const { xml } = await open({ query, body: forged }, { mode });
    assert.equal(readFlatXml(xml).get('FromUserName'), 'oFzSV6rZotPwdFx-4pBas6TwPVhc');
  }
});

test('in plain mode, an encrypted push is opened if there is a key, and refused otherwise', async () => {
  const encrypted = await sealed('safe');
  assert.deepEqual(await open(encrypted, { mode: 'plain' }), { xml: scanXml, encrypted: true });
  await assertRefused(open(encrypted, { mode: 'plain', crypt: undefined }), 'unencrypted');
});

test('in plain mode, encrypt_type may be raw', async () => {
  const { query, body } = await sealed('plain');
  query.set('encrypt_type', 'raw');
  assert.equal((await open({ query, body }, { mode: 'plain', crypt: undefined })).xml, scanXml);
});

test('the clocks may differ by five minutes', async () => {
  const sent = await sealed('safe');
  for (const apart of [-300, 0, 300]) {
    assert.equal((await open(sent, { nowS: timestampS + apart })).xml, scanXml);
  }
  for (const apart of [-301, 301, 86_400]) {
    await assertRefused(open(sent, { nowS: timestampS + apart }), 'clock');
  }
  assert.ok(await open(sent, { nowS: timestampS + 10, toleranceS: 10 }));
  await assertRefused(open(sent, { nowS: timestampS + 11, toleranceS: 10 }), 'clock');
});

test('a message for another account is refused', async () => {
  const other = await createCrypt({ encodingAesKey, appId: 'wx0000000000000000' });
  const sent = await signPush(scanXml, { ...seal, crypt: other, mode: 'safe' });
  await assertRefused(open(sent), 'decrypt');
});

test('a signed body that is not the XML of WeChat is refused', async () => {
  const { query, body } = await sealed('safe');
  const bodies = [
    '',
    '{}',
    '<xml>',
    `<!DOCTYPE xml>${body}`,
    body.replace('<xml>', '<xml><A/><A/>'),
  ];
  for (const wrong of bodies) await assertRefused(open({ query, body: wrong }), 'body');
});

test('timestamp and nonce split differently are refused, although the hash is the same', async () => {
  const { query, body } = await sealed('plain');
  const signed = `${timestampS}${nonce}`;
  for (const [timestamp, rest] of [
    [signed.slice(0, 9), signed.slice(9)],
    [signed.slice(0, 11), signed.slice(11)],
    [nonce, String(timestampS)],
    ['', signed],
    ['1e9', nonce],
    [` ${timestampS}`, nonce],
    [String(timestampS), 'a b'],
    [String(timestampS), '1'.repeat(65)],
  ] as const) {
    const wrong = changed(query, {
      timestamp,
      nonce: rest,
      signature: await signatureOf(token, timestamp, rest),
    });
    await assertRefused(open({ query: wrong, body }, { mode: 'plain' }));
  }
});

test('any input is opened, or refused with EnvelopeError', async () => {
  const { query, body } = await sealed('safe');
  const names = ['signature', 'timestamp', 'nonce', 'encrypt_type', 'msg_signature'];
  const values = fc.dictionary(fc.constantFrom(...names), fc.string(), { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(values, fc.oneof(fc.constant(body), fc.string()), async (some, text) => {
      const sent = { query: changed(query, some), body: text };
      await assertRefused(open(sent, { mode: 'safe' }));
      await assertRefused(open(sent, { mode: 'compatible' }));
      // Plain mode accepts a body that nobody has signed: that is why it is not the default.
      const { encrypt_type: encryptType, ...others } = some;
      delete others['msg_signature'];
      const plainly = Object.keys(others).length === 0 && /^(raw)?$/.test(encryptType ?? 'aes');
      if (plainly) assert.equal((await open(sent, { mode: 'plain' })).xml, text);
      else await assertRefused(open(sent, { mode: 'plain' }));
    }),
  );
});

test('a missing key or token is an error of the settings, not of the sender', async () => {
  const sent = await sealed('safe');
  for (const mode of ['safe', 'compatible'] as const) {
    await assert.rejects(open(sent, { mode, crypt: undefined }), WechatConfigurationError);
    await assert.rejects(signPush(scanXml, { ...seal, crypt: undefined, mode }), {
      setting: 'crypt',
    });
  }
  await assert.rejects(open(sent, { token: '' }), { setting: 'token' });
  await assert.rejects(verifyHandshake({ query: sent.query, token: '' }), { setting: 'token' });
});

test("an encrypted reply is read by the simulator's code and by another implementation", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (xml) => {
      const body = await encryptReply(xml, seal);
      assert.equal(await decryptReply(body, { token, crypt }), xml);
      const fields = readFlatXml(body);
      const encrypted = fields.get('Encrypt') ?? '';
      assert.equal(wecom.decrypt(encodingAesKey, encrypted).message, xml);
      assert.equal(
        fields.get('MsgSignature'),
        wecom.getSignature(token, timestampS, nonce, encrypted),
      );
    }),
  );
  await assertRefused(decryptReply('success', { token, crypt }), 'body');
  const forged = (await encryptReply('x', seal)).replace(nonce, '1');
  await assertRefused(decryptReply(forged, { token, crypt }), 'signature');
});
