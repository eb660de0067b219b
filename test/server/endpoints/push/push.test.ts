import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../../src/protocol/chain.js';
import { createCrypt } from '../../../../src/wechat/push/crypt.js';
import { decryptReply, signPush } from '../../../../src/wechat/push/encrypt-reply.js';
import { signatureOf } from '../../../../src/wechat/push/signature.js';
import { eventXml, textXml } from '../../../../src/wechat/push/write-messages.js';
import {
  baseUrl,
  createHarness,
  originalId,
  sentenceOf,
  settings,
  type PushSettings,
} from '../../../support/server/harness.js';

async function handshake(query: Record<string, string>): Promise<Response> {
  const { request } = createHarness();
  return request(`${baseUrl}/wechat/default?${new URLSearchParams(query).toString()}`, {});
}

test("WeChat's check of the address is answered with its echostr, as plain text", async () => {
  const [timestamp, nonce] = ['1714036504', '1514711492'];
  const signature = await signatureOf(settings.token, timestamp, nonce);
  const query = { signature, timestamp, nonce, echostr: '5837397520665436492' };
  const answer = await handshake(query);
  assert.equal(await answer.text(), query.echostr);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');

  const script = await handshake({ ...query, echostr: '<script>alert(1)</script>' });
  assert.equal(script.status, 403);
  assert.equal(await script.text(), '');
  assert.equal((await handshake({ ...query, signature: 'a'.repeat(40) })).status, 403);
});

const refused: readonly [name: string, settings: PushSettings, status?: number][] = [
  ['a wrong token', { token: 'anotherToken1234567890' }],
  [
    'a wrong signature of the message',
    {
      tamper: ({ query, body }) => {
        query.set('msg_signature', 'a'.repeat(40));
        return { query, body };
      },
    },
  ],
  [
    'a right signature on a swapped body',
    {
      tamper: ({ query, body }) => ({
        query,
        body: body.replace('<Encrypt><![CDATA[', '<Encrypt><![CDATA[AAAA'),
      }),
    },
  ],
  ['no encryption', { mode: 'plain' }],
  [
    'no encryption, but an encrypt_type of aes',
    {
      mode: 'plain',
      tamper: ({ query, body }) => {
        query.set('encrypt_type', 'aes');
        return { query, body };
      },
    },
  ],
  ['a clock 301 s behind', { timestampS: 1_800_000_000 - 301 }],
  ['a clock 301 s ahead', { timestampS: 1_800_000_000 + 301 }],
  ['no body', { tamper: ({ query }) => ({ query, body: '' }) }],
  [
    'a body with a DOCTYPE',
    { tamper: ({ query, body }) => ({ query, body: `<!DOCTYPE a>${body}` }) },
  ],
  [
    'an oversized body',
    { tamper: ({ query, body }) => ({ query, body: body + ' '.repeat(70_000) }) },
    413,
  ],
];

for (const [name, pushSettings, status = 403] of refused) {
  test(`a push with ${name} is refused without a body and changes nothing`, async () => {
    const { open, push, scanXml, watch, scan } = createHarness();
    const tab = await open();
    const answer = await push(scanXml(tab.scene), pushSettings);
    assert.equal(answer.status, status);
    assert.equal(answer.text, '');
    const { state, rev } = (await watch(tab)).body;
    assert.deepEqual({ state, rev }, { state: 'pending', rev: 1 });
    assert.notEqual(await scan(tab.scene), '');
  });
}

test('a push is accepted if its clock is 299 s off', async () => {
  const { open, push, scanXml, watch } = createHarness();
  for (const timestampS of [1_800_000_000 - 299, 1_800_000_000 + 299]) {
    const tab = await open();
    assert.equal((await push(scanXml(tab.scene), { timestampS })).status, 200);
    assert.equal((await watch(tab)).body['state'], 'approved');
  }
});

test('a push for another official account is refused', async () => {
  const { open, push, scanXml, watch } = createHarness();
  const tab = await open();
  const xml = scanXml(tab.scene).replace(originalId, 'gh_ba9876543210');
  assert.equal((await push(xml)).status, 403);
  assert.equal((await watch(tab)).body['state'], 'pending');
});

test('a repeated push is applied once and gets the same reply, also after the login', async () => {
  const { open, push, scanXml, redeem, watch, clock } = createHarness();
  const tab = await open();
  const xml = scanXml(tab.scene, { event: 'subscribe' });
  const replies: number[] = [];
  for (let again = 0; again < 3; again++) {
    const answer = await push(xml);
    assert.equal(answer.status, 200);
    replies.push(answer.text.length);
    clock.nowMs += 1000;
  }
  assert.equal(new Set(replies).size, 1);
  assert.equal((await watch(tab)).body['rev'], 2);
  await redeem(tab);
  assert.equal((await push(xml)).text.length, replies[0]);
});

test('the chat answers in the language of the page, and says what happened to the QR code', async () => {
  const { open, scan, redeem, clock } = createHarness();
  const [chinese, english, withoutLang] = [
    await open({ lang: 'zh-CN' }),
    await open({ lang: 'en-GB' }),
    await open(),
  ];
  assert.equal(
    sentenceOf(await scan(chinese.scene)),
    '你已通过微信登录 login.example，请返回网页。',
  );
  assert.equal(
    sentenceOf(await scan(withoutLang.scene)),
    '你已通过微信登录 login.example，请返回网页。',
  );
  assert.match(await scan(english.scene), /^You have signed in to login\.example/);
  assert.match(await scan(english.scene, { openid: 'oPersonTwo' }), /already used/);
  await redeem(english);
  clock.nowMs += 1000;
  assert.match(await scan(english.scene), /already used/);
  const expired = await open({ lang: 'en' });
  clock.nowMs += 261_000;
  assert.match(await scan(expired.scene), /expired.*refresh/);
});

test('the chat names a Chinese domain as people read it', async () => {
  for (const publicUrl of [
    'https://商店.example/wechat-login',
    'https://xn--czrs0t.example/wechat-login',
  ]) {
    const { login, scanXml, scenes } = createHarness({ publicUrl });
    const base = new URL(publicUrl).href;
    const { challenge } = await createChain();
    const asked = { challenge, purpose: 'login', method: 'scan', lang: 'en' };
    const headers = { 'content-type': 'application/json' };
    await login.fetch(
      new Request(`${base}/attempts`, { method: 'POST', headers, body: JSON.stringify(asked) }),
    );
    const crypt = await createCrypt(settings);
    const keys = { token: settings.token, crypt, timestampS: 1_800_000_000, nonce: '1234567890' };
    const { query, body } = await signPush(scanXml(scenes()[0] ?? ''), { ...keys, mode: 'safe' });
    const url = `${base}/wechat/default?${query.toString()}`;
    const answer = await login.fetch(new Request(url, { method: 'POST', body }));
    assert.match(await decryptReply(await answer.text(), keys), /signed in to 商店\.example with/);
  }
});

test('a push that is not about a login is answered "success"', async () => {
  const { push, scanXml } = createHarness();
  const about = { to: originalId, from: 'oPersonOne', createdAtS: 1_800_000_000 };
  const image = textXml({ ...about, content: 'x', msgId: '1' }).replace('[text]', '[image]');
  const messages = [
    scanXml('unknown-scene'),
    scanXml('unknown-scene', { event: 'subscribe' }),
    eventXml({ ...about, event: 'subscribe' }),
    eventXml({ ...about, event: 'subscribe', eventKey: 'last_trade_no_4200001' }),
    eventXml({ ...about, event: 'unsubscribe' }),
    eventXml({ ...about, event: 'LOCATION' }),
    textXml({ ...about, content: '00123', msgId: '23456789012345678' }),
    image,
    // Encrypted, so it is from WeChat, but unreadable: a refusal would show an error in the chat.
    eventXml({ ...about, event: 'SCAN', eventKey: 'scene' }).replaceAll('CreateTime', 'Created'),
  ];
  for (const xml of messages) {
    const answer = await push(xml);
    assert.equal(answer.status, 200, xml);
    assert.equal(answer.text, 'success', xml);
  }
});

test('in compatible mode the encrypted sender counts, not the plain one', async () => {
  const { open, push, scanXml, accounts, redeem } = createHarness({
    wechat: { mode: 'compatible' },
  });
  const tab = await open();
  const answer = await push(scanXml(tab.scene, { openid: 'oPersonOne' }), {
    mode: 'compatible',
    tamper: ({ query, body }) => ({ query, body: body.replace('oPersonOne', 'oPersonTwo') }),
  });
  assert.equal(answer.status, 200);
  await redeem(tab);
  const { appId } = settings;
  assert.ok(await accounts.find({ appId, openid: 'oPersonOne' }));
  assert.equal(await accounts.find({ appId, openid: 'oPersonTwo' }), undefined);
});

test('plain mode replies in plain, and refuses malformed pushes', async () => {
  const { open, push, scanXml, watch } = createHarness({ wechat: { mode: 'plain' } });
  const tab = await open({ lang: 'en' });
  const answer = await push(scanXml(tab.scene), { mode: 'plain' });
  assert.match(answer.text, /<Content><!\[CDATA\[You have signed in/);
  assert.equal((await watch(tab)).body['state'], 'approved');
  const tamper: PushSettings['tamper'] = ({ query, body }) => ({ query, body: body.slice(0, -8) });
  assert.equal((await push(scanXml(tab.scene), { mode: 'plain', tamper })).status, 403);
});

test('a reply contains nothing that a visitor sent', async () => {
  const { open, scan } = createHarness();
  const about = { lang: 'en', returnTo: '/?<a href=http://evil.example>x</a>' };
  const userAgent = '<a href="http://evil.example">Chrome</a>]]>\u202e';
  const tab = await open(about, { userAgent });
  const reply = await scan(tab.scene);
  assert.doesNotMatch(reply, /evil|Chrome/);
  assert.equal(
    sentenceOf(reply),
    'You have signed in to login.example with WeChat. Please return to the page.',
  );
});

test('the callback refuses other keys and methods', async () => {
  const { request } = createHarness();
  assert.equal((await request(`${baseUrl}/wechat/other`, { method: 'POST' })).status, 404);
  assert.equal((await request(`${baseUrl}/wechat/default`, { method: 'PUT' })).status, 405);
});

test('a person whose attempt a restart has forgotten is told to scan again', async () => {
  const scene = (await createHarness().open()).scene;
  const restarted = createHarness();
  for (const event of ['SCAN', 'subscribe']) {
    assert.match(await restarted.scan(scene, { event }), /重新扫码.*scan again/s);
  }
  const others = ['unknown-scene', 'wml_shop', 'd41d8cd98f00b204e9800998ecf8427e', scene.slice(4)];
  for (const other of others) assert.equal(await restarted.scan(other), '', other);
});

for (const [name, layout] of [
  ['spaces around the encrypted text', (text: string) => ` \n  ${text}\r\n\t`],
  [
    'an encrypted text without CDATA',
    (text: string) => ` ${text.replace(/<!\[CDATA\[|\]\]>/g, '')} `,
  ],
] as const) {
  test(`a push with ${name} is read`, async () => {
    const { open, push, scanXml, watch } = createHarness();
    const tab = await open();
    const tamper: PushSettings['tamper'] = ({ query, body }) => ({
      query,
      body: body.replace(/<!\[CDATA\[[\w+/=]{40,}\]\]>/, layout),
    });
    assert.equal((await push(scanXml(tab.scene), { tamper })).status, 200);
    assert.equal((await watch(tab)).body['state'], 'approved');
  });
}
