/** Pushes that are not those of a login, sent on to the application that the account has already. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mock, test } from 'node:test';
import { createCrypt } from '../../../../src/wechat/push/crypt.js';
import { decryptReply, encryptReply } from '../../../../src/wechat/push/encrypt-reply.js';
import { eventXml, textXml } from '../../../../src/wechat/push/write-messages.js';
import { textReply } from '../../../../src/wechat/push/write-reply.js';
import { settle } from '../../../support/clock.js';
import { listen, stop } from '../../../support/server/http-server.js';
import {
  authorizationXml,
  createHarness,
  originalId,
  settings,
  type Answer,
  type HarnessOptions,
  type PushSettings,
} from '../../../support/server/harness.js';

const target = 'https://app.example.com/hook?account=1';
const nowS = 1_800_000_000;
const about = { to: originalId, from: 'oPersonOne', createdAtS: nowS };
const hello = textXml({ ...about, content: '你好 & <1>', msgId: '23456789012345678' });
const replyXml = textReply({ to: 'oPersonOne', from: originalId, createdAtS: nowS, content: '在' });

async function encrypted(xml = replyXml, keys: Partial<typeof settings> = {}): Promise<string> {
  const { token, encodingAesKey } = { ...settings, ...keys };
  const crypt = await createCrypt({ appId: settings.appId, encodingAesKey });
  return encryptReply(xml, { token, crypt, timestampS: nowS, nonce: '415670741' });
}

interface Forwarded {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: string;
}

/** A backend that forwards its pushes, and an application that answers them. */
function createFront(
  answer: (call: number, signal: AbortSignal | null) => Response | Promise<Response>,
  options: HarnessOptions = {},
  url = target,
) {
  const forwarded: Forwarded[] = [];
  const fetch = async (
    input: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(init.body as Uint8Array);
    forwarded.push({ url: input as string, init, body });
    return answer(forwarded.length, init.signal ?? null);
  };
  const harness = createHarness({ ...options, forwardPushes: { url, fetch } });
  const failures = (): unknown[] =>
    harness.log.flatMap(({ event, details }) => (event === 'forward_failed' ? [details] : []));
  return { ...harness, forwarded, failures };
}

const success = (): Response => new Response('success');

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

/** What WeChat would show as an error in the chat. */
const unusable: readonly [
  name: string,
  answer: () => Response | Promise<Response>,
  sentence: RegExp,
  mode?: 'plain',
][] = [
  [
    'an error status',
    () => new Response('success', { status: 500 }),
    /HTTP 500, and not 200.*got "success" instead/,
  ],
  [
    'a refusal',
    () => new Response('', { status: 403 }),
    /HTTP 403.*another Token or EncodingAESKey/,
  ],
  ['no content', () => new Response(null, { status: 204 }), /HTTP 204/],
  [
    'a redirect',
    () => Response.redirect('https://www.app.example.com/hook/?secret=1', 301),
    /redirects to https:\/\/www\.app\.example\.com\. Redirects are not followed.*Set `forwardPushes` to the final/,
  ],
  [
    'a redirect that the runtime hides',
    () =>
      Object.defineProperties(new Response(), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      }),
    /Redirects are not followed/,
  ],
  ['a page of HTML', () => new Response('\n<!DOCTYPE html><html></html>'), /a page of HTML/],
  ['JSON', () => Response.json({ ok: true }), /does not take: it is not XML/],
  ['a word', () => new Response('ok'), /does not take: it is not XML/],
  ['XML that is cut off', async () => new Response((await encrypted()).slice(0, -9)), /not XML/],
  ['a plain reply in safe mode', () => new Response(replyXml), /a plain reply in safe mode/],
  [
    'a reply under another EncodingAESKey',
    async () =>
      new Response(await encrypted(replyXml, { encodingAesKey: 'b'.repeat(43) as never })),
    /encrypted with other keys/,
  ],
  [
    'a reply signed with another Token',
    async () => new Response(await encrypted(replyXml, { token: 'another' as never })),
    /signed or encrypted with other keys/,
  ],
  [
    'an encrypted reply in plain mode',
    async () => new Response(await encrypted()),
    /an encrypted reply in plain/,
    'plain',
  ],
  [
    'a reply to somebody else',
    async () => new Response(await encrypted(replyXml.replace('oPersonOne', 'oPersonTwo'))),
    /ToUserName is not the sender/,
  ],
  [
    'an empty text',
    async () => new Response(await encrypted(replyXml.replace('在', ''))),
    /Content is empty/,
  ],
  [
    'a text of 3000 bytes',
    async () => new Response(await encrypted(replyXml.replace('在', '在'.repeat(1000)))),
    /more than 2048 bytes/,
  ],
  [
    'a type that no reply has',
    async () => new Response(await encrypted(replyXml.replace('[text]', '[link]'))),
    /MsgType/,
  ],
  ['an answer of 70 000 bytes', () => new Response(' '.repeat(70_000)), /longer than any reply/],
  ['an answer that is not UTF-8', () => new Response(new Uint8Array([0xff, 0xfe])), /not UTF-8/],
  [
    'an answer that breaks off',
    () => new Response(new ReadableStream({ start: (body) => body.error(new Error('cut')) })),
    /broke off/,
  ],
];

for (const [name, answer, sentence, mode = 'safe'] of unusable) {
  test(`${name} from the application does not reach the chat, and the log says why`, async () => {
    const { push, failures } = createFront(answer, { wechat: { mode } });
    const got: Answer = await push(hello, { mode });
    assert.deepEqual([got.status, got.text], [200, 'success']);
    const [failure, ...more] = failures();
    assert.deepEqual(more, []);
    const line = JSON.stringify(failure);
    assert.match((failure as { meaning: string }).meaning, sentence);
    assert.match((failure as { meaning: string }).meaning, /^app\.example\.com /);
    assert.doesNotMatch(line, /hook|secret|oPerson|你好/, 'neither paths nor what people sent');
  });
}

test('answers in other forms that WeChat takes are passed on', async () => {
  const image = replyXml
    .replace('[text]', '[image]')
    .replace(/<Content>.*<\/Content>/, '<Image><MediaId><![CDATA[m1]]></MediaId></Image>');
  const transfer = replyXml
    .replace('[text]', '[transfer_customer_service]')
    .replace(/<Content.*>\n/, '');
  const html = { headers: { 'content-type': 'text/html' } };
  for (const [text, mode] of [
    ['', 'safe'],
    ['success', 'safe'],
    ['\nsuccess\r\n', 'safe'],
    [await encrypted(image), 'safe'],
    [`\n<?xml version="1.0" encoding="UTF-8"?>${await encrypted(transfer)}`, 'safe'],
    [replyXml, 'compatible'],
    [replyXml.replace('<![CDATA[在]]>', '&#22312; &#x1F600; &#60;&#38;'), 'plain'],
    [replyXml, 'plain'],
  ] as const) {
    // PHP says text/html unless it is told otherwise.
    const { push, failures } = createFront(() => new Response(text, html), { wechat: { mode } });
    const answer = await push(hello, { mode });
    assert.deepEqual([answer.status, answer.text], [200, text]);
    const type = text.includes('<') ? /^text\/xml/ : /^text\/plain/;
    assert.match(answer.headers.get('content-type') ?? '', type);
    assert.deepEqual(failures(), []);
  }
});

/** Pushes once; `act` moves the timers meanwhile. */
async function pushWithTimers(
  { push }: Pick<ReturnType<typeof createFront>, 'push'>,
  act: () => void | Promise<void>,
): Promise<Answer> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const answered = push(hello);
    await settle();
    await act();
    return await answered;
  } finally {
    mock.timers.reset();
  }
}

const slow: readonly [name: string, answer: () => Response | Promise<Response>][] = [
  ['an application that does not answer', () => new Promise(() => undefined)],
  [
    'an application that does not finish its answer',
    () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array([60])) })),
  ],
];

for (const [name, answer] of slow) {
  test(`WeChat does not wait in vain for ${name}`, async () => {
    let signal: AbortSignal | null = null;
    const front = createFront((_, given) => {
      signal = given;
      return answer();
    });
    const got = await pushWithTimers(front, () => mock.timers.tick(4500));
    assert.deepEqual([got.status, got.text], [200, 'success']);
    assert.equal((signal as AbortSignal | null)?.aborted, true, 'the request is given up');
    const [failure] = front.failures() as { reason: string; meaning: string }[];
    assert.equal(failure?.reason, 'late');
    assert.match(failure.meaning, /longer than WeChat waits.*customer message/);
  });
}

test('an application that restarts gets the push a moment later', async () => {
  const front = createFront((call) => {
    if (call === 1) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    return new Response('success', { status: call === 2 ? 502 : 200 });
  });
  await pushWithTimers(front, async () => {
    mock.timers.tick(1000);
    await settle();
    mock.timers.tick(1000);
  });
  assert.equal(front.forwarded.length, 3);
  assert.equal(front.forwarded[2]?.body, front.forwarded[0]?.body);
  assert.deepEqual(front.failures(), []);
});

for (const [name, answer, sentence] of [
  [
    'is down',
    () => Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })),
    /could not be reached.*ECONNREFUSED.*has not received this push/,
  ],
  ['is down behind its proxy', () => new Response('', { status: 503 }), /answered HTTP 503 until/],
] satisfies [string, () => Response | Promise<Response>, RegExp][]) {
  test(`if the application ${name}, the log says that the push is lost`, async () => {
    const front = createFront(answer);
    const got = await pushWithTimers(front, async () => {
      for (let second = 0; second < 5; second++) {
        mock.timers.tick(1000);
        await settle();
      }
    });
    assert.deepEqual([got.status, got.text], [200, 'success']);
    const [failure, ...more] = front.failures() as { meaning: string }[];
    assert.match(failure?.meaning ?? '', sentence);
    assert.deepEqual(more, []);
  });
}

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
