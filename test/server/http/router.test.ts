import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { readText } from '../../../src/server/http/bodies.js';
import {
  baseUrl,
  createHarness,
  page,
  type Answer,
  type HarnessOptions,
} from '../../support/server/harness.js';

async function create(
  calling: object = {},
  body?: unknown,
  options: HarnessOptions = {},
): Promise<Answer> {
  const { call } = createHarness({ origins: ['https://app.login.example'], ...options });
  const { challenge } = await createChain();
  const usual = { challenge, purpose: 'login', method: 'scan' };
  return call('POST', '/attempts', body ?? usual, calling);
}

test('no answer may be cached, sniffed or leak its address', async () => {
  const { open, watch, redeem, call, push, request } = createHarness();
  const tab = await open();
  const answers = [
    tab.created,
    await watch(tab),
    await redeem(tab),
    await call('GET', '/nothing'),
    await call('PUT', '/attempts'),
    await call('OPTIONS', '/attempts'),
    await call('HEAD', `/attempts/${tab.id}`),
    await push('<xml></xml>', { token: 'wrongToken' }),
    await request('https://login.example/elsewhere', {}),
  ];
  for (const { headers } of answers) {
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('vary'), 'Origin, Accept');
  }
});

test('errors are problem details (RFC 9457) that echo no input', async () => {
  const answer = await create({}, { challenge: '<script>', purpose: 'login', method: 'scan' });
  assert.equal(answer.status, 400);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(answer.body, {
    type: 'urn:wechat-mp-login:problem:invalid_request',
    title: 'The request is not of this protocol.',
    status: 400,
    code: 'invalid_request',
    field: 'challenge',
  });
});

test('allowed origins may call, and read how long to wait', async () => {
  for (const origin of [page, 'https://app.login.example']) {
    const { status, headers } = await create({ origin });
    assert.equal(status, 201);
    assert.equal(headers.get('access-control-allow-origin'), origin);
    assert.equal(headers.get('access-control-allow-credentials'), 'true');
    assert.equal(headers.get('access-control-expose-headers'), 'Retry-After');
  }
});

test('other origins are refused, null and lookalikes included', async () => {
  for (const origin of [
    'https://evil.example',
    'null',
    'http://login.example',
    'https://login.example.evil.example',
    'https://login.example:8443',
    '',
  ]) {
    const answer = await create({ origin });
    assert.equal(answer.status, 403, origin);
    assert.equal(answer.body['code'], 'origin_denied');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.deepEqual(answer.setCookies, []);
  }
});

test('a client that is no browser sends no origin and is allowed', async () => {
  const { status, headers } = await create({ origin: null });
  assert.equal(status, 201);
  assert.equal(headers.get('access-control-allow-origin'), null);
});

test('a preflight of an allowed origin is answered', async () => {
  const { call } = createHarness();
  const allowed = await call('OPTIONS', '/attempts/x/redeem');
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), page);
  assert.equal(allowed.headers.get('access-control-allow-methods'), 'GET, POST, DELETE');
  const names = allowed.headers.get('access-control-allow-headers');
  assert.equal(names, 'Authorization, Content-Type, Wechat-Login-Key');
  const denied = await call('OPTIONS', '/attempts', undefined, { origin: 'https://evil.example' });
  assert.equal(denied.status, 403);
});

test("a value that this version does not support is refused with the field's name", async () => {
  const { challenge } = await createChain();
  const { find, create: make } = createMemoryAccounts();
  // Accounts without `link` cannot serve a settings page.
  const accounts = { find, create: make };
  const usual = { challenge, purpose: 'login', method: 'scan' };
  for (const [changes, field] of [
    [{ purpose: 'link' }, 'purpose'],
    [{ method: 'telepathy' }, 'method'],
    [{ officialAccount: 'another' }, 'officialAccount'],
    [{ returnTo: 'https://evil.example/' }, 'returnTo'],
    [{ lang: 'en\r\n' }, 'lang'],
  ] as const) {
    const answer = await create({}, { ...usual, ...changes }, { accounts });
    assert.equal(answer.status, 400);
    assert.equal(answer.body['field'], field);
  }
});

test('a body that is not JSON, of another type, or too large is refused', async () => {
  const { request } = createHarness();
  const send = async (body: BodyInit, type: string): Promise<number> => {
    const init = { method: 'POST', body, headers: { 'content-type': type } };
    return (await request(`${baseUrl}/attempts`, init)).status;
  };
  assert.equal(await send('{}', 'text/plain'), 415);
  assert.equal(await send('{}', 'application/jsonp'), 415);
  assert.equal(await send('{', 'application/json'), 400);
  assert.equal(await send('[]', 'application/json; charset=utf-8'), 400);
  assert.equal(await send('', 'application/json'), 400);
  assert.equal(await send(new Uint8Array([0xff, 0xfe]), 'application/json'), 400);
  assert.equal(await send(`"${'x'.repeat(8192)}"`, 'application/json'), 413);
  assert.equal(await send('['.repeat(8000), 'application/json'), 400);
});

function streamed(next: (sent: number) => Promise<Uint8Array>): Request {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => controller.enqueue(await next(sent++)),
  });
  return new Request('https://login.example', {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
}

test('an endless body is read only up to the limit', async () => {
  let chunks = 0;
  const request = streamed(() => {
    chunks++;
    return Promise.resolve(new Uint8Array(1000).fill(32));
  });
  await assert.rejects(
    readText(request, 4096, 5000, () => undefined),
    { code: 'too_large' },
  );
  assert.ok(chunks <= 7, `${chunks} chunks were read`);
});

test('a body that arrives too slowly is refused', async () => {
  const request = streamed((sent) =>
    sent === 0 ? Promise.resolve(new Uint8Array([32])) : new Promise(() => undefined),
  );
  await assert.rejects(
    readText(request, 4096, 20, () => undefined),
    { code: 'invalid_request' },
  );
});

test('a method that a path does not support gets 405 with the supported ones', async () => {
  const { call } = createHarness();
  for (const [method, path, allow] of [
    ['GET', '/attempts', 'POST'],
    ['POST', '/attempts/x', 'GET, DELETE'],
    ['GET', '/attempts/x/redeem', 'POST'],
    ['GET', '/attempts/x/bind', 'POST'],
    ['DELETE', '/attempts/x/codes', 'POST'],
    ['POST', '/identities', 'GET'],
    ['GET', '/identities/x', 'DELETE'],
    ['GET', '/token', 'POST'],
    ['DELETE', '/wechat/default', 'GET, POST'],
  ] as const) {
    const answer = await call(method, path);
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), allow);
  }
});

test('inside a page, the caller carries origin, cookie and Set-Cookie', async () => {
  const { login } = createHarness();
  const { challenge } = await createChain();
  const lines: string[] = [];
  const response = await login.fetch(
    new Request(`${baseUrl}/attempts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
    }),
    { origin: page, cookie: '', setCookie: (line) => lines.push(line) },
  );
  assert.equal(response.status, 201);
  assert.equal(lines.length, 1);
  assert.deepEqual(response.headers.getSetCookie(), []);
});

test('on plain http, for development, the cookie has neither the prefix nor Secure', async () => {
  const { login } = createHarness({ publicUrl: 'http://localhost:8080/wechat-login' });
  const { challenge } = await createChain();
  const response = await login.fetch(
    new Request('http://localhost:8080/wechat-login/attempts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
    }),
  );
  assert.match(response.headers.getSetCookie()[0] ?? '', /^wml-.*SameSite=Lax$/);
});
