import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import {
  createCrypt,
  openEnvelope,
  parsePush,
  readFlatXml,
  signatureOf,
  verifyHandshake,
} from '../../../src/wechat/index.js';
import { createSimulator, outOfOrderText } from '../../../src/simulator/index.js';
import type { PushMode } from '../../../src/wechat/index.js';
import {
  callbackUrl,
  createSimulatorHarness,
  scanByFollower,
} from '../../support/simulator/harness.js';
import { until } from '../../support/until.js';
import type { ReceivedPush, SimulatorHarness } from '../../support/simulator/harness.js';

async function open(
  { simulator, clock }: SimulatorHarness,
  { query, body }: ReceivedPush,
  mode: PushMode,
) {
  const { token } = simulator.account;
  const crypt = await createCrypt(simulator.account);
  const nowS = Math.floor(clock.now() / 1000);
  return openEnvelope({ query, body, token, crypt, mode, nowS });
}

const nothing = (): Response => new Response('');

for (const mode of ['safe', 'compatible', 'plain'] as const) {
  test(`the backend's code opens a push in ${mode} mode`, async () => {
    const harness = createSimulatorHarness({ account: { mode } });
    const { ticket } = await scanByFollower(harness);
    await harness.simulator.idle();
    const [received] = harness.received;
    assert.ok(received);
    const { xml, encrypted } = await open(harness, received, mode);
    assert.equal(encrypted, mode !== 'plain');
    const push = parsePush(xml);
    assert.equal(push.type, 'scan');
    assert.deepEqual(push, {
      to: harness.simulator.account.originalId,
      openid: received.query.get('openid'),
      createdAtS: harness.clock.now() / 1000,
      type: 'scan',
      scene: 'scene-1',
      ticket,
    });
  });
}

test('the inner XML has the layout of the real platform to the byte', async () => {
  const account = { mode: 'plain', originalId: 'gh_7c4b682367f4' } as const;
  const harness = createSimulatorHarness({ account });
  const { ticket } = await scanByFollower(harness);
  await harness.simulator.idle();
  const openid = harness.received[0]?.query.get('openid');
  const expected = `<xml><ToUserName><![CDATA[gh_7c4b682367f4]]></ToUserName>
<FromUserName><![CDATA[${openid}]]></FromUserName>
<CreateTime>1711276623</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[SCAN]]></Event>
<EventKey><![CDATA[scene-1]]></EventKey>
<Ticket><![CDATA[${ticket}]]></Ticket>
</xml>`;
  assert.equal(harness.received[0]?.body, expected);
});

test("in safe mode, only the account's id is outside the encryption", async () => {
  const harness = createSimulatorHarness();
  await scanByFollower(harness);
  await harness.simulator.idle();
  const [{ body, query, headers, method } = assert.fail()] = harness.received;
  const to = harness.simulator.account.originalId;
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

test('in compatible mode, every element has a line and four spaces of its own', async () => {
  const harness = createSimulatorHarness({ account: { mode: 'compatible' } });
  await harness.simulator.phone.send('person-2', 'two\nlines\n<b>');
  await harness.simulator.idle();
  const [{ body } = assert.fail()] = harness.received;
  const lines = body.split('\n');
  assert.equal(lines.shift(), '<xml>');
  assert.match(lines.shift() ?? '', /^ {4}<ToUserName><!\[CDATA\[gh_/);
  assert.match(lines.shift() ?? '', /^ {4}<FromUserName>/);
  assert.match(lines.shift() ?? '', /^ {4}<CreateTime>1711276623<\/CreateTime>$/);
  assert.equal(lines.shift(), '    <MsgType><![CDATA[text]]></MsgType>');
  assert.equal(lines.splice(0, 3).join('\n'), '    <Content><![CDATA[two\nlines\n<b>]]></Content>');
  assert.match(lines.shift() ?? '', /^ {4}<MsgId>\d+<\/MsgId>$/);
  assert.match(lines.shift() ?? '', /^ {4}<Encrypt><!\[CDATA\[.*\]\]><\/Encrypt>$/);
  assert.deepEqual(lines, ['</xml>', '']);
});

test('over the network, nothing marks a push as the request of a page', async (t) => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    request.resume();
    response.end(query.get('echostr') ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  // AddressInfo, because the server listens on a port.
  const { port } = server.address() as AddressInfo;
  const callbackUrl = `http://127.0.0.1:${port}/push`;
  const people = [{ name: 'Ben', id: 'ben', follows: true }];
  const simulator = createSimulator({ account: { callbackUrl }, people });
  assert.equal(await simulator.verifyCallback(), true);
  await simulator.phone.send('ben', 'hello');
  await simulator.idle();
  assert.deepEqual(
    simulator.deliveries.map(({ attempts }) => attempts.map(({ outcome }) => outcome.type)),
    [['answered']],
  );
  assert.equal(requests.length, 2);
  for (const { headers } of requests) {
    assert.equal(headers['user-agent'], 'Mozilla/4.0');
    const names = Object.keys(headers).filter((name) => /^sec-|^accept-language$/.test(name));
    assert.deepEqual(names, []);
  }
  assert.match(requests[1]?.headers['content-type'] ?? '', /^text\/xml/);
  assert.ok(Number(requests[1]?.headers['content-length']) > 0);
});

test('the query of the callback URL itself is kept', async () => {
  const harness = createSimulatorHarness({ account: { callbackUrl: `${callbackUrl}?tenant=7` } });
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal(harness.received[0]?.query.get('tenant'), '7');
  assert.equal(harness.received[0].query.get('encrypt_type'), 'aes');
});

test('an unanswered push is cut off after 5 s and sent 3 times in all', async () => {
  const aborted: boolean[] = [];
  const harness = createSimulatorHarness({}, (request) => {
    request.signal.addEventListener('abort', () => aborted.push(true));
    return new Promise<Response>(() => undefined);
  });
  await scanByFollower(harness);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => harness.received.length === attempt && harness.clock.pending === 1);
    harness.clock.tick(4999);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(harness.received.length, attempt);
    harness.clock.tick(1);
  }
  await harness.simulator.idle();
  assert.equal(harness.received.length, 3);
  assert.equal(aborted.length, 3);
  assert.equal(harness.clock.pending, 0);
  const [delivery] = harness.simulator.deliveries;
  assert.deepEqual(
    delivery?.attempts.map(({ outcome }) => outcome.type),
    ['timeout', 'timeout', 'timeout'],
  );
  const [line] = await harness.simulator.phone.chat('person-2');
  assert.deepEqual([line?.text, line?.byPlatform], [outOfOrderText, true]);
});

test('an answer that begins in time but never ends counts as none', async () => {
  let cancelled = 0;
  const harness = createSimulatorHarness({}, () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('succ')),
      cancel: () => {
        cancelled++;
      },
    });
    return new Response(body);
  });
  await scanByFollower(harness);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => harness.received.length === attempt && harness.clock.pending === 1);
    harness.clock.tick(5000);
  }
  await harness.simulator.idle();
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
  const harness = createSimulatorHarness(
    { settings: { pushTimeoutMs: 1 } },
    (request) =>
      new Promise<Response>((resolve) => {
        request.signal.addEventListener('abort', () => setImmediate(() => resolve(late())));
      }),
  );
  await scanByFollower(harness);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await until(() => harness.received.length === attempt && harness.clock.pending === 1);
    harness.clock.tick(1);
  }
  await harness.simulator.idle();
  await until(() => cancelled === 3);
});

test('a repeated push has the same body and, by default, a new valid signature', async () => {
  let answers = 0;
  const harness = createSimulatorHarness({}, () => {
    if (++answers < 3) throw new TypeError('connection refused');
    return nothing();
  });
  await scanByFollower(harness);
  await harness.simulator.idle();
  const [first = assert.fail(), second = assert.fail(), third = assert.fail()] = harness.received;
  assert.equal(second.body, first.body);
  assert.equal(third.body, first.body);
  assert.notEqual(second.query.get('nonce'), first.query.get('nonce'));
  for (const each of harness.received) await open(harness, each, 'safe');
  assert.deepEqual(await harness.simulator.phone.chat('person-2'), []);
});

test('by its settings, the simulator repeats a push with the same signature, and three times', async () => {
  const settings = { repeatedSignature: 'same', pushAttempts: 4 } as const;
  const harness = createSimulatorHarness({ settings }, () => {
    throw new TypeError('connection refused');
  });
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal(harness.received.length, 4);
  assert.equal(new Set(harness.received.map(({ query }) => query.toString())).size, 1);
});

test('the callback URL is verified with an echostr of 19 digits', async () => {
  let answer: (echostr: string) => string = (echostr) => echostr;
  const harness: SimulatorHarness = createSimulatorHarness({}, async (request) => {
    assert.equal(request.method, 'GET');
    const query = new URL(request.url).searchParams;
    const { token } = harness.simulator.account;
    assert.equal(await verifyHandshake({ query, token }), query.get('echostr'));
    return new Response(answer(query.get('echostr') ?? ''));
  });
  assert.equal(await harness.simulator.verifyCallback(), true);
  assert.match(harness.received[0]?.query.get('echostr') ?? '', /^[1-9]\d{18}$/);
  answer = (echostr) => `"${echostr}"`;
  assert.equal(await harness.simulator.verifyCallback(), false);
  harness.simulator.account.callbackUrl = undefined;
  assert.equal(await harness.simulator.verifyCallback(), false);
});

test('an account without a callback URL, or a disabled one, pushes nothing', async () => {
  const harness = createSimulatorHarness();
  const { account, phone } = harness.simulator;
  account.callbackUrl = undefined;
  await scanByFollower(harness);
  account.callbackUrl = callbackUrl;
  account.isDisabled = true;
  await phone.send('person-2', 'hello');
  await phone.unfollow('person-2');
  await harness.simulator.idle();
  assert.equal(harness.received.length, 0);
});

test('with a callback URL that is not absolute, each action on the phone fails', async () => {
  const harness = createSimulatorHarness({ account: { callbackUrl: '/wechat-login' } });
  await assert.rejects(scanByFollower(harness), /callbackUrl must be an absolute URL/);
});

test('a malformed EncodingAESKey is refused at the start', () => {
  assert.throws(
    () => createSimulatorHarness({ account: { encodingAesKey: 'short' } }),
    /EncodingAESKey/,
  );
});

test('the plain signature covers only Token, timestamp and nonce', async () => {
  const harness = createSimulatorHarness({ account: { token: 'AAAAA' } });
  await scanByFollower(harness);
  await harness.simulator.idle();
  const query = harness.received[0]?.query ?? assert.fail();
  const parts = ['timestamp', 'nonce'].map((name) => query.get(name) ?? '');
  assert.equal(query.get('signature'), await signatureOf('AAAAA', ...parts));
});

test('an answered push leaves no timer behind', async () => {
  const harness = createSimulatorHarness();
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.equal(harness.clock.pending, 0);
});
