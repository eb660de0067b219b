/** What `login.fetch` is given in place of a Request of the runtime. */
import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { baseUrl, createHarness } from '../../support/server/harness.js';

const headers = { 'content-type': 'application/json', origin: 'https://login.example' };
async function createBody(): Promise<string> {
  const { challenge } = await createChain();
  return JSON.stringify({ challenge, purpose: 'login', method: 'scan' });
}

/** Has what the standard promises of a Request, and nothing else. */
const foreign = async (more: object = {}): Promise<Request> => {
  const body = await createBody();
  const request = {
    ...{ method: 'POST', url: `${baseUrl}/attempts`, bodyUsed: false },
    ...{ headers: new Headers(headers), signal: new AbortController().signal },
    ...{ body: new Blob([body]).stream(), text: () => Promise.resolve(body), ...more },
  };
  // The point of the test: an object that is no Request to `instanceof`.
  return request as unknown as Request;
};

class NextRequest extends Request {
  readonly nextUrl = new URL(this.url);
}

test('requests of other implementations are understood', async () => {
  const own = { method: 'POST', headers, body: await createBody() };
  for (const [name, request] of [
    ['a subclass', new NextRequest(`${baseUrl}/attempts`, own)],
    ['another class', await foreign()],
    ['a path as URL', await foreign({ url: '/wechat-login/attempts' })],
    ['no stream, as in Firefox', await foreign({ body: undefined })],
    ['a stream of Node.js', await foreign({ body: { pipe: () => undefined } })],
    ['no signal', await foreign({ signal: undefined })],
  ] as const) {
    const { login, log } = createHarness();
    assert.equal((await login.fetch(request)).status, 201, name);
    assert.deepEqual(
      log.filter(({ level }) => level === 'error'),
      [],
      name,
    );
  }
});

test('a body without a stream has the same limit', async () => {
  const { login } = createHarness();
  const text = (): Promise<string> => Promise.resolve(' '.repeat(10_000));
  assert.equal((await login.fetch(await foreign({ body: undefined, text }))).status, 413);
});

test('a held read works without a signal', async () => {
  const { login, open, scan } = createHarness();
  const tab = await open();
  const bearer = new Headers({ authorization: `Bearer ${tab.chain.key}` });
  const url = `${baseUrl}/attempts/${tab.id}?rev=1&wait=20`;
  const get = { method: 'GET', url, headers: bearer, body: null, signal: undefined };
  const held = login.fetch(await foreign(get));
  await scan(tab.scene);
  assert.match(await (await held).text(), /"approved"/);
});

const incoming = new IncomingMessage(new Socket());
const request = new Request(`${baseUrl}/attempts`);

test('something that is no Request is named, with what to pass', async () => {
  for (const [given, wayOut] of [
    [{ req: { raw: request, header: () => '' } }, /`login\.fetch\(context\.req\.raw\)`/], // Hono
    [{ raw: request, header: () => '' }, /`login\.fetch\(context\.raw\)`/], // HonoRequest
    [{ request, params: {} }, /`login\.fetch\(context\.request\)`/], // SvelteKit, Astro, Elysia
    [{ req: request, url: new URL(baseUrl) }, /`login\.fetch\(context\.req\)`/], // h3 2
    [incoming, /request of node:http\. Mount `toNodeListener\(login\)`/], // Express
    [{ req: incoming, res: {}, request: { header: {} } }, /Mount `toNodeListener\(login\)`/], // Koa
    [{ raw: incoming, headers: {}, url: '/', method: 'GET' }, /toFastifyPlugin\(login\)/],
    [
      { node: { req: incoming }, method: 'GET', url: '/', headers: new Headers() }, // h3 1
      /toWebRequest\(event\)/,
    ],
    [`${baseUrl}/attempts`, /new Request\(address\)/],
    [new URL(baseUrl), /new Request\(address\)/],
    [undefined, /docs\/frameworks\.md/],
    [{}, /docs\/frameworks\.md/],
  ] as const) {
    const { login, log } = createHarness();
    const call = (): Promise<unknown> => login.fetch(given as unknown as Request);
    await assert.rejects(call, (error) => error instanceof TypeError && wayOut.test(error.message));
    await assert.rejects(call);
    const lines = log.filter(({ event }) => event === 'not_a_request');
    assert.equal(lines.length, 1, 'once');
    assert.match(JSON.stringify(lines[0]?.details), wayOut);
  }
});

test('what a runtime passes as the second argument is not taken for the caller', async () => {
  const { login } = createHarness({ limits: { createsPerAddressPerMinute: 1 } });
  // A server of Bun, for example. `login.fetch` itself is what the runtime calls.
  const server = { address: { address: '::', port: 3000 }, cookie: 1, origin: 3, setCookie: 'x' };
  for (let i = 0; i < 3; i++) {
    const { fetch } = login;
    const answer = await fetch(await foreign(), server as never);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.getSetCookie().length, 1);
  }
});
