import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { createMemoryStore, createWechatMpLogin } from '../../src/server/index.js';
import { toNodeListener } from '../../src/server/node.js';
import { createHarness, settings } from '../support/server/harness.js';
import { until } from '../support/until.js';

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A harness whose backend also listens on a port. */
async function serve() {
  const store = createMemoryStore({ now: () => 0 });
  const subscribed = { now: 0 };
  const harness = createHarness({
    store: {
      ...store,
      subscribe: (id, listener) => {
        subscribed.now++;
        const stop = store.subscribe(id, listener);
        return () => {
          subscribed.now--;
          stop();
        };
      },
    },
  });
  const server = createServer(toNodeListener(harness.login));
  const url = `${await listen(server)}/wechat-login`;
  const close = async (): Promise<void> => {
    await harness.login.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ...harness, url, close, subscribed };
}

test('on node:http: create, stream, scan, redeem, and the session cookie', async () => {
  const { url, close, scenes, scan, sessions, subscribed } = await serve();
  const chain = await createChain();
  const post = (path: string, body: object, headers: object = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { challenge, key, verifier } = chain;
  const created = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  assert.equal(created.status, 201);
  const { id } = (await created.json()) as { id: string };
  const cookie = (created.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

  const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
  const stream = await fetch(`${url}/attempts/${id}`, { headers });
  assert.match(stream.headers.get('content-type') ?? '', /text\/event-stream/);
  const reader = (stream.body ?? assert.fail()).pipeThrough(new TextDecoderStream()).getReader();
  assert.match((await reader.read()).value ?? '', /"pending"/);
  await scan(scenes().at(-1) ?? '');
  assert.match((await reader.read()).value ?? '', /"approved"/);

  const redeemed = await post(`/attempts/${id}/redeem`, { verifier }, { cookie });
  assert.equal(redeemed.status, 200);
  const lines = redeemed.headers.getSetCookie();
  assert.equal(lines.length, 2);
  assert.ok(await sessions.read((lines[0] ?? '').split(';')[0]));
  let last = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) last = next.value;
  assert.match(last, /"completed"/);
  await until(() => subscribed.now === 0);
  await close();
});

test('on node:http: streams and held reads end when their client leaves', async () => {
  const { url, close, open, subscribed } = await serve();
  const tab = await open();
  const authorization = `Bearer ${tab.chain.key}`;
  const leaving = new AbortController();
  const stream = await fetch(`${url}/attempts/${tab.id}`, {
    headers: { authorization, accept: 'text/event-stream' },
    signal: leaving.signal,
  });
  assert.equal(stream.status, 200);
  const held = fetch(`${url}/attempts/${tab.id}?rev=1&wait=20`, {
    headers: { authorization },
    signal: leaving.signal,
  });
  await until(() => subscribed.now === 2);
  leaving.abort();
  await assert.rejects(held);
  await until(() => subscribed.now === 0);
  await close();
});

test('on node:http: a body above the limit gets 413 and is not read on', async () => {
  const { url, close } = await serve();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = httpRequest(
      `${url}/attempts`,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
        sent.destroy();
      },
    );
    sent.on('error', reject);
    // An endless body: chunked, and never ended.
    for (let chunk = 0; chunk < 10; chunk++) sent.write(' '.repeat(1000));
  });
  assert.equal(status, 413);
  await close();
});

test("the address is the socket's, or the one that the trusted proxies added", async () => {
  for (const [trustedProxies, expected] of [
    [0, '127.0.0.1'],
    [1, '198.51.100.2'],
    [2, '198.51.100.1'],
    [4, '127.0.0.1'],
  ] as const) {
    let seen: string | undefined;
    const listener = toNodeListener(
      {
        fetch: (_, caller) => {
          seen = caller?.address;
          return Promise.resolve(new Response('ok'));
        },
      },
      { trustedProxies },
    );
    const server = createServer(listener);
    const url = await listen(server);
    const headers = { 'x-forwarded-for': '203.0.113.9, 198.51.100.1, 198.51.100.2' };
    await (await fetch(url, { headers })).text();
    assert.equal(seen, expected);
    server.closeAllConnections();
    server.close();
  }
});

test('the adapter does not replace the global Request and Response', () => {
  const before = [globalThis.Request, globalThis.Response];
  toNodeListener(
    createWechatMpLogin({
      publicUrl: 'http://localhost/',
      wechat: settings,
      officialAccount: { name: 'Example' },
      accounts: {
        find: () => Promise.resolve(undefined),
        create: () => Promise.reject(new Error('not asked for')),
      },
      sessions: { open: () => Promise.resolve({}) },
      newAccounts: 'create',
      log: () => undefined,
    }),
  );
  assert.deepEqual([globalThis.Request, globalThis.Response], before);
});
