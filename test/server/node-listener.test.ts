/** What `toNodeListener` promises to the servers and frameworks that call it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { connect, type AddressInfo, type Server } from 'node:net';
import { mock, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { createChain } from '../../src/protocol/chain.js';
import { setAnswerer } from '../../src/server/http/answer.js';
import { toNodeListener, type NodeListener } from '../../src/server/node.js';
import { createHarness } from '../support/server/harness.js';

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, origin: `http://127.0.0.1:${port}` },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  const { close, ...address } = await listen(server);
  return {
    ...address,
    close: () => {
      server.closeAllConnections();
      return close();
    },
  };
}

test('on node:http2: an attempt is created and watched', async (t) => {
  const { login, scan, scenes } = createHarness();
  const server = createHttp2Server(toNodeListener(login));
  const { origin, close } = await listen(server);
  const client = connectHttp2(origin);
  t.after(() => client.destroy());
  const { challenge, key } = await createChain();
  const created = client.request({
    ...{ ':method': 'POST', ':path': '/wechat-login/attempts' },
    'content-type': 'application/json',
  });
  created.end(JSON.stringify({ challenge, purpose: 'login', method: 'scan' }));
  const { id } = JSON.parse(await text(created)) as { id: string };
  const events = client.request({
    ...{ ':path': `/wechat-login/attempts/${id}`, authorization: `Bearer ${key}` },
    ...{ accept: 'text/event-stream' },
  });
  events.setEncoding('utf8');
  let seen = '';
  for await (const chunk of events) {
    seen += String(chunk);
    if (seen.includes('"approved"')) break;
    if (seen.includes('"pending"')) await scan(scenes().at(-1) ?? '');
  }
  assert.match(seen, /"approved"/);
  client.destroy();
  await login.close();
  await close();
});

test('what is not below publicUrl goes on to `next`, and what is does not', async () => {
  const { login } = createHarness();
  const listener = toNodeListener(login);
  const { origin, close } = await serve((incoming, outgoing) => {
    listener(incoming, outgoing, () => void outgoing.end('the next one'));
  });
  const post = async (path: string): Promise<string> =>
    (await fetch(`${origin}${path}`, { method: 'POST', body: 'x' })).text();
  assert.equal(await post('/account'), 'the next one');
  assert.equal(await post('/wechat-logins/attempts'), 'the next one');
  assert.match(await post('/wechat-login/attempts/abc/redeem'), /urn:wechat-mp-login:problem/);
  assert.match(await post('/wechat-login/nothing'), /urn:wechat-mp-login:problem:not_found/);
  await close();
});

test('the promise of the listener resolves when the answer is sent', async () => {
  const { login } = createHarness();
  // Its type says `void`, as that of every listener of node:http.
  const listener: (...given: Parameters<NodeListener>) => unknown = toNodeListener(login);
  const sent: boolean[] = [];
  const { origin, close } = await serve((incoming, outgoing) => {
    const answered = listener(incoming, outgoing);
    assert.ok(answered instanceof Promise);
    void answered.then(() => sent.push(outgoing.writableEnded));
  });
  await (await fetch(`${origin}/wechat-login/attempts`, { method: 'PUT' })).text();
  await close();
  assert.deepEqual(sent, [true]);
});

test('an error goes to `next`, and without it to the console', async (t) => {
  const broken = { fetch: () => Promise.reject(new Error('broken')) };
  const listener = toNodeListener(broken);
  const errors = t.mock.method(console, 'error', () => undefined);
  const withNext = await serve((incoming, outgoing) => {
    listener(incoming, outgoing, (error) => void outgoing.end(error?.message));
  });
  assert.equal(await (await fetch(withNext.origin)).text(), 'broken');
  assert.equal(errors.mock.callCount(), 0);
  await withNext.close();
  const without = await serve(listener);
  assert.equal((await fetch(without.origin)).status, 500);
  assert.equal(errors.mock.callCount(), 1);
  await without.close();
});

test('a handler of another framework is told what to mount', async () => {
  const { login } = createHarness();
  const listener = toNodeListener(login) as unknown as (...given: unknown[]) => Promise<void>;
  const raw = { headers: {}, socket: {}, method: 'GET', url: '/' };
  for (const [given, wayOut] of [
    [[{ raw, body: {} }, { raw: {} }], /toFastifyPlugin\(login\)/],
    [[{ req: { raw: new Request('http://localhost/') } }], /login\.fetch\(context\.req\.raw\)/],
    [[new Request('http://localhost/')], /login\.fetch/],
  ] as const) {
    await assert.rejects(listener(...given), (error: Error) => wayOut.test(error.message));
  }
});

/** Sends lines that `fetch` would not send. */
async function raw(port: number, ...lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end([...lines, '', ''].join('\r\n'));
  return text(socket);
}

test('a request without a host is answered, and one with a broken host is told so', async () => {
  const { login } = createHarness();
  const { port, close } = await serve(toNodeListener(login));
  const put = 'PUT /wechat-login/attempts HTTP/1.0';
  assert.match(await raw(port, put), /^HTTP\/1\.1 405/);
  assert.match(await raw(port, put, 'Host: my_upstream:80'), /^HTTP\/1\.1 405/);
  assert.match(await raw(port, put, 'Host: a/b'), /^HTTP\/1\.1 400[^]*host header/);
  await close();
});

test('a body that stalls within its Content-Length is answered in time', async (t) => {
  const { login } = createHarness();
  const listener = toNodeListener(login);
  let arrived = (): void => undefined;
  const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
  const { port, close } = await serve((incoming, outgoing) => {
    incoming.once('data', () => arrived());
    listener(incoming, outgoing);
  });
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  const lines = ['POST /wechat-login/attempts HTTP/1.1', 'Host: localhost'];
  const headers = ['Content-Type: application/json', 'Content-Length: 100'];
  socket.write(`${[...lines, ...headers].join('\r\n')}\r\n\r\n{"challenge`);
  await hasArrived;
  await new Promise(setImmediate);
  mock.timers.tick(10_000);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.match(String(answer), /^HTTP\/1.1 400 [^]*invalid_request/);
  socket.destroy();
  await close();
});

test('an answer is sent with its length and every cookie', async (t) => {
  const headers = { 'content-type': 'text/plain' };
  const answer = { status: 200, headers, cookies: ['a=1', 'b=2'], body: '登录' };
  const login = { fetch: () => Promise.reject(new Error('The answer is enough.')) };
  setAnswerer(login.fetch, () => Promise.resolve(answer));
  const { origin, close } = await serve(toNodeListener(login));
  t.after(close);
  const received = await fetch(origin);
  assert.equal(await received.text(), '登录');
  assert.equal(received.headers.get('content-length'), '6');
  assert.equal(received.headers.get('content-type'), 'text/plain');
  assert.deepEqual(received.headers.getSetCookie(), ['a=1', 'b=2']);
});
