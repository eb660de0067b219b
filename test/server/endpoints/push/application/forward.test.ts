/** Pushes that are not those of a login, sent on to the application that the account has already. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createCrypt } from '../../../../../src/wechat/push/crypt.js';
import { decryptReply } from '../../../../../src/wechat/push/encrypt-reply.js';
import { eventXml } from '../../../../../src/wechat/push/write-messages.js';
import {
  about,
  createFront,
  encrypted,
  hello,
  nowS,
  replyXml,
  success,
  target,
} from '../../../../support/server/front.js';
import {
  authorizationXml,
  createHarness,
  originalId,
  settings,
  type PushSettings,
} from '../../../../support/server/harness.js';
import { listen, stop } from '../../../../support/server/http-server.js';

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`in ${mode} mode, a push is forwarded as it was received, and its answer passed back`, async () => {
    const answer = mode === 'plain' ? replyXml : await encrypted();
    const { push, forwarded, failures } = createFront(() => new Response(answer), {
      wechat: { mode },
    });
    let sent: { query: URLSearchParams; body: string } | undefined;
    const tamper: PushSettings['tamper'] = (signed) => (sent = signed);
    const { status, text, headers } = await push(hello, { mode, tamper });
    assert.deepEqual([status, text], [200, answer]);
    assert.match(headers.get('content-type') ?? '', /^text\/xml/);
    assert.equal(headers.get('wechat-login-push'), 'other');
    const [one, ...others] = forwarded;
    assert.deepEqual(others, []);
    assert.equal(one?.url, `${target}&${sent?.query.toString() ?? ''}`);
    assert.equal(one.body, sent?.body);
    assert.equal(one.init.method, 'POST');
    assert.equal(one.init.redirect, 'manual');
    assert.deepEqual(failures(), []);
  });
}

test('the query, the content type and every byte of the body stay as they came', async () => {
  const { request, forwarded } = createFront(
    success,
    { wechat: { mode: 'plain' } },
    'http://localhost/',
  );
  const { push } = createHarness({ wechat: { mode: 'plain' } });
  let query = new URLSearchParams();
  await push(hello, {
    mode: 'plain',
    tamper: (sent) => ({ ...sent, query: (query = sent.query) }),
  });
  // A byte order mark, and an emoji that was cut in two: neither survives being read as text.
  const bytes = new Uint8Array([
    ...[0xef, 0xbb, 0xbf],
    ...new TextEncoder().encode(hello.replace('你好', '\u0001')),
  ]).map((byte) => (byte === 1 ? 0xf0 : byte));
  const raw = `${query.toString()}&extra=a%20b+c&empty=&x`;
  const url = `https://login.example/wechat-login/wechat/default?${raw}`;
  const headers = { 'content-type': 'text/xml; charset=GBK' };
  const answer = await request(url, { method: 'POST', body: bytes, headers });
  assert.equal(answer.status, 200);
  assert.equal(forwarded[0]?.url, `http://localhost/?${raw}`);
  assert.deepEqual(forwarded[0].init.body, bytes);
  assert.equal(
    (forwarded[0].init.headers as Record<string, string>)['Content-Type'],
    headers['content-type'],
  );
});

test('the application gets every push that is not the push of a login', async () => {
  const { push, open, scanXml, forwarded, failures, log } = createFront(success);
  const others = [
    hello,
    hello.replace('[text]', '[image]'),
    scanXml('promo-2026'),
    scanXml('promo-2026', { event: 'subscribe' }),
    eventXml({ ...about, event: 'subscribe' }),
    eventXml({ ...about, event: 'subscribe', eventKey: 'last_trade_no_4200001' }),
    eventXml({ ...about, event: 'unsubscribe' }),
    eventXml({ ...about, event: 'CLICK', eventKey: 'hours' }),
    eventXml({ ...about, event: 'TEMPLATESENDJOBFINISH' }),
    authorizationXml('user_authorization_cancellation', nowS),
    // Unreadable to us, but WeChat's.
    hello.replaceAll('CreateTime', 'Created'),
  ];
  for (const xml of others) {
    const answer = await push(xml);
    assert.deepEqual([answer.status, answer.text], [200, 'success'], xml);
    assert.equal(answer.headers.get('wechat-login-push'), 'other');
  }
  assert.equal(forwarded.length, others.length);
  const tab = await open();
  for (const xml of [scanXml(tab.scene), scanXml(tab.scene, { event: 'subscribe' })]) {
    const answer = await push(xml);
    assert.equal(answer.headers.get('wechat-login-push'), 'login');
    assert.notEqual(answer.text, 'success');
  }
  assert.equal(forwarded.length, others.length, 'the pushes of a login stay here');
  assert.deepEqual(failures(), []);
  assert.ok(log.some(({ event }) => event === 'push_unreadable'));
});

test('nothing is forwarded that does not come from WeChat', async () => {
  const { push, forwarded } = createFront(success);
  for (const [xml, given] of [
    [hello, { token: 'anotherToken1234567890' }],
    [hello, { mode: 'plain' }],
    [hello, { timestampS: nowS - 301 }],
    [hello.replace(originalId, 'gh_ba9876543210'), {}],
    [hello.replace(String(nowS), String(nowS - 86_400)), {}],
    [hello, { tamper: ({ query, body }) => ({ query, body: body + ' '.repeat(70_000) }) }],
  ] satisfies [string, PushSettings][]) {
    const answer = await push(xml, given);
    assert.match(String(answer.status), /^4/);
    assert.equal(answer.headers.get('wechat-login-push'), null);
  }
  assert.deepEqual(forwarded, []);
});

test('a push that comes back is not forwarded again', async () => {
  const front: ReturnType<typeof createFront> = createFront(async () => {
    const { url, init } = front.forwarded.at(-1) ?? assert.fail();
    const back = `https://login.example/wechat-login/wechat/default${new URL(url).search}`;
    return front.request(back, init);
  });
  const answer = await front.push(hello);
  assert.deepEqual([answer.status, answer.text], [200, 'success']);
  assert.equal(front.forwarded.length, 1);
  assert.match(
    JSON.stringify(front.failures()),
    /came back to this backend.*leave `forwardPushes` out/,
  );
});

test('a redirect is not followed over real sockets either', async () => {
  const paths: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    paths.push(url.split('?')[0] ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  try {
    const { push, log } = createHarness({ forwardPushes: `${await listen(server)}/wechat` });
    assert.equal((await push(hello)).text, 'success');
    assert.match(JSON.stringify(log), /"reason":"redirect"/);
    assert.deepEqual(paths, ['/wechat']);
  } finally {
    await stop(server);
  }
});

test('a reply that is passed back can be read by WeChat', async () => {
  const { push } = createFront(async () => new Response(await encrypted()));
  const crypt = await createCrypt(settings);
  const opened = await decryptReply((await push(hello)).text, { token: settings.token, crypt });
  assert.equal(opened, replyXml);
});
