/** `toNodeListener` in frameworks on node:http, imitated by what they do to a request. */
import assert from 'node:assert/strict';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { toNodeListener } from '../../src/server/node.js';
import { createSimulator } from '../../src/simulator/index.js';
import { createCrypt } from '../../src/wechat/push/crypt.js';
import { signPush } from '../../src/wechat/push/encrypt-reply.js';
import { readFlatXml } from '../../src/wechat/push/xml.js';
import type { PushMode } from '../../src/wechat/push/verify-push.js';
import { createHarness, settings } from '../support/server/harness.js';

interface Incoming extends IncomingMessage {
  originalUrl?: string;
  baseUrl?: string;
  body?: unknown;
  rawBody?: unknown;
}

/** What runs before the listener. */
type Middleware = (incoming: Incoming) => void | Promise<void>;

/** Removes the path from `url` as `app.use(path, …)` of Express 4 and 5 does. */
const expressUse =
  (path: string): Middleware =>
  (incoming) => {
    incoming.originalUrl ??= incoming.url ?? '';
    incoming.baseUrl = `${incoming.baseUrl ?? ''}${path}`;
    const rest = (incoming.url ?? '').slice(path.length);
    incoming.url = rest.startsWith('/') ? rest : `/${rest}`;
  };

/** The same in Connect and middie, which keep no `baseUrl`. */
const connectUse =
  (path: string): Middleware =>
  (incoming) => {
    incoming.originalUrl ??= incoming.url ?? '';
    incoming.url = (incoming.url ?? '').slice(path.length);
  };

/** Prefixes that a proxy takes off leave no trace. */
const cutPath =
  (path: string): Middleware =>
  (incoming) => {
    incoming.url = (incoming.url ?? '').slice(path.length);
  };

const rewritten: Middleware = (incoming) => {
  incoming.originalUrl = `/outer${incoming.url ?? ''}`;
  incoming.baseUrl = '';
};

/** A body parser. Like Express 4's, it sets `body` to {} for a type that it leaves alone. */
const parser =
  (type: RegExp, keep: (incoming: Incoming, body: Buffer) => void): Middleware =>
  async (incoming) => {
    incoming.body ??= {};
    if (!type.test(incoming.headers['content-type'] ?? '')) return;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    keep(incoming, Buffer.concat(chunks));
  };
const json = parser(/json/, (incoming, body) => {
  incoming.body = JSON.parse(body.toString());
});
const xml = /xml/;
const asText = parser(xml, (incoming, body) => void (incoming.body = body.toString()));
const asBytes = parser(/xml|json/, (incoming, body) => void (incoming.body = body));
const parsed = { xml: { encrypt: ['…'] } };
/** As body-parser-xml does, and other wrappers of xml2js. */
const asArrays = parser(xml, (incoming, body) => {
  incoming.body = { xml: objectOf(body, (text) => [text]) };
});
/** As fast-xml-parser does: no arrays, and numbers where it can. */
const asNumbers = parser(xml, (incoming, body) => {
  incoming.body = objectOf(body, (text) => (/^\d+$/.test(text) ? Number(text) : text));
});
/** As xml2js does with `normalizeTags`. */
const asLowerCase = parser(xml, (incoming, body) => {
  const fields = Object.entries(objectOf(body, (text) => text));
  incoming.body = {
    xml: Object.fromEntries(fields.map(([name, text]) => [name.toLowerCase(), text])),
  };
});
const objectOf = (body: Buffer, toValue: (text: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    Array.from(readFlatXml(body.toString()), ([name, text]) => [name, toValue(text)]),
  );
const asNothing = parser(xml, (incoming) => void (incoming.body = { xml: {} }));
const asObjectAndText = parser(xml, (incoming, body) => {
  Object.assign(incoming, { body: parsed, rawBody: body.toString() });
});
const thrownAway = parser(/xml|json/, (incoming) => void (incoming.body = undefined));
const emptied = parser(/xml|json/, (incoming) => void (incoming.body = {}));

async function serve(
  listener: RequestListener,
  middlewares: readonly Middleware[],
): Promise<{ origin: string; close: () => Promise<void> }> {
  const run = async (incoming: Incoming, outgoing: ServerResponse): Promise<void> => {
    for (const middleware of middlewares) await middleware(incoming);
    const { url } = incoming;
    listener(incoming, outgoing);
    outgoing.once('finish', () => {
      assert.equal(incoming.url, url, 'a framework that looks at `url` afterwards finds its own');
    });
  };
  const server = createServer((incoming, outgoing) => void run(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Creates and cancels an attempt, and lets WeChat push. */
async function use(
  middlewares: readonly Middleware[],
  {
    slash = '',
    path = '/wechat-login',
    mode = 'safe',
  }: { slash?: string; path?: string; mode?: PushMode } = {},
) {
  const { login, log, clock, scanXml } = createHarness({
    publicUrl: `https://login.example${path}`,
    wechat: { mode },
  });
  const { origin, close } = await serve(toNodeListener(login), middlewares);
  const url = `${origin}${path}`;
  const { challenge, key } = await createChain();
  const created = await fetch(`${url}/attempts${slash}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
  });
  const { id = 'none' } = (await created.json()) as { id?: string };
  const authorization = `Bearer ${key}`;
  const cancelled = await fetch(`${url}/attempts/${id}${slash}`, {
    method: 'DELETE',
    headers: { authorization },
  });
  const { query, body } = await signPush(scanXml('unknown'), {
    ...{ token: settings.token, crypt: await createCrypt(settings), mode },
    ...{ timestampS: Math.floor(clock.nowMs / 1000), nonce: '1234567890' },
  });
  const pushed = await fetch(`${url}/wechat/default${slash}?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body,
  });
  await close();
  const hints = log.filter(({ event }) => /^(unexpected_path|body_already_read)$/.test(event));
  return { statuses: [created.status, cancelled.status, pushed.status], hints };
}

for (const [name, middlewares] of [
  ['app.use(path, …) of Express', [expressUse('/wechat-login')]],
  ['app.use(path, …) of Connect', [connectUse('/wechat-login')]],
  ['an application that has rewritten `url`', [rewritten]],
  ['express.json()', [json]],
  ['express.json() before app.use(path, …)', [json, expressUse('/wechat-login')]],
  ['express.text() for XML', [asText]],
  ['express.raw() for everything', [asBytes]],
  ['an XML parser that keeps `rawBody`', [asObjectAndText]],
  ['an XML parser that wraps values into arrays', [asArrays]],
  ['an XML parser that keeps numbers', [asNumbers]],
  ['an XML parser that writes names in lower case, after express.json()', [json, asLowerCase]],
  ['a proxy that removes the path', [cutPath('/wechat-login')]],
] as const satisfies readonly (readonly [string, readonly Middleware[]])[]) {
  test(`a backend after ${name} works, and the log is silent`, async () => {
    assert.deepEqual(await use(middlewares), { statuses: [201, 204, 200], hints: [] });
  });
}

test('a backend in a router in a router of Express works', async () => {
  const middlewares = [expressUse('/shop'), json, expressUse('/login')];
  const { statuses, hints } = await use(middlewares, { path: '/shop/login' });
  assert.deepEqual({ statuses, hints }, { statuses: [201, 204, 200], hints: [] });
});

test('a slash at the end makes no difference', async () => {
  assert.deepEqual(await use([], { slash: '/' }), { statuses: [201, 204, 200], hints: [] });
});

for (const [name, middlewares] of [
  ['an XML parser that keeps an empty object', [json, asNothing]],
  ['a middleware that keeps nothing', [thrownAway]],
  ['a middleware that empties the body', [emptied]],
] as const satisfies readonly (readonly [string, readonly Middleware[]])[]) {
  test(`after ${name}, the log says once that the body is gone, and the way out`, async () => {
    const { hints } = await use(middlewares);
    assert.equal(hints.length, 1);
    assert.match(JSON.stringify(hints), /body_already_read.*before every body parser.*rawBody/);
  });
}

test('in plain mode, parsed XML is understood if its values are still text', async () => {
  const understood = await use([asArrays], { mode: 'plain' });
  assert.deepEqual(understood, { statuses: [201, 204, 200], hints: [] });
  for (const lossy of [asNumbers, asLowerCase]) {
    const { statuses, hints } = await use([lossy], { mode: 'plain' });
    assert.equal(statuses[2], 403);
    assert.match(JSON.stringify(hints), /body_already_read.*rawBody/);
  }
});

test('a router or proxy that removes a part of the path is understood', async () => {
  for (const cut of ['/api', '/api/shop', '/api/shop/login']) {
    const { statuses, hints } = await use([cutPath(cut)], { path: '/api/shop/login' });
    assert.deepEqual({ statuses, hints }, { statuses: [201, 204, 200], hints: [] }, cut);
  }
});

test('behind a proxy that adds a path, the log names both paths and the way out', async () => {
  const { statuses, hints } = await use([(incoming) => void (incoming.url = `/x${incoming.url}`)]);
  assert.deepEqual(statuses, [404, 404, 404]);
  const [first, second] = hints.map(({ details }) => details as Record<string, string>);
  assert.equal(hints.length, 2, 'one line for pages and one for WeChat');
  assert.equal(first?.['received'], '/x/wechat-login/attempts');
  assert.equal(first['expected'], '/wechat-login/attempts');
  assert.match(first['meaning'] ?? '', /publicUrl says .*proxy_pass/);
  assert.equal(second?.['received'], '/x/wechat-login/wechat/default');
});

test('the simulator can be served too, and an error is not lost', async (t) => {
  const simulator = createSimulator();
  const { appId, appSecret } = simulator.account;
  const body = JSON.stringify({
    grant_type: 'client_credential',
    ...{ appid: appId, secret: appSecret },
  });
  const listener = toNodeListener({ fetch: (request) => simulator.fetch(request) });
  const { origin, close } = await serve(listener, []);
  const answer = await fetch(`${origin}/cgi-bin/stable_token`, { method: 'POST', body });
  assert.ok('access_token' in ((await answer.json()) as object));
  await close();

  const errors = t.mock.method(console, 'error', () => undefined);
  const broken = await serve(toNodeListener({ fetch: () => Promise.reject(new Error('no')) }), []);
  assert.equal((await fetch(broken.origin)).status, 500);
  assert.equal(errors.mock.callCount(), 1);
  await broken.close();
});
