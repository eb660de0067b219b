import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  PhoneError,
  remotePhone,
  type MediaType,
  type Phone,
} from '../../../src/simulator/index.js';
import { createPhoneEndpoint } from '../../../src/simulator/phone/endpoint.js';
import {
  callEndpoint,
  createSceneQrCode,
  createSimulatorHarness,
} from '../../support/simulator/harness.js';

const address = 'https://shop.example/simulator';
const base = `${address}/phone`;
const log = (): void => undefined;

/** A phone that reaches the simulator through its HTTP endpoint. */
function overHttp(phone: Phone): Phone {
  const endpoint = createPhoneEndpoint(phone, { log });
  return remotePhone(`${address}/`, (input, init) => endpoint(new Request(input, init)));
}

function post(method: string, body: BodyInit, headers: HeadersInit = json): Request {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  return new Request(`${base}/${method}`, init);
}

const json = { 'content-type': 'application/json' };

test('a remote phone does everything that the phone itself does', async () => {
  const { simulator } = createSimulatorHarness();
  const local = simulator.phone;
  const phone = overHttp(local);
  const { url } = await createSceneQrCode(simulator);
  assert.deepEqual(await phone.people(), await local.people());
  assert.equal((await phone.addPerson('Dan')).name, 'Dan');
  const scan = await phone.scan('person-1', url);
  assert.ok(scan.type === 'profile');
  assert.equal((await phone.follow('person-1', scan.scanId)).type, 'chat');
  assert.equal((await phone.search('person-3', simulator.account.name)).type, 'profile');
  assert.equal((await phone.followBySearch('person-3')).type, 'chat');
  await phone.send('person-1', 'hello');
  await phone.tap('person-1', 'weixin://bizmsgmenu?msgmenucontent=yes&msgmenuid=1');
  assert.deepEqual(
    (await phone.chat('person-1')).map(({ text }) => text),
    ['hello', 'yes'],
  );
  assert.deepEqual(await phone.scan('person-1', 'x'), { type: 'unknown', text: 'x' });
  await phone.unfollow('person-1');
  assert.deepEqual(await phone.chat('person-1'), []);
  assert.equal((await phone.followByPayment('person-1')).type, 'chat');
  const button = [{ type: 'click', name: 'Help', key: 'help' }];
  await callEndpoint(simulator, 'menu/create', { button });
  await phone.pressMenu('person-1', 'Help');
  await phone.sendMedia('person-1', 'voice');
  await assert.rejects(
    phone.sendMedia('person-1', 'hologram' as MediaType),
    /The phone sends "image"/,
  );
  const { appId } = simulator.account;
  const page = encodeURIComponent('https://shop.example/callback');
  const authorizeUrl = `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=${page}&response_type=code&scope=snsapi_base&state=1#wechat_redirect`;
  assert.deepEqual(await phone.authorize('person-1', authorizeUrl, 'refuse'), {
    type: 'page',
    url: 'https://shop.example/callback?state=1',
  });
  assert.equal((await phone.authorize('person-1', 'https://shop.example/')).type, 'error');
  await phone.changeAuthorization('person-1', 'cancelled');
  await simulator.idle();
  assert.deepEqual(
    simulator.deliveries
      .filter(({ personId }) => personId === 'person-1')
      .map(({ event }) => event),
    [
      ...['subscribe', 'text', 'text', 'unsubscribe'],
      ...['subscribe', 'CLICK', 'voice', 'user_authorization_cancellation'],
    ],
  );
});

test('a remote phone rejects with the same message', async () => {
  const { simulator } = createSimulatorHarness();
  const expected = await simulator.phone.chat('nobody').catch((error: unknown) => error);
  assert.ok(expected instanceof PhoneError);
  await assert.rejects(overHttp(simulator.phone).chat('nobody'), expected);
});

test('a remote phone reports a server that is gone or is not a simulator', async () => {
  const gone = remotePhone(address, () => Promise.reject(new TypeError('refused')));
  await assert.rejects(gone.people(), { name: 'PhoneError', message: /cannot be reached/ });
  const answers = ['<html>', '{}', 'null', '[1]', '[{"id":1}]', '{"error":7}'];
  for (const text of answers) {
    for (const status of [200, 502]) {
      const other = remotePhone(address, () => Promise.resolve(new Response(text, { status })));
      await assert.rejects(other.people(), { name: 'PhoneError', message: /is not the simulator/ });
      await assert.rejects(other.scan('a', 'b'), PhoneError);
    }
  }
});

test('a remote phone reads an endless answer only up to a limit', async () => {
  let chunks = 0;
  const endless = (): Response => {
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      // Ends after all, so that this test also ends without a limit.
      if (chunks++ < 100) controller.enqueue(new Uint8Array(1_048_576).fill(32));
      else controller.close();
    };
    return new Response(new ReadableStream({ pull }));
  };
  const other = remotePhone(address, () => Promise.resolve(endless()));
  await assert.rejects(other.people(), { name: 'PhoneError', message: /is not the simulator/ });
  assert.ok(chunks < 10, `${chunks} MiB were read`);
});

test('a remote phone reports an answer that breaks off', async () => {
  const pull = (controller: ReadableStreamDefaultController): void => {
    controller.error(new TypeError('terminated'));
  };
  const cut = remotePhone(address, () =>
    Promise.resolve(new Response(new ReadableStream({ pull }))),
  );
  await assert.rejects(cut.people(), { name: 'PhoneError', message: /broke off/ });
});

test('the endpoint refuses requests that are not calls of the phone', async () => {
  const endpoint = createPhoneEndpoint(createSimulatorHarness().simulator.phone, { log });
  const statusOf = async (request: Request): Promise<number> => (await endpoint(request)).status;
  assert.equal(await statusOf(post('people', '[]')), 200);
  assert.equal(await statusOf(post('changeAuthorization', '["person-1","sold"]')), 400);
  assert.equal(await statusOf(post('constructor', '[]')), 404);
  assert.equal(await statusOf(post('', '[]')), 404);
  assert.equal(await statusOf(new Request(`${base}/people`)), 405);
  assert.equal(await statusOf(post('people', '[]', {})), 415);
  assert.equal(await statusOf(post('people', new URLSearchParams({ a: 'b' }), {})), 415);
  for (const body of ['', '{}', 'null', '["x"]', '[', '{"length":0}']) {
    assert.equal(await statusOf(post('people', body)), 400, body);
  }
  assert.equal(await statusOf(post('scan', '["person-1", 7]')), 400);
  assert.equal(await statusOf(post('scan', `["person-1","${'x'.repeat(16_384)}"]`)), 413);
});

test('an endless body is read no further than the limit', async () => {
  const endpoint = createPhoneEndpoint(createSimulatorHarness().simulator.phone, { log });
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 4096;
      controller.enqueue(new Uint8Array(4096).fill(32));
    },
  });
  assert.equal((await endpoint(post('people', endless))).status, 413);
  assert.ok(pulled < 65_536);
});

test('a body that breaks off is a bad request, and an internal error reveals nothing', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('reset')),
  });
  const { phone } = createSimulatorHarness().simulator;
  assert.equal((await createPhoneEndpoint(phone, { log })(post('people', broken))).status, 400);
  const faulty = { ...phone, people: () => Promise.reject(new Error('secret')) };
  const logged: unknown[] = [];
  const endpoint = createPhoneEndpoint(faulty, { log: (...line) => void logged.push(line) });
  const answer = await endpoint(post('people', '[]'));
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /secret/);
  assert.deepEqual(logged, [
    ['warn', 'phone_failed', { method: 'people', error: 'Error: secret' }],
  ]);
});

test('answers are not cached', async () => {
  const endpoint = createPhoneEndpoint(createSimulatorHarness().simulator.phone, { log });
  const { headers } = await endpoint(post('people', '[]'));
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('content-type'), 'application/json');
});

test('whatever the body, the endpoint answers with a documented status', async () => {
  const { simulator } = createSimulatorHarness();
  const endpoint = createPhoneEndpoint(simulator.phone, { log });
  const method = fc.oneof(
    fc.constantFrom('people', 'scan', 'follow', 'chat', 'send', 'tap', 'unfollow', 'addPerson'),
    fc.stringMatching(/^[\w.~-]{0,12}$/),
  );
  const argument = fc.oneof(fc.constantFrom('person-1', 'person-2'), fc.string());
  const body = fc.oneof(
    fc.array(argument, { maxLength: 3 }).map((args) => JSON.stringify(args)),
    fc.json(),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(method, body, async (name, text) => {
      const { status } = await endpoint(post(name, text));
      assert.ok([200, 400, 404].includes(status), `${name} ${text}: ${status}`);
    }),
    { numRuns: 500 },
  );
  await simulator.idle();
});
