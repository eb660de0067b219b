import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createCrypt,
  openEnvelope,
  parsePush,
  readFlatXml,
  encryptReply,
  signatureOf,
  textReply,
  verifyHandshake,
} from '../../../src/wechat/index.js';
import { outOfOrderText } from '../../../src/simulator/index.js';
import type { PushMode } from '../../../src/wechat/index.js';
import { callbackUrl, sceneCode, setTable } from '../../support/simulator/account.js';
import { until } from '../../support/until.js';
import type { Received, Table } from '../../support/simulator/account.js';

/** person-2 follows already. */
async function scanByFollower(table: Table): Promise<{ ticket: string }> {
  const { simulator } = table;
  const code = await sceneCode(simulator, 'scene-1');
  await simulator.phone.scan('person-2', code.url);
  return code;
}

async function open({ simulator, clock }: Table, { query, body }: Received, mode: PushMode) {
  const { token } = simulator.account;
  const crypt = await createCrypt(simulator.account);
  const nowS = Math.floor(clock.now() / 1000);
  return openEnvelope({ query, body, token, crypt, mode, nowS });
}

/** A reply to the person of that push, as a well-behaved server writes it. */
function replyTo({ simulator }: Table, { query }: Received, content: string): string {
  const to = query.get('openid') ?? '';
  const from = simulator.account.originalId;
  return textReply({ to, from, createdAtS: 1_711_276_624, content });
}

const nothing = (): Response => new Response('');

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`a push in ${mode} mode is opened by the backend's code`, async () => {
    const table = setTable({ account: { mode } });
    const { ticket } = await scanByFollower(table);
    await table.simulator.idle();
    const [received] = table.received;
    assert.ok(received);
    const { xml, encrypted } = await open(table, received, mode);
    assert.equal(encrypted, mode !== 'plain');
    const push = parsePush(xml);
    assert.equal(push.type, 'scan');
    assert.deepEqual(push, {
      to: table.simulator.account.originalId,
      openid: received.query.get('openid'),
      createdAtS: table.clock.now() / 1000,
      type: 'scan',
      scene: 'scene-1',
      ticket,
    });
  });
}

test('the inner XML has the layout of the real platform to the byte', async () => {
  const account = { mode: 'plain', originalId: 'gh_7c4b682367f4' } as const;
  const table = setTable({ account });
  const { ticket } = await scanByFollower(table);
  await table.simulator.idle();
  const openid = table.received[0]?.query.get('openid');
  const expected = `<xml><ToUserName><![CDATA[gh_7c4b682367f4]]></ToUserName>
<FromUserName><![CDATA[${openid}]]></FromUserName>
<CreateTime>1711276623</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[SCAN]]></Event>
<EventKey><![CDATA[scene-1]]></EventKey>
<Ticket><![CDATA[${ticket}]]></Ticket>
</xml>`;
  assert.equal(table.received[0]?.body, expected);
});

test("in safe mode, only the account's id is outside the encryption", async () => {
  const table = setTable();
  await scanByFollower(table);
  await table.simulator.idle();
  const [{ body, query, headers, method } = assert.fail()] = table.received;
  const to = table.simulator.account.originalId;
  const encrypted = readFlatXml(body).get('Encrypt');
  assert.equal(
    body,
    `<xml>\n    <ToUserName><![CDATA[${to}]]></ToUserName>\n` +
      `    <Encrypt><![CDATA[${encrypted}]]></Encrypt>\n</xml>\n`,
  );
  assert.equal(method, 'POST');
  assert.match(headers.get('content-type') ?? '', /^text\/xml/);
  assert.deepEqual(
    [...query.keys()],
    ['signature', 'timestamp', 'nonce', 'openid', 'encrypt_type', 'msg_signature'],
  );
  assert.match(query.get('nonce') ?? '', /^[1-9]\d{8,9}$/);
});

test('the query of the callback URL itself is kept', async () => {
  const table = setTable({ account: { callbackUrl: `${callbackUrl}?tenant=7` } });
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal(table.received[0]?.query.get('tenant'), '7');
  assert.equal(table.received[0].query.get('encrypt_type'), 'aes');
});

test('an unanswered push is cut off after 5 s and sent 3 times in all', async () => {
  const aborted: boolean[] = [];
  const table = setTable({}, (request) => {
    request.signal.addEventListener('abort', () => aborted.push(true));
    return new Promise<Response>(() => undefined);
  });
  await scanByFollower(table);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => table.received.length === attempt && table.clock.waiting() === 1);
    table.clock.advance(4999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(table.received.length, attempt);
    table.clock.advance(1);
  }
  await table.simulator.idle();
  assert.equal(table.received.length, 3);
  assert.equal(aborted.length, 3);
  assert.equal(table.clock.waiting(), 0);
  const [delivery] = table.simulator.deliveries;
  assert.deepEqual(
    delivery?.attempts.map(({ outcome }) => outcome.type),
    ['timeout', 'timeout', 'timeout'],
  );
  const [line] = await table.simulator.phone.chat('person-2');
  assert.deepEqual([line?.text, line?.byPlatform], [outOfOrderText, true]);
});

test('an answer that begins in time but never ends counts as none', async () => {
  let cancelled = 0;
  const table = setTable({}, () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('succ')),
      cancel: () => {
        cancelled++;
      },
    });
    return new Response(body);
  });
  await scanByFollower(table);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => table.received.length === attempt && table.clock.waiting() === 1);
    table.clock.advance(5000);
  }
  await table.simulator.idle();
  await until(() => cancelled === 3);
});

test('an answer after the cut-off is not read', async () => {
  let cancelled = 0;
  const late = (): Response =>
    new Response(
      new ReadableStream<Uint8Array>({
        cancel: () => {
          cancelled++;
        },
      }),
    );
  const table = setTable(
    { settings: { pushTimeoutMs: 1 } },
    (request) =>
      new Promise<Response>((resolve) => {
        request.signal.addEventListener('abort', () => setImmediate(() => resolve(late())));
      }),
  );
  await scanByFollower(table);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => table.received.length === attempt && table.clock.waiting() === 1);
    table.clock.advance(1);
  }
  await table.simulator.idle();
  await until(() => cancelled === 3);
});

test('a repeated push has the same body and, by default, a new valid signature', async () => {
  let answers = 0;
  const table = setTable({}, () => {
    if (++answers < 3) throw new TypeError('connection refused');
    return nothing();
  });
  await scanByFollower(table);
  await table.simulator.idle();
  const [first = assert.fail(), second = assert.fail(), third = assert.fail()] = table.received;
  assert.equal(second.body, first.body);
  assert.equal(third.body, first.body);
  assert.notEqual(second.query.get('nonce'), first.query.get('nonce'));
  for (const each of table.received) await open(table, each, 'safe');
  assert.deepEqual(await table.simulator.phone.chat('person-2'), []);
});

test('settings: the same signature when repeated, and three more attempts after the first', async () => {
  const settings = { repeatedSignature: 'same', pushAttempts: 4 } as const;
  const table = setTable({ settings }, () => {
    throw new TypeError('connection refused');
  });
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal(table.received.length, 4);
  assert.equal(new Set(table.received.map(({ query }) => query.toString())).size, 1);
});

test('an HTTP error is shown in the chat, or repeated if the settings say so', async () => {
  const table = setTable({}, () => new Response('', { status: 503 }));
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal(table.received.length, 1);
  assert.equal((await table.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
  assert.equal(table.simulator.deliveries[0]?.attempts[0]?.complaint, 'HTTP 503');
  table.simulator.settings.retryErrorStatus = true;
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal(table.received.length, 4);
});

test('"success" and an empty answer add nothing to the chat', async () => {
  for (const text of ['success', '', ' \n']) {
    const table = setTable({}, () => new Response(text));
    await scanByFollower(table);
    await table.simulator.idle();
    assert.deepEqual(await table.simulator.phone.chat('person-2'), []);
    assert.equal(table.received.length, 1);
  }
});

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`an ${mode === 'plain' ? 'open' : 'encrypted'} reply in ${mode} mode appears in the chat`, async () => {
    const table: Table = setTable({ account: { mode } }, async (_, received) => {
      const xml = replyTo(table, received, '欢迎 <a href="https://x.example">x</a>');
      if (mode === 'plain') return new Response(xml);
      const { account } = table.simulator;
      const crypt = await createCrypt(account);
      const seal = { token: account.token, crypt, timestampS: 1_711_276_624, nonce: '123' };
      return new Response(await encryptReply(xml, seal));
    });
    await scanByFollower(table);
    await table.simulator.idle();
    assert.deepEqual(await table.simulator.phone.chat('person-2'), [
      {
        from: 'account',
        text: '欢迎 <a href="https://x.example">x</a>',
        atMs: table.clock.now(),
      },
    ]);
  });
}

test('every malformed reply shows the same notice in the chat', async () => {
  const cases: readonly (readonly [string, PushMode, (table: Table, got: Received) => string])[] = [
    ['JSON', 'plain', () => '{"ok":true}'],
    ['HTML', 'plain', () => '<!DOCTYPE html><html></html>'],
    ['plain in safe mode', 'safe', (table, got) => replyTo(table, got, 'hello')],
    [
      'to somebody else',
      'plain',
      (table, got) => replyTo(table, got, 'hello').replace(/<!\[CDATA\[o/, '<![CDATA[p'),
    ],
    [
      'from another account',
      'plain',
      (table, got) => replyTo(table, got, 'hello').replace('gh_', 'gg_'),
    ],
    [
      'without a time',
      'plain',
      (table, got) => replyTo(table, got, 'hello').replace('1711276624', 'now'),
    ],
    ['empty', 'plain', (table, got) => replyTo(table, got, '')],
    [
      'too long',
      'plain',
      (table, got) => replyTo(table, got, 'x').replace('[x]', `[${'中'.repeat(700)}]`),
    ],
    [
      'of no known type',
      'plain',
      (table, got) => replyTo(table, got, 'x').replace('[text]', '[event]'),
    ],
    ['endless', 'plain', () => 'x'.repeat(70_000)],
  ];
  for (const [name, mode, bodyOf] of cases) {
    const table: Table = setTable(
      { account: { mode } },
      (_, got) => new Response(bodyOf(table, got)),
    );
    await scanByFollower(table);
    await table.simulator.idle();
    const texts = (await table.simulator.phone.chat('person-2')).map(({ text }) => text);
    assert.deepEqual(texts, [outOfOrderText], name);
    assert.equal(table.received.length, 1, `${name}: not sent again`);
  }
});

test('a reply with a wrong MsgSignature shows the notice', async () => {
  const table: Table = setTable({}, async (_, received) => {
    const { account } = table.simulator;
    const crypt = await createCrypt(account);
    const seal = { token: 'another', crypt, timestampS: 1_711_276_624, nonce: '123' };
    return new Response(await encryptReply(replyTo(table, received, 'hello'), seal));
  });
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal((await table.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
});

test('articles and pictures are accepted, and a handover to customer service shows nothing', async () => {
  for (const [msgType, lines] of [
    ['news', ['[news]']],
    ['image', ['[image]']],
    ['transfer_customer_service', []],
  ] as const) {
    const table: Table = setTable({ account: { mode: 'plain' } }, (_, received) => {
      const xml = replyTo(table, received, 'x').replace('[text]', `[${msgType}]`);
      const articles = '<Articles><item><Title><![CDATA[t]]></Title></item></Articles></xml>';
      return new Response(xml.replace('</xml>', articles));
    });
    await scanByFollower(table);
    await table.simulator.idle();
    const chat = await table.simulator.phone.chat('person-2');
    assert.deepEqual(
      chat.map(({ text }) => text),
      lines,
    );
  }
});

test('the callback URL is verified with an echostr of 19 digits', async () => {
  let answer: (echostr: string) => string = (echostr) => echostr;
  const table: Table = setTable({}, async (request) => {
    assert.equal(request.method, 'GET');
    const query = new URL(request.url).searchParams;
    const { token } = table.simulator.account;
    assert.equal(await verifyHandshake({ query, token }), query.get('echostr'));
    return new Response(answer(query.get('echostr') ?? ''));
  });
  assert.equal(await table.simulator.verifyCallback(), true);
  assert.match(table.received[0]?.query.get('echostr') ?? '', /^[1-9]\d{18}$/);
  answer = (echostr) => `"${echostr}"`;
  assert.equal(await table.simulator.verifyCallback(), false);
  table.simulator.account.callbackUrl = undefined;
  assert.equal(await table.simulator.verifyCallback(), false);
});

test('an account without a callback URL, or a disabled one, pushes nothing', async () => {
  const table = setTable();
  const { account, phone } = table.simulator;
  account.callbackUrl = undefined;
  await scanByFollower(table);
  account.callbackUrl = callbackUrl;
  account.isDisabled = true;
  await phone.send('person-2', 'hello');
  await phone.unfollow('person-2');
  await table.simulator.idle();
  assert.equal(table.received.length, 0);
});

test('a callback URL that is not absolute is an error of each action on the phone', async () => {
  const table = setTable({ account: { callbackUrl: '/wechat-login' } });
  await assert.rejects(scanByFollower(table), /callbackUrl must be an absolute URL/);
});

test('a malformed EncodingAESKey is refused at the start', () => {
  assert.throws(() => setTable({ account: { encodingAesKey: 'short' } }), /EncodingAESKey/);
});

test('the plain signature covers only Token, timestamp and nonce', async () => {
  const table = setTable({ account: { token: 'AAAAA' } });
  await scanByFollower(table);
  await table.simulator.idle();
  const query = table.received[0]?.query ?? assert.fail();
  const parts = ['timestamp', 'nonce'].map((name) => query.get(name) ?? '');
  assert.equal(query.get('signature'), await signatureOf('AAAAA', ...parts));
});

test('an encrypted reply in plain mode shows the notice', async () => {
  const table: Table = setTable({ account: { mode: 'plain' } }, async (_, received) => {
    const { account } = table.simulator;
    const crypt = await createCrypt(account);
    const seal = { token: account.token, crypt, timestampS: 1_711_276_624, nonce: '123' };
    return new Response(await encryptReply(replyTo(table, received, 'hello'), seal));
  });
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal((await table.simulator.phone.chat('person-2'))[0]?.text, outOfOrderText);
});

test('a person who has unfollowed before the reply arrives does not see it', async () => {
  const table: Table = setTable({ account: { mode: 'plain' } }, async (_, received) => {
    await table.simulator.phone.unfollow('person-2');
    return new Response(replyTo(table, received, 'hello'));
  });
  await scanByFollower(table);
  await table.simulator.idle();
  assert.deepEqual(
    table.simulator.deliveries.map(({ event }) => event),
    ['SCAN', 'unsubscribe'],
  );
  assert.deepEqual(await table.simulator.phone.chat('person-2'), []);
});

test('an answered push leaves no timer behind', async () => {
  const table = setTable();
  await scanByFollower(table);
  await table.simulator.idle();
  assert.equal(table.clock.waiting(), 0);
});
