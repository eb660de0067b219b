/** The day's QR codes and the captcha, as `POST /attempts` applies them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { ConfigurationError, type Captcha, type SecurityEvent } from '../../../src/server/index.js';
import { createDeviceCookies } from '../../../src/server/base/secrets/device-cookie.js';
import { guardCaptcha } from '../../../src/server/host/captcha.js';
import {
  createHarness,
  settings,
  type CallOptions,
  type HarnessOptions,
} from '../../support/server/harness.js';
import { until } from '../../support/until.js';

function setup(captcha?: Captcha, options: HarnessOptions = {}) {
  const events: SecurityEvent[] = [];
  const harness = createHarness({
    onEvent: (event) => void events.push(event),
    // For everybody 6 QR codes, 3 for known browsers, and 1 for the rest.
    limits: { qrCodesPerDay: 10, qrCodesPerAddressPerDay: 10, qrCodesPerNetworkPerDay: 10 },
    ...(captcha === undefined ? {} : { captcha }),
    ...options,
  });
  async function create(more: object = {}, calling: CallOptions = {}) {
    const { challenge } = await createChain();
    const body = { challenge, purpose: 'login', method: 'scan', ...more };
    return harness.call('POST', '/attempts', body, { address: '192.0.2.1', ...calling });
  }
  const codeOf = async (more: object = {}, calling: CallOptions = {}): Promise<unknown> => {
    const { status, body } = await create(more, calling);
    return body['code'] ?? status;
  };
  const qrCodes = () => harness.scenes().length;
  return { ...harness, events, create, codeOf, qrCodes };
}

/** A captcha that is right if its token begins with "right". */
const byToken = (more: Partial<Captcha> = {}): Captcha => ({
  siteKey: 'site-key-1',
  verify: (token) => Promise.resolve(token.startsWith('right')),
  ...more,
});
const always = { needed: () => true };

test('without a captcha, the last QR codes go to each network sparingly, then the answer names the end', async () => {
  const { codeOf, create, qrCodes, log, events } = setup();
  for (let count = 0; count < 7; count++) assert.equal(await codeOf(), 201);
  const refused = await create();
  assert.deepEqual([refused.status, refused.body['code']], [503, 'quota_exhausted']);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal(qrCodes(), 7);
  assert.equal(log.filter(({ event }) => event === 'qr_codes_used_up').length, 2, 'open and rest');
  await until(() => events.length > 0);
  assert.deepEqual(events, [
    { type: 'limit_hit', limit: 'qrCodesPerDay', network: '192.0.2.0/24' },
  ]);
});

test('an address at its limit is refused until the day ends, and others go on', async () => {
  const { codeOf, create } = setup(undefined, { limits: { qrCodesPerAddressPerDay: 3 } });
  for (let count = 0; count < 4; count++) assert.equal(await codeOf(), 201);
  const refused = await create();
  assert.deepEqual([refused.status, refused.body['code']], [429, 'rate_limited']);
  assert.ok(Number(refused.headers.get('retry-after')) > 3600);
  assert.equal(await codeOf({}, { address: '198.51.100.1' }), 201);
});

test('a known browser gets a QR code after all others are used up; a forged cookie does not', async () => {
  const { codeOf, clock } = setup();
  while ((await codeOf()) === 201);
  const cookies = createDeviceCookies(
    { now: () => clock.nowMs, randomToken: (bytes) => 'x'.repeat(Math.ceil((bytes * 4) / 3)) },
    [settings.appSecret],
    true,
  );
  const cookie = (await cookies.create()).line.split(';')[0] ?? '';
  assert.equal(await codeOf({}, { cookie }), 201);
  assert.equal(await codeOf({}, { cookie: `${cookie.slice(0, -1)}!` }), 'quota_exhausted');
});

for (const [why, errcode] of [
  ['the quota is used up', 45009],
  ['the account is frozen', 50007],
] as const) {
  test(`a QR code that WeChat refuses counts for nobody: ${why}`, async () => {
    let isRefusing = true;
    const { codeOf, clock } = setup(undefined, {
      api: (path) =>
        isRefusing && path === '/cgi-bin/qrcode/create' ? { errcode, errmsg: '' } : undefined,
    });
    for (let count = 0; count < 12; count++) assert.notEqual(await codeOf(), 201);
    isRefusing = false;
    clock.nowMs += 86_400_000;
    for (let count = 0; count < 7; count++) assert.equal(await codeOf(), 201);
    assert.equal(await codeOf(), 'quota_exhausted');
  });
}

test('once the quota of the day is used up, the log says so once, and the event comes once', async () => {
  const { codeOf, create, apiCalls, log, events } = setup(undefined, {
    api: (path) =>
      path === '/cgi-bin/qrcode/create' ? { errcode: 45009, errmsg: 'reach max' } : undefined,
  });
  for (let count = 0; count < 20; count++) assert.equal(await codeOf(), 'quota_exhausted');
  assert.ok(Number((await create()).headers.get('retry-after')) > 60);
  assert.equal(apiCalls.filter(({ path }) => path === '/cgi-bin/qrcode/create').length, 1);
  assert.equal(log.filter(({ event }) => event === 'qr_code_failed').length, 1);
  await until(() => events.length > 0);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['quota_exhausted'],
  );
});

test('a repeated challenge costs no QR code and no captcha, also once they are used up', async () => {
  const tokens: string[] = [];
  const captcha = byToken({
    ...always,
    verify: (token) => tokens.push(token) > 0,
  });
  const { create, codeOf, call, qrCodes } = setup(captcha);
  const { challenge } = await createChain();
  const body = { challenge, purpose: 'login', method: 'scan', captcha: 'right 0' };
  const created = await call('POST', '/attempts', body, { address: '192.0.2.1' });
  assert.equal(created.status, 201);
  const cookie = (created.setCookies[0] ?? '').split(';')[0] ?? '';
  for (let count = 1; count < 7; count++) {
    assert.equal(await codeOf({ captcha: `right ${count}` }), 201);
  }
  assert.equal((await create({ captcha: 'right 9' })).status, 503);
  const repeated = await call('POST', '/attempts', body, { address: '192.0.2.1', cookie });
  assert.deepEqual([repeated.status, repeated.body['id']], [200, created.body['id']]);
  assert.equal(qrCodes(), 7);
  assert.equal(tokens.length, 7, 'none for the repeated one, and none without a QR code left');
});

test('with a captcha, the last QR codes are behind it', async () => {
  const { create, codeOf, qrCodes } = setup(byToken());
  for (let count = 0; count < 6; count++) assert.equal(await codeOf(), 201);
  const refused = await create();
  assert.equal(refused.status, 403);
  assert.deepEqual(refused.body, {
    type: 'urn:wechat-mp-login:problem:captcha_required',
    title: 'Please solve the captcha first.',
    status: 403,
    code: 'captcha_required',
    siteKey: 'site-key-1',
  });
  assert.deepEqual(refused.setCookies, []);
  assert.equal(await codeOf({ captcha: 'wrong' }), 'captcha_required');
  assert.equal(qrCodes(), 6);
  assert.equal(await codeOf({ captcha: 'right' }), 201);
  assert.equal(await codeOf({ captcha: 'right 2' }), 'quota_exhausted');
});

test('`needed` decides by the address, the browser, the purpose and what is used', async () => {
  const facts: unknown[] = [];
  const { codeOf } = setup(byToken({ needed: (given) => facts.push(given) > 1 }));
  assert.equal(await codeOf(), 201);
  assert.equal(await codeOf(), 'captcha_required');
  assert.equal(await codeOf({ captcha: 'right' }), 201);
  const about = { address: '192.0.2.1', purpose: 'login', isKnownBrowser: false };
  assert.deepEqual(facts, [
    { ...about, used: 0 },
    { ...about, used: 1 / 6 },
    { ...about, used: 1 / 6 },
  ]);
});

test('a token counts once, also for two requests at the same time', async () => {
  const { codeOf, events, qrCodes } = setup(byToken(always));
  const answers = await Promise.all(Array.from({ length: 5 }, () => codeOf({ captcha: 'right' })));
  assert.equal(answers.filter((answer) => answer === 201).length, 1);
  assert.equal(await codeOf({ captcha: 'right' }), 'captcha_required');
  assert.equal(qrCodes(), 1);
  await until(() => events.length === 5);
  assert.deepEqual(events[0], {
    type: 'captcha_failed',
    reason: 'used',
    network: '192.0.2.0/24',
  });
});

for (const [what, verify] of [
  ['rejects', () => Promise.reject(new Error('provider down: token right'))],
  [
    'throws',
    () => {
      throw new Error('token right');
    },
  ],
  // JavaScript: the provider's answer instead of what it says.
  ['returns an object', () => ({ success: false }) as unknown as boolean],
  ['returns nothing', () => undefined as unknown as boolean],
] satisfies readonly [string, Captcha['verify']][]) {
  test(`nobody gets in by a captcha whose \`verify\` ${what}, and the log says so without the token`, async () => {
    const { codeOf, log, events, qrCodes } = setup(byToken({ ...always, verify }));
    assert.equal(await codeOf({ captcha: 'right' }), 'captcha_required');
    assert.equal(qrCodes(), 0);
    await until(() => events.length > 0);
    assert.ok('reason' in events[0]! && events[0].reason === 'unchecked');
    const lines = JSON.stringify(log.filter(({ event }) => event.startsWith('captcha')));
    if (what !== 'returns nothing') assert.match(lines, /captcha/);
    assert.doesNotMatch(lines, /right/);
  });
}

test('a captcha that never answers is given up: it is needed, and it is not solved', async () => {
  let signal: AbortSignal | undefined;
  const never = (): Promise<boolean> => new Promise(() => undefined);
  const captcha = guardCaptcha(
    {
      needed: never,
      verify(_, caller) {
        ({ signal } = caller);
        return never();
      },
    },
    () => undefined,
    { neededMs: 10, verifyMs: 10 },
  );
  const facts = { address: '', purpose: 'login', isKnownBrowser: false, used: 0 } as const;
  assert.equal(await captcha.isNeeded(facts), true);
  const caller = {
    address: '',
    origin: null,
    userAgent: '',
    cookie: '',
    setCookie: () => undefined,
  };
  assert.equal(await captcha.check('right', caller), 'unchecked');
  await until(() => signal?.aborted === true);
});

test('if `needed` fails, a captcha is needed', async () => {
  const { codeOf } = setup(byToken({ needed: () => Promise.reject(new Error('down')) }));
  assert.equal(await codeOf(), 'captcha_required');
  assert.equal(await codeOf({ captcha: 'right' }), 201);
});

test('a token of more than 4096 characters, or that is no text, is refused before anybody looks at it', async () => {
  const { create } = setup(byToken(always));
  for (const captcha of ['x'.repeat(4097), 'a\nb', '验证', 7, {}, []]) {
    const { status, body } = await create({ captcha });
    assert.deepEqual([status, body['field']], [400, 'captcha']);
  }
  assert.equal((await create({ captcha: `right${'x'.repeat(4091)}` })).status, 201);
});

test('a backend without a captcha ignores the token', async () => {
  const { codeOf } = setup();
  assert.equal(await codeOf({ captcha: 'wrong' }), 201);
});

for (const [captcha, named] of [
  [{}, /captcha\.verify/],
  [{ verify: true }, /captcha\.verify/],
  [{ verify: () => true, needed: true }, /captcha\.needed/],
  [{ verify: () => true, siteKey: 'with a blank' }, /captcha\.siteKey/],
  [{ verify: () => true, siteKey: 7 }, /captcha\.siteKey/],
] as const) {
  test(`the option is checked at start: ${named.source}`, () => {
    assert.throws(
      // What JavaScript may pass.
      () => setup(captcha as unknown as Captcha),
      (error: unknown) => error instanceof ConfigurationError && named.test(error.message),
    );
  });
}
