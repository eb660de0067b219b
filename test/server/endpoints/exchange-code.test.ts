import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCodeSessions } from '../../../src/accounts/index.js';
import { type Sessions } from '../../../src/server/index.js';
import {
  baseUrl,
  createHarness,
  page,
  type Answer,
  type CallOptions,
} from '../../support/server/harness.js';

const secret = 'a4Zk29xQ0pLr7TtW1uVb8cYd3eNf6gHs';

/** A backend that gives session codes, and the application's server that exchanges them. */
function createCodes(changes: Partial<Sessions> = {}) {
  const sessions = {
    ...createCodeSessions({ secret, now: () => harness.clock.nowMs }),
    ...changes,
  };
  const harness = createHarness({ sessions });
  const { open, scan, redeem, call } = harness;

  async function signIn(openid = 'oPersonOne'): Promise<{ answer: Answer; code: string }> {
    const tab = await open({ lang: 'en' });
    await scan(tab.scene, { openid });
    const answer = await redeem(tab);
    return { answer, code: answer.body['code'] as string };
  }

  const exchange = (code: unknown, shown = secret, calling: CallOptions = {}): Promise<Answer> =>
    call(
      'POST',
      '/token',
      { code },
      { origin: null, headers: { authorization: `Bearer ${shown}` }, ...calling },
    );
  return { ...harness, signIn, exchange };
}

function assertProblem(answer: Answer, status: number, code: string): void {
  assert.deepEqual([answer.status, answer.body['code']], [status, code]);
}

test("the application's server exchanges the session code of the page for the account", async () => {
  const { signIn, exchange, accounts } = createCodes();
  const { answer, code } = await signIn();
  assert.match(code, /^[\w-]{43}$/);
  const { name } = answer.body['account'] as { name: string };
  // No session cookie: the only line is about the cookie of the attempt.
  assert.match(answer.setCookies.join(), /^__Host-wml-[^,]+Max-Age=60[^,]+$/);

  const exchanged = await exchange(code);
  assert.equal(exchanged.status, 200);
  assert.equal(exchanged.headers.get('cache-control'), 'no-store');
  assert.deepEqual(exchanged.setCookies, []);
  const { id } = exchanged.body['account'] as { id: string };
  const { login, ...body } = exchanged.body;
  // Nobody has confirmed this login.
  const proof = { method: 'scan', confirmed: false };
  assert.deepEqual(body, { account: { id, name }, isNew: true, ...proof });
  assert.match(String(login), /^[\w-]{22}$/);
  assert.equal((await accounts.get(id))?.name, name);

  const again = await exchange((await signIn()).code);
  assert.deepEqual(
    { ...again.body, login },
    { account: { id, name }, isNew: false, ...proof, login },
  );
  assert.notEqual(again.body['login'], login, 'each login has a name of its own');
});

test('a session code is valid once', async () => {
  const { signIn, exchange } = createCodes();
  const { code } = await signIn();
  const answers = await Promise.all([exchange(code), exchange(code), exchange(code)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404]);
});

test('a session code is valid for a minute at the endpoint', async () => {
  const { signIn, exchange, clock } = createCodes();
  const { code } = await signIn();
  clock.nowMs += 60_000;
  assertProblem(await exchange(code), 404, 'not_found');
});

test('a wrong secret, no secret and a wrong code get the same answer, and use nothing up', async () => {
  const { signIn, exchange } = createCodes();
  const { code } = await signIn();
  const refused = [
    await exchange('x'.repeat(43)),
    await exchange(code, `${secret}x`),
    await exchange(code, ''),
    await exchange(code, secret, { headers: {} }),
    await exchange(code, secret, { headers: { authorization: `Basic ${secret}` } }),
    await exchange(code, secret, { headers: { authorization: secret } }),
  ];
  const [first, ...others] = refused.map(({ status, text }) => ({ status, text }));
  assert.equal(first?.status, 404);
  for (const other of others) assert.deepEqual(other, first);
  assert.equal((await exchange(code)).status, 200);
});

test('a page is refused, even one of an allowed origin with the right secret', async () => {
  const { signIn, exchange } = createCodes();
  const { code } = await signIn();
  assertProblem(await exchange(code, secret, { origin: page }), 403, 'origin_denied');
  const evil = { origin: 'https://evil.example' };
  assertProblem(await exchange(code, secret, evil), 403, 'origin_denied');
  assert.equal((await exchange(code)).status, 200);
});

test('the error for a misshapen body names the field and never echoes it', async () => {
  const { exchange, request } = createCodes();
  for (const code of [undefined, 1, '', 'a b', 'x'.repeat(513), { a: 1 }, ['x']]) {
    const answer = await exchange(code);
    assertProblem(answer, 400, 'invalid_request');
    assert.equal(answer.body['field'], 'code');
  }
  const form = await request(
    `${baseUrl}/token`,
    { method: 'POST', body: 'code=x', headers: { authorization: `Bearer ${secret}` } },
    { origin: null },
  );
  assert.equal(form.status, 415);
});

test('a backend with cookie sessions exchanges nothing', async () => {
  const { call } = createHarness();
  const calling = { origin: null, headers: { authorization: `Bearer ${secret}` } };
  const answer = await call('POST', '/token', { code: 'x'.repeat(43) }, calling);
  assertProblem(answer, 404, 'not_found');
  assertProblem(await call('POST', '/token', {}, calling), 404, 'not_found');
});

test('an unavailable exchange is a 503, and the log contains no code and no secret', async () => {
  const { exchange, log } = createCodes({
    exchange: (code, shown) => Promise.reject(new Error(`no ${code} for ${shown}`)),
  });
  const code = 'x'.repeat(43);
  assertProblem(await exchange(code), 503, 'store_unavailable');
  const line = { level: 'error', event: 'exchange_failed', details: { error: 'Error' } };
  assert.deepEqual(
    log.filter(({ level }) => level === 'error'),
    [line],
  );
});

test('a whole login by session code leaves no code and no secret in the log', async () => {
  const { signIn, exchange, log } = createCodes();
  const { code } = await signIn();
  await exchange(code);
  await exchange(code);
  const text = JSON.stringify(log);
  assert.ok(log.length > 0);
  assert.ok(!text.includes(code) && !text.includes(secret));
});

for (const [name, exchangeFails] of [
  ['finds nothing', () => Promise.resolve(undefined)],
  ['rejects', () => Promise.reject(new Error('no such code'))],
] as const) {
  test(`guesses at session codes are limited by address, also if the exchange ${name}`, async () => {
    let looked = 0;
    let isRight = false;
    const account = { id: '42', name: 'Ann' };
    const { exchange, clock } = createCodes({
      exchange: () => {
        looked++;
        return isRight ? Promise.resolve({ account, isNew: false }) : exchangeFails();
      },
    });
    const from = (address: string) => exchange('AAAAAAAAAAAAAAAA', secret, { address });
    for (let guess = 0; guess < 105; guess++) await from('192.0.2.7');
    assert.equal(looked, 100);
    assertProblem(await from('192.0.2.7'), 429, 'rate_limited');
    isRight = true;
    assert.equal((await from('192.0.2.8')).status, 200, 'other addresses go on');
    clock.nowMs += 930_000;
    for (let turn = 0; turn < 105; turn++) {
      assert.equal((await from('192.0.2.7')).status, 200, 'right codes do not count');
    }
  });
}
