/** Create by message, and what a backend offers where WeChat makes no QR codes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { quotaDay } from '../../../src/wechat/api/quota-day.js';
import { createHarness, type HarnessOptions } from '../../support/server/harness.js';

const hourMs = 3_600_000;

/** A backend whose WeChat answers each request for a QR code with `qrCode`, or makes one. */
function setup({
  qrCode,
  ...options
}: HarnessOptions & { qrCode?: () => object | undefined } = {}) {
  const harness = createHarness({
    api: (path) => (path === '/cgi-bin/qrcode/create' ? qrCode?.() : undefined),
    ...options,
  });
  async function create(method: string, more: object = {}) {
    const { challenge } = await createChain();
    const answer = await harness.call('POST', '/attempts', {
      ...{ challenge, purpose: 'login', method },
      ...more,
    });
    const { code, methods } = answer.body;
    return { ...answer, refusal: [answer.status, code, methods] };
  }
  const asked = (): number =>
    harness.apiCalls.filter(({ path }) => path === '/cgi-bin/qrcode/create').length;
  const linesOf = (event: string) => harness.log.filter((line) => line.event === event);
  return { ...harness, create, asked, linesOf };
}

test('the answer has digits, the account and its own QR code, and costs WeChat nothing', async () => {
  for (const [qrCode, shown] of [
    [undefined, {}],
    [
      'http://weixin.qq.com/r/30xlF8PEOLpMrZoR9x',
      { url: 'http://weixin.qq.com/r/30xlF8PEOLpMrZoR9x' },
    ],
    ['/account.png', { image: '/account.png' }],
  ] as const) {
    const { create, apiCalls } = setup({
      officialAccount: { name: 'Example', ...(qrCode && { qrCode }) },
    });
    const { status, body } = await create('message');
    const { digits, ...present } = body['present'] as { digits: string };
    assert.equal(status, 201);
    assert.match(digits, /^\d{6}$/);
    assert.deepEqual(present, { type: 'message', ...shown });
    assert.deepEqual(body['methods'], ['scan', 'message']);
    assert.ok((body['levels'] as string[]).includes('message'));
    assert.deepEqual([body['state'], body['expiresIn']], ['pending', 180]);
    assert.deepEqual(apiCalls, []);
  }
});

test('a repeated request gets the same digits, and takes no others away', async () => {
  const { open, call } = setup({ randomToken: counting() });
  const tab = await open({ method: 'message' });
  const ask = { challenge: tab.chain.challenge, purpose: 'login', method: 'message' };
  for (const cookie of [tab.cookie, '', tab.cookie]) {
    const again = await call('POST', '/attempts', ask, { cookie });
    if (cookie === '') assert.equal(again.body['code'], 'challenge_used');
    else assert.deepEqual(again.body['present'], tab.created.body['present']);
  }
});

test('attempts at once get different digits, and more than a hundred get seven', async () => {
  const { create } = setup();
  const all = await Promise.all(Array.from({ length: 103 }, () => create('message')));
  const digits = all.map(({ body }) => (body['present'] as { digits: string }).digits);
  assert.equal(new Set(digits).size, digits.length);
  assert.deepEqual(
    [6, 7].map((length) => digits.filter((each) => each.length === length).length),
    [100, 3],
  );
});

test('if no digits are free, the page is told to come back', async () => {
  const { create } = setup({ randomToken: (bytes) => 'A'.repeat(Math.ceil((bytes * 4) / 3)) });
  const first = await create('message');
  assert.equal(first.status, 201);
  const second = await create('message');
  assert.deepEqual([second.status, second.headers.get('retry-after')], [429, '1']);
});

test('attempts by message count in the minute like any, and need no captcha', async () => {
  const asked: string[] = [];
  const { create } = setup({
    limits: { createsPerMinute: 1000, createsPerAddressPerMinute: 1000 },
    captcha: { verify: () => false, needed: () => asked.push('captcha') > 0 },
  });
  assert.equal((await create('scan')).status, 403);
  assert.equal((await create('message')).status, 201);
  assert.equal(asked.length, 1);
  const few = setup({ limits: { createsPerMinute: 2 } });
  const statuses = [await few.create('message'), await few.create('message')];
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [201, 429],
  );
});

test('a method that the account does not offer is refused, with those that work', async () => {
  const offered = setup({ officialAccount: { name: 'Example', methods: ['message'] } });
  assert.deepEqual((await offered.create('scan')).refusal, [
    403,
    'method_unavailable',
    ['message'],
  ]);
  assert.deepEqual((await offered.create('oauth', { resumeAt: '/' })).refusal, [
    ...[403, 'method_unavailable'],
    ['message'],
  ]);
  assert.equal(offered.asked(), 0);
  const scanOnly = setup({ officialAccount: { name: 'Example', methods: ['scan'] } });
  assert.deepEqual((await scanOnly.create('message')).refusal, [
    ...[403, 'method_unavailable'],
    ['scan'],
  ]);
  assert.ok(!(await scanOnly.create('scan')).text.includes('"message"'));
});

test('48001: the page is told to go by message, WeChat is asked again after an hour, the log says it once', async () => {
  let isGranted = false;
  const { create, asked, linesOf, clock, log } = setup({
    qrCode: () => (isGranted ? undefined : { errcode: 48001, errmsg: 'api unauthorized' }),
  });
  const refusal = [403, 'method_unavailable', ['message']];
  for (let count = 0; count < 3; count++) {
    assert.deepEqual((await create('scan')).refusal, refusal);
  }
  assert.deepEqual((await create('message')).body['methods'], ['message']);
  assert.equal(asked(), 1);
  clock.nowMs += hourMs;
  const both = await Promise.all([create('scan'), create('scan')]);
  assert.deepEqual(
    both.map((each) => each.refusal),
    [refusal, refusal],
  );
  assert.equal(asked(), 2, 'one of them asks');
  const lines = linesOf('qr_codes_not_permitted');
  assert.equal(lines.length, 1);
  assert.match(JSON.stringify(lines), /"warn".*verified service account.*send digits instead/);
  assert.deepEqual(
    log.filter(({ level }) => level === 'error'),
    [],
  );

  isGranted = true;
  clock.nowMs += hourMs;
  const granted = await create('scan');
  assert.deepEqual([granted.status, granted.body['methods']], [201, ['scan', 'message']]);
});

test('48001 for an account that offers nothing else: the log says what to do', async () => {
  const { create, linesOf } = setup({
    officialAccount: { name: 'Example', methods: ['scan'] },
    qrCode: () => ({ errcode: 48001, errmsg: 'api unauthorized' }),
  });
  assert.deepEqual((await create('scan')).refusal, [403, 'method_unavailable', []]);
  assert.match(JSON.stringify(linesOf('qr_codes_not_permitted')), /add 'message' to the `methods`/);
});

test('45009: until the quota is renewed, the page is told to go by message, and the log says it once', async () => {
  const { create, linesOf, clock } = setup({
    qrCode: () => ({ errcode: 45009, errmsg: 'reach max api daily quota limit' }),
  });
  const day = quotaDay(clock.nowMs);
  for (let count = 0; count < 3; count++) {
    const { refusal, headers } = await create('scan');
    assert.deepEqual(refusal, [503, 'quota_exhausted', ['message']]);
    assert.notEqual(headers.get('retry-after'), null);
  }
  assert.deepEqual((await create('message')).body['methods'], ['message']);
  const lines = linesOf('other_methods_offered');
  assert.equal(lines.length, 1);
  assert.match(JSON.stringify(lines), /"warn".*send digits instead/);
  while (quotaDay(clock.nowMs) === day) clock.nowMs += hourMs;
  assert.deepEqual((await create('message')).body['methods'], ['scan', 'message']);
});

test('a visitor whose share of the day is used up is told to go by message', async () => {
  const { create } = setup({ limits: { qrCodesPerDay: 1 } });
  const answers = [await create('scan'), await create('scan'), await create('scan')];
  const refused = answers.filter(({ status }) => status === 503);
  assert.ok(refused.length > 0);
  for (const { refusal } of refused) assert.deepEqual(refusal[2], ['message']);
});

test('an account that may not ask about its followers: people have no unionid, and the log says it once', async () => {
  const options = {
    newAccounts: 'create',
    api: () => ({ errcode: 48001, errmsg: 'api unauthorized' }),
  } as const;
  async function signIn(backend: ReturnType<typeof createHarness>, openid: string) {
    const tab = await backend.open({ method: 'message', lang: 'en' });
    const { digits } = tab.created.body['present'] as { digits: string };
    await backend.tap(await backend.type(digits, { openid }), 'confirm', { openid });
    return backend.redeem(tab);
  }
  for (const confirm of ['auto', 'tap'] as const) {
    const backend = createHarness({ ...options, confirm });
    for (const openid of ['oOne', 'oTwo', 'oOne']) {
      const answer = await signIn(backend, openid);
      assert.equal(answer.status, 200, answer.text);
    }
    const lines = backend.log.filter(({ event }) => event === 'unionids_not_permitted');
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.level, 'warn');
    const asked = backend.apiCalls.filter(({ path }) => path === '/cgi-bin/user/info');
    assert.ok(asked.length <= 1, 'WeChat is asked once in an hour');
  }
  const expecting = createHarness({ ...options, confirm: 'auto', openPlatform: true });
  const answer = await signIn(expecting, 'oOne');
  assert.deepEqual([answer.status, answer.body['code']], [503, 'misconfigured']);
  const [line] = expecting.log.filter(({ event }) => event === 'unionids_not_permitted');
  assert.match(JSON.stringify(line), /"error".*openPlatform: false/);
});

/** A different value for each call. */
function counting(): (bytes: number) => string {
  let count = 0;
  return (bytes) => {
    const value = Buffer.alloc(bytes);
    value.writeUInt32BE(++count, bytes - 4);
    return value.toString('base64url');
  };
}
