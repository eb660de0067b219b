/** An application that receives the pushes itself, and hands them over to learn which are those of a login. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore, type HandedPush } from '../../../src/server/index.js';
import { createCrypt } from '../../../src/wechat/push/crypt.js';
import { decryptReply, signPush } from '../../../src/wechat/push/encrypt-reply.js';
import type { PushMode } from '../../../src/wechat/push/verify-push.js';
import { eventXml, textXml } from '../../../src/wechat/push/write-messages.js';
import { createHarness, originalId, settings } from '../../support/server/harness.js';

const timestampS = 1_800_000_000;
const about = { to: originalId, from: 'oPersonOne', createdAtS: timestampS };
const hello = textXml({ ...about, content: '你好', msgId: '23456789012345678' });
const address = 'https://app.example/wechat';

interface Sent {
  /** Without the "?". */
  readonly query: string;
  readonly body: string;
}

async function sign(
  xml: string,
  mode: PushMode = 'safe',
  token: string = settings.token,
): Promise<Sent> {
  const crypt = await createCrypt(settings);
  const { query, body } = await signPush(xml, {
    token,
    crypt,
    mode,
    timestampS,
    nonce: '1234567890',
  });
  return { query: query.toString(), body };
}

const requestOf = ({ query, body }: Sent): Request =>
  new Request(`${address}?${query}`, { method: 'POST', body });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The forms in which frameworks and platforms have a push. */
const forms: readonly [name: string, hand: (sent: Sent) => unknown][] = [
  ['a Request', requestOf],
  ['a URL and a text', ({ query, body }) => ({ url: `${address}?${query}`, body })],
  [
    'a URL object and bytes',
    ({ query, body }) => ({ url: new URL(`?${query}`, address), body: bytesOf(body) }),
  ],
  [
    'a path and a Buffer',
    ({ query, body }) => ({ url: `/wechat?${query}`, body: Buffer.from(body) }),
  ],
  ['a query as text', ({ query, body }) => ({ query: `?${query}`, body })],
  ['URLSearchParams', ({ query, body }) => ({ query: new URLSearchParams(query), body })],
  [
    'a query as an object',
    ({ query, body }) => ({ query: Object.fromEntries(new URLSearchParams(query)), body }),
  ],
  [
    "a framework's request with the raw body beside the parsed one",
    ({ query, body }) => ({
      method: 'POST',
      url: `/?${query}`,
      headers: {},
      body: { xml: {} },
      rawBody: body,
    }),
  ],
  [
    'a Request of another implementation',
    (sent) => {
      const own = requestOf(sent);
      const foreign = (from: Request): object => ({
        ...{ method: from.method, url: from.url, headers: from.headers, bodyUsed: false },
        body: from.body,
        text: () => from.text(),
        clone: () => foreign(from.clone()),
      });
      return foreign(own);
    },
  ],
];

for (const mode of ['safe', 'plain'] as const) {
  for (const [name, hand] of forms) {
    test(`in ${mode} mode, an application hands over ${name}, and somebody is signed in`, async () => {
      const { login, open, scanXml, watch, redeem } = createHarness({ wechat: { mode } });
      const tab = await open({ lang: 'en' });
      const take = async (xml: string) => login.takePush(hand(await sign(xml, mode)) as HandedPush);
      assert.equal(await take(hello), undefined);
      assert.equal(await take(eventXml({ ...about, event: 'subscribe' })), undefined);
      assert.equal((await watch(tab)).body['state'], 'pending');

      const answer = (await take(scanXml(tab.scene))) ?? assert.fail('it is ours');
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/xml/);
      assert.equal(answer.headers.get('wechat-login-push'), 'login');
      const text = await answer.text();
      const crypt = await createCrypt(settings);
      const xml = mode === 'plain' ? text : await decryptReply(text, { ...settings, crypt });
      assert.match(xml, /You have signed in/);
      assert.equal((await redeem(tab)).status, 200);
    });
  }
}

test('the application can still read a Request that it has handed over, whosever it is', async () => {
  const { login, open, scanXml } = createHarness();
  const { scene } = await open();
  for (const xml of [hello, scanXml(scene)]) {
    const sent = await sign(xml);
    const request = requestOf(sent);
    await login.takePush(request);
    assert.equal(request.bodyUsed, false);
    assert.equal(await request.text(), sent.body);
  }
  const huge = requestOf({ ...(await sign(hello)), body: ' '.repeat(70_000) });
  assert.equal(await login.takePush(huge), undefined);
  assert.equal((await huge.text()).length, 70_000);
});

test('a push that WeChat repeats is applied once, and gets the same reply', async () => {
  const { login, open, scanXml, watch, clock } = createHarness({ wechat: { mode: 'plain' } });
  const tab = await open();
  const sent = await sign(scanXml(tab.scene), 'plain');
  const replies: (string | undefined)[] = [];
  for (let again = 0; again < 3; again++) {
    replies.push(await (await login.takePush(requestOf(sent)))?.text());
    clock.nowMs += 5000;
  }
  assert.equal(new Set(replies.map((reply) => reply?.replace(/<CreateTime>\d+/, ''))).size, 1);
  assert.equal((await watch(tab)).body['rev'], 2);
});

test('the backend acts on what it learns from a push of the application', async () => {
  const notices: string[] = [];
  const { login } = createHarness({ notify: ({ type }) => void notices.push(type) });
  const sent = await sign(eventXml({ ...about, event: 'unsubscribe' }));
  assert.equal(await login.takePush(requestOf(sent)), undefined);
  assert.deepEqual(notices, ['unfollowed']);
});

test('`onPush` and `forwardPushes` have no part in a push that is handed over', async () => {
  const fetch = (): Promise<Response> => assert.fail('forwarded');
  for (const options of [
    { onPush: () => assert.fail('called') },
    { forwardPushes: { url: address, fetch } },
  ]) {
    const { login, log } = createHarness(options);
    assert.equal(await login.takePush(requestOf(await sign(hello))), undefined);
    assert.deepEqual(
      log.filter(({ level }) => level === 'error'),
      [],
    );
  }
});

test('a check of the address is for the application to answer', async () => {
  const { login, log } = createHarness();
  const before = log.length;
  const url = `${address}?signature=a&timestamp=1&nonce=2&echostr=3`;
  const checkOfAddress = { method: 'GET', url, body: '' };
  assert.equal(await login.takePush(new Request(url)), undefined);
  assert.equal(await login.takePush(checkOfAddress), undefined);
  assert.equal(log.length, before);
});

const notOurs: readonly [name: string, hand: () => unknown, sentence: RegExp][] = [
  [
    'a wrong signature',
    async () => requestOf(await sign(hello, 'safe', 'anotherToken1234567890')),
    /push_refused.*"signature".*the Token differs.*Compare/,
  ],
  ['no encryption', async () => requestOf(await sign(hello, 'plain')), /"unencrypted".*safe mode/],
  [
    'another body',
    async () => requestOf({ ...(await sign(hello)), body: '<xml></xml>' }),
    /"signature"/,
  ],
  [
    'no query',
    async () => new Request(address, { method: 'POST', body: (await sign(hello)).body }),
    /"query"/,
  ],
  [
    'a body that was read before',
    async () => {
      const request = requestOf(await sign(hello));
      await request.text();
      return request;
    },
    /push_not_taken.*had read before.*`\{ url, body \}`/,
  ],
  [
    'a body that somebody is reading',
    async () => {
      const request = requestOf(await sign(hello));
      request.body?.getReader();
      return request;
    },
    /push_not_taken.*had read before/,
  ],
  [
    'a parsed body',
    async () => ({ url: `/?${(await sign(hello)).query}`, body: { xml: {} } }),
    /body as it came: text or bytes.*let it keep the text/,
  ],
  [
    'a request of node:http',
    () => ({ url: '/?a=1', headers: {}, socket: {} }),
    /needs a Request, or/,
  ],
  [
    'a body alone',
    async () => ({ body: (await sign(hello)).body }),
    /needs the query of the request/,
  ],
  ['a broken URL', () => ({ url: 'https://[', body: '' }), /needs the query of the request/],
  ['nothing', () => undefined, /needs a Request, or/],
  ['an address', () => address, /needs a Request, or/],
];

for (const [name, hand, sentence] of notOurs) {
  test(`handed over with ${name}, a push is the application's, and the log says why`, async () => {
    const { login, log } = createHarness();
    const [handed, again] = [await hand(), await hand()];
    assert.equal(await login.takePush(handed as HandedPush), undefined);
    assert.equal(await login.takePush(again as HandedPush), undefined);
    const lines = log.slice(1).map((line) => JSON.stringify(line));
    assert.match(lines[0] ?? '', sentence);
    assert.ok(lines.length === 1 || /push_refused/.test(lines[0] ?? ''), 'a mistake is named once');
  });
}

test('if the store fails, the push of a login gets an answer after which WeChat may repeat it', async () => {
  const store = createMemoryStore();
  const { login, open, scanXml } = createHarness({ store });
  const { scene } = await open();
  store.byScene = () => Promise.reject(new Error('gone'));
  const answer = await login.takePush(requestOf(await sign(scanXml(scene))));
  assert.equal(answer?.status, 503);
  assert.equal(await login.takePush(requestOf(await sign(hello))), undefined);
});
