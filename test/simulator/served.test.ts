/** The simulator behind a server: WeChat's API and the phone below one address. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createCookieSessions, createMemoryAccounts } from '../../src/accounts/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { createWechatMpLogin } from '../../src/server/index.js';
import { toFastifyPlugin, type FastifyLike } from '../../src/server/fastify.js';
import { toNodeListener } from '../../src/server/node.js';
import { createSimulator, remotePhone, type Simulator } from '../../src/simulator/index.js';

const json = { 'content-type': 'application/json' };

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const mounts: Readonly<Record<string, (simulator: Simulator) => RequestListener>> = {
  'node:http': (simulator) => toNodeListener(simulator),
  Hono: (simulator) => {
    const app = new Hono();
    app.all('/simulator/*', (c) => simulator.fetch(c.req.raw));
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    return (request, response) => void listener(request, response);
  },
};

for (const [name, mount] of Object.entries(mounts)) {
  test(`a backend and a page reach the simulator over HTTP, mounted with ${name}`, async (t) => {
    const simulator = createSimulator();
    const simulatorUrl = `${await serve(t, mount(simulator))}/simulator`;
    let serveLogin: RequestListener = () => undefined;
    const publicUrl = `${await serve(t, (...exchange) => serveLogin(...exchange))}/wechat-login`;
    const { fetch: _, ...keys } = simulator.wechatOptions();
    const login = createWechatMpLogin({
      publicUrl,
      wechat: { ...keys, apiBaseUrl: simulatorUrl },
      officialAccount: { name: 'Example Shop' },
      accounts: createMemoryAccounts(),
      sessions: createCookieSessions({ secure: false }),
      newAccounts: 'create',
      log: () => undefined,
    });
    serveLogin = toNodeListener(login);
    simulator.account.callbackUrl = login.callbackUrl;

    const { key, challenge } = await createChain();
    const created = await fetch(`${publicUrl}/attempts`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
    });
    const { id, present } = (await created.json()) as { id: string; present: { url: string } };
    const phone = remotePhone(simulatorUrl);
    const [person] = await phone.people();
    const scanned = await phone.scan(person?.id ?? '', present.url);
    assert.ok(scanned.type === 'profile');
    await phone.follow(person?.id ?? '', scanned.scanId);
    await simulator.idle();
    const headers = { authorization: `Bearer ${key}` };
    const attempt = await fetch(`${publicUrl}/attempts/${id}`, { headers });
    assert.equal(((await attempt.json()) as { state: string }).state, 'approved');
    await login.close();
  });

  test(`${name} serves the picture of a QR code`, async (t) => {
    const simulator = createSimulator();
    const base = `${await serve(t, mount(simulator))}/simulator/cgi-bin`;
    const { appId, appSecret } = simulator.account;
    const query = `grant_type=client_credential&appid=${appId}&secret=${appSecret}`;
    const token = (await (await fetch(`${base}/token?${query}`)).json()) as {
      access_token: string;
    };
    const scene = { action_name: 'QR_STR_SCENE', action_info: { scene: { scene_str: 'a' } } };
    const created = await fetch(`${base}/qrcode/create?access_token=${token.access_token}`, {
      method: 'POST',
      body: JSON.stringify(scene),
    });
    const { ticket } = (await created.json()) as { ticket: string };
    const picture = await fetch(`${base}/showqrcode?ticket=${encodeURIComponent(ticket)}`);
    assert.equal(picture.headers.get('content-type'), 'image/jpg');
    const bytes = new Uint8Array(await picture.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 2)], [0xff, 0xd8], 'a JPEG');
  });
}

const phoneUrl = 'http://localhost:4000/simulator/phone/people';

/** A Request as some servers make them: the same fields, but not of the global class. */
function foreignRequest(body: BodyInit | Readable): Request {
  const { signal } = new AbortController();
  const fields = { url: phoneUrl, method: 'POST', headers: new Headers(json), signal };
  return { ...fields, body, bodyUsed: false } as unknown as Request;
}

test('the simulator takes Request objects of other implementations', async () => {
  const simulator = createSimulator();
  const bodies = ['[]', Readable.from([Buffer.from('[]')]), new Blob(['[]']).stream()];
  for (const body of bodies) {
    const answer = await simulator.fetch(foreignRequest(body));
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as unknown[]).length, 3);
  }
});

test('a request whose body was read before is refused with a sentence', async () => {
  const request = new Request(phoneUrl, { method: 'POST', headers: json, body: '[]' });
  await request.text();
  await assert.rejects(createSimulator().fetch(request), {
    name: 'TypeError',
    message: /^Something has read the body of POST .*people before .* every body parser/,
  });
});

test('what is no Request is named, with the way out', async () => {
  const nodeRequest = { url: '/simulator/phone/people', method: 'POST', headers: json, socket: {} };
  for (const given of [nodeRequest, { req: new Request(phoneUrl) }, {}]) {
    // JavaScript does not check types.
    await assert.rejects(createSimulator().fetch(given as unknown as Request), {
      name: 'TypeError',
      message: /takes a Request.* `context\.req\.raw`.* toNodeListener\(simulator\)/,
    });
  }
});

test('in Fastify, the plugin serves the simulator below its prefix', () => {
  const routes: string[] = [];
  const instance: FastifyLike = {
    prefix: '/simulator',
    removeAllContentTypeParsers: () => undefined,
    addContentTypeParser: () => undefined,
    addHook: (_, hook) => hook(() => undefined),
    route: ({ url }) => routes.push(url),
  };
  toFastifyPlugin(createSimulator())(instance, {}, (error) => assert.equal(error, undefined));
  assert.deepEqual(routes, ['/*'], 'relative to the prefix');
});

test('pages on localhost and of the given origins may reach the phone, others may not', async () => {
  const simulator = createSimulator({ origins: ['https://dev.example.com'] });
  const cases: readonly (readonly [origin: string, isAllowed: boolean])[] = [
    ['http://localhost:5173', true],
    ['https://shop.localhost', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['https://dev.example.com', true],
    ['https://dev.example.com:444', false],
    ['https://example.com', false],
    ['https://localhost.example.com', false],
    ['https://notlocalhost', false],
    ['http://127.0.0.1.example.com', false],
    ['null', false],
  ];
  for (const [origin, isAllowed] of cases) {
    for (const method of ['OPTIONS', 'POST']) {
      const body = method === 'POST' ? { body: '[]' } : {};
      const headers = { origin, ...json };
      const { headers: answered } = await simulator.fetch(phoneUrl, { method, headers, ...body });
      assert.equal(
        answered.get('access-control-allow-origin'),
        isAllowed ? origin : null,
        `${method} ${origin}`,
      );
      const allowed = answered.get('access-control-allow-headers');
      assert.equal(allowed, isAllowed ? 'content-type' : null);
    }
  }
});
