/** The adapter to Authing, with the real client in front of it and a stub of Authing behind it. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { authingBackend } from '../../src/backends/authing/index.js';
import type { AuthingOptions } from '../../src/backends/authing/index.js';
import { encryptPassword } from '../../src/backends/authing/encrypt-password.js';
import type { BindingState, LoginState } from '../../src/client/index.js';
import {
  authingPeople,
  createAuthingStub,
  type AuthingStub,
  type Step,
} from '../support/backends/authing-stub.js';
import {
  createAdapterHarness,
  type AdapterHarness,
  type Answer,
} from '../support/backends/harness.js';
import { settle, untilSettled } from '../support/clock.js';

interface Started extends AdapterHarness {
  readonly stub: AuthingStub;
}

function start(
  options: Partial<AuthingOptions> = {},
  answer: (stub: AuthingStub) => Answer = ({ answer }) => answer,
): Started {
  const stub = createAuthingStub();
  const harness = createAdapterHarness(answer(stub), (injected) =>
    authingBackend({
      host: 'https://shop.authing.example',
      appId: stub.appId,
      officialAccount: { name: '茶马古道' },
      ...injected,
      ...options,
    }),
  );
  all.push(harness);
  return { ...harness, stub };
}

const all: AdapterHarness[] = [];
afterEach(async () => {
  for (const { login, clock, page } of all.splice(0)) {
    login.dispose();
    await settle();
    assert.equal(clock.pending, 0, 'timers');
    assert.equal(page.listeners.size, 0, 'listeners');
  }
});

const bindingStep = (apiCode: number, methods?: readonly string[]): Step => ({
  ...{ statusCode: 300, apiCode, flowHandle: true },
  data: { methods },
});

const error = ({ login }: AdapterHarness): Extract<LoginState, { type: 'error' }> => {
  assert.equal(login.state.type, 'error');
  return login.state;
};

async function untilBinding(started: Started, apiCode = 1641, methods?: readonly string[]) {
  await started.ready();
  started.stub.set(4, bindingStep(apiCode, methods));
  await started.until('binding');
  return (): BindingState => {
    const { state } = started.login;
    assert.equal(state.type, 'binding');
    return state;
  };
}

describe('The QR code', () => {
  test('is a picture that the page has loaded, and none of Authing’s names is in a state', async () => {
    const started = start();
    await started.ready();
    const { state } = started.login;
    assert.ok(state.type === 'ready' && state.shown.method === 'scan');
    assert.match(state.shown.image ?? '', /^data:image\/png;base64,iVBORw0KGgo/);
    assert.equal(state.shown.url, '');
    assert.equal(state.shown.officialAccount.name, '茶马古道');
    assert.equal(state.lifetimeMs, 120_000);
    const [gene] = started.stub.calls;
    assert.deepEqual(gene?.body, { autoMergeQrCode: false, scene: 'WECHATMP_AUTH' });
    assert.equal(gene.headers.get('x-authing-app-id'), started.stub.appId);
  });

  test('with the id of a user pool, that header goes along', async () => {
    const started = start({ appId: undefined, userPoolId: 'pool-1' });
    await started.ready();
    assert.equal(started.stub.calls[0]?.headers.get('x-authing-userpool-id'), 'pool-1');
  });

  test('of WeChat, whose address Authing tells, is drawn here', async () => {
    const started = start();
    const url = 'http://weixin.qq.com/q/02abc_DEF-1';
    started.stub.override('/api/v2/qrcode/gene', () =>
      Response.json({ code: 200, data: { random: 'r', expiresIn: 60, url } }),
    );
    const { signal } = new AbortController();
    const request = { challenge: 'c', purpose: 'login', method: 'scan' } as const;
    const { present, expiresIn } = await started.backend.create(request, { signal });
    assert.deepEqual(present, { type: 'qr', url });
    assert.equal(expiresIn, 60);
  });

  test('is renewed before it expires', async () => {
    const started = start();
    started.stub.expiresIn = 30;
    await started.ready();
    for (let second = 0; second < 28; second++) await started.clock.advance(1000);
    const { state } = started.login;
    assert.ok(state.type === 'ready' && state.renewals === 1);
  });

  for (const [what, answer, code] of [
    ['HTML in place of JSON', () => new Response('<html>'), 'bad_response'],
    ['an answer without a QR code', () => Response.json({ code: 200, data: {} }), 'bad_response'],
    ['401', () => new Response('', { status: 401 }), 'misconfigured'],
    ['404', () => new Response('', { status: 404 }), 'misconfigured'],
    ['429', () => new Response('', { status: 429 }), 'rate_limited'],
    ['503', () => new Response('', { status: 503 }), 'upstream_unavailable'],
    [
      'an error of its settings',
      () => Response.json({ code: 2101, message: 'app' }),
      'misconfigured',
    ],
    ['null', () => Response.json(null), 'bad_response'],
    ['the network down', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
    ['no answer in time', () => new Promise<Response>(() => undefined), 'timeout'],
  ] as const) {
    test(`${what}: ends in ${code}`, async () => {
      const started = start();
      started.stub.override('/api/v2/qrcode/gene', answer);
      started.login.start();
      for (let tries = 0; tries < 60 && started.login.state.type !== 'error'; tries++) {
        await started.clock.advance(1000);
        await settle();
      }
      assert.equal(error(started).code, code);
      if (code === 'misconfigured') assert.match(error(started).detail ?? '', /docs\/backends\.md/);
    });
  }

  for (const [what, type, size] of [
    ['is a page', 'text/html', 10],
    ['may contain script', 'image/svg+xml', 10],
    ['is too large', 'image/png', 500_001],
  ] as const) {
    test(`is refused if its picture ${what}`, async () => {
      const picture = new Response(new Uint8Array(size), { headers: { 'Content-Type': type } });
      const started = start(
        {},
        (stub) => async (request) =>
          request.url.includes('/qrcode/') && request.url.endsWith('.png')
            ? picture.clone()
            : stub.answer(request),
      );
      await assert.rejects(
        started.backend.create(
          { challenge: 'c', purpose: 'login', method: 'scan' },
          { signal: new AbortController().signal },
        ),
        { code: 'bad_response' },
      );
    });
  }

  test('whose picture cannot be read names its host, and what has to allow it', async () => {
    const started = start(
      {},
      (stub) => (request) =>
        request.url.endsWith('.png')
          ? Promise.reject(new TypeError('Failed to fetch'))
          : stub.answer(request),
    );
    const { signal } = new AbortController();
    const request = { challenge: 'c', purpose: 'login', method: 'scan' } as const;
    await assert.rejects(started.backend.create(request, { signal }), (error: Error) => {
      assert.match(error.message, /connect-src.*https:\/\/shop\.authing\.example,.*CORS/);
      for (const secret of started.stub.secrets()) assert.ok(!error.message.includes(secret));
      return true;
    });
  });

  for (const [purpose, method, code] of [
    ['link', 'scan', 'unsupported'],
    ['step-up', 'scan', 'unsupported'],
    ['login', 'message', 'method_unavailable'],
    ['login', 'oauth', 'method_unavailable'],
  ] as const) {
    test(`is not made for the purpose ${purpose} by ${method}`, async () => {
      const { signal } = new AbortController();
      const pending = start().backend.create({ challenge: 'c', purpose, method }, { signal });
      await assert.rejects(pending, { code });
    });
  }
});

describe('The status', () => {
  const refused = { statusCode: 499, message: '用户已被锁定' };
  for (const [status, type, scannedResult] of [
    [0, 'ready', undefined],
    [1, 'confirm', undefined],
    [2, 'success', undefined],
    [3, 'denied', undefined],
    [4, 'binding', bindingStep(1641)],
    [5, 'error', refused],
  ] as const) {
    test(`${status} leads to ${type}`, async () => {
      const started = start();
      await started.ready();
      started.stub.set(status, scannedResult);
      await started.until(type);
      if (status === 5) {
        assert.equal(error(started).code, 'sign_in_refused');
        assert.equal(error(started).sentence, '用户已被锁定');
      }
    });
  }

  test('−1 leads to another QR code, as an expiry does', async () => {
    const started = start();
    await started.ready();
    started.stub.set(-1);
    await started.clock.advance(1000);
    await settle();
    await started.until('ready');
    assert.ok(started.login.state.type === 'ready' && started.login.state.renewals === 1);
  });

  for (const apiCode of [1635, 1636]) {
    test(`4 with MFA (${apiCode}) says what to do`, async () => {
      const started = start();
      await started.ready();
      started.stub.set(4, { statusCode: 300, apiCode, data: { mfaToken: 'x' } });
      await started.until('error');
      assert.equal(error(started).code, 'unsupported');
      assert.match(error(started).detail ?? '', /MFA.*Turn it off.*console/);
    });
  }

  test('4 with a step that is not known names it', async () => {
    const started = start();
    await started.ready();
    started.stub.set(4, { apiCode: 1642, message: '补全信息' });
    await started.until('error');
    assert.match(error(started).detail ?? '', /1642 "补全信息"/);
  });

  test('that is not known ends the login', async () => {
    const started = start();
    await started.ready();
    started.stub.set(9);
    await started.until('error');
    assert.equal(error(started).code, 'unsupported');
  });

  test('of another QR code is not taken', async () => {
    const started = start();
    await started.ready();
    started.stub.override('/api/v2/qrcode/check', () =>
      Response.json({ code: 200, data: { random: 'of somebody else', status: 2, ticket: 't' } }),
    );
    for (let second = 0; second < 5; second++) await started.clock.advance(1000);
    assert.equal(started.login.state.type, 'ready');
    assert.ok(!started.stub.calls.some(({ path }) => path.endsWith('userinfo')));
  });

  test('of an attempt of another page is not asked for', async () => {
    const { backend, stub } = start();
    const { signal } = new AbortController();
    const watch = backend.watch(
      { id: 'made elsewhere', key: 'k' },
      { rev: 0, interval: 1, signal },
    );
    await assert.rejects(watch[Symbol.asyncIterator]().next(), { code: 'not_found' });
    await assert.rejects(backend.redeem('made elsewhere', 'v', { signal }), { code: 'not_found' });
    assert.equal(stub.calls.length, 0);
  });
});

describe('Polling', () => {
  const checks = ({ stub }: Started): number =>
    stub.calls.filter(({ path }) => path.endsWith('/check')).length;

  test('asks once a second, and not while the page is hidden', async () => {
    const started = start();
    await started.ready();
    for (let second = 0; second < 10; second++) await started.clock.advance(1000);
    const before = checks(started);
    assert.ok(before >= 9 && before <= 11, `${before} checks in ten seconds`);
    started.page.signal({ isVisible: false });
    for (let second = 0; second < 10; second++) await started.clock.advance(1000);
    assert.ok(checks(started) <= before + 1, 'hidden');
    started.page.signal({ isVisible: true });
    await untilSettled(() => checks(started) > before, 'a check after coming back');
  });

  test('asks less often while Authing fails, and goes on by itself', async () => {
    const started = start();
    await started.ready();
    started.stub.override('/api/v2/qrcode/check', () => new Response('', { status: 502 }));
    for (let second = 0; second < 30; second++) await started.clock.advance(1000);
    assert.ok(checks(started) < 15, `${checks(started)} checks in half a minute`);
    assert.ok(started.login.state.type === 'ready' && started.login.state.reconnecting);
    started.stub.override('/api/v2/qrcode/check', undefined);
    started.stub.set(2);
    await started.until('success');
  });

  test('ends with the login', async () => {
    const started = start();
    await started.ready();
    started.login.cancel();
    await settle();
    const before = checks(started);
    for (let second = 0; second < 5; second++) await started.clock.advance(1000);
    assert.equal(checks(started), before);
    assert.equal(started.login.state.type, 'cancelled');
  });

  test('gives up a request that is under way, with the reason of the signal', async () => {
    const { backend, stub } = start();
    stub.override('/api/v2/qrcode/gene', () => new Promise<Response>(() => undefined));
    const controller = new AbortController();
    const request = { challenge: 'c', purpose: 'login', method: 'scan' } as const;
    const pending = backend.create(request, { signal: controller.signal });
    controller.abort(new Error('the reason'));
    await assert.rejects(pending, { message: 'the reason' });
  });
});

describe('The ticket', () => {
  test('is exchanged for the account and the token', async () => {
    const started = start();
    await started.ready();
    started.stub.set(2);
    await started.until('success');
    const { state } = started.login;
    assert.ok(state.type === 'success');
    assert.deepEqual(state.account, {
      name: '林溪',
      avatar: 'https://shop.authing.example/qrcode/photo.png',
    });
    assert.equal(state.isNew, false);
    assert.match(state.sessionCode ?? '', /authing\.token$/);
  });

  test('can go to a server of yours', async () => {
    const started = start(
      { userinfo: 'https://shop.example/authing/userinfo' },
      (stub) => (request) => {
        const mine = request.url.replace(
          'shop.example/authing/',
          'shop.authing.example/api/v2/qrcode/',
        );
        return stub.answer(new Request(mine, request));
      },
    );
    await started.ready();
    started.stub.set(2);
    await started.until('success');
    assert.ok(started.asked.includes('https://shop.example/authing/userinfo'));
  });

  test('that Authing refuses ends the login with its reason', async () => {
    const started = start();
    await started.ready();
    started.stub.override('/api/v2/qrcode/userinfo', () =>
      Response.json({ code: 2242, message: 'ticket' }),
    );
    started.stub.set(2);
    await started.until('error');
    assert.match(error(started).detail ?? '', /userinfo: 2242/);
  });

  for (const status of [1, 2, 4] as const) {
    test(`is in no state, and no error, after status ${status}; nor is another secret`, async () => {
      const started = start();
      await started.ready();
      started.stub.set(status, status === 4 ? bindingStep(1641) : undefined);
      for (let second = 0; second < 3; second++) await started.clock.advance(1000);
      started.stub.override('/api/v2/qrcode/check', () => new Response('', { status: 401 }));
      for (let second = 0; second < 3; second++) await started.clock.advance(1000);
      const seen = JSON.stringify([started.states, started.warnings]);
      for (const secret of started.stub.secrets()) assert.ok(!seen.includes(secret), secret);
    });
  }
});

describe('Binding', () => {
  const { password, code, phone, email } = authingPeople;

  for (const [apiCode, methods, options] of [
    [1641, undefined, ['create', 'password', 'phone-code', 'email-code']],
    [1640, ['username-password', 'email-password', 'phone-code'], ['password', 'phone-code']],
    [1666, ['email-code'], ['email-code']],
  ] as const) {
    test(`the step ${apiCode} offers ${options.join(', ')}`, async () => {
      const state = await untilBinding(start(), apiCode, methods);
      assert.deepEqual(
        state().options.map((option) => (option.action === 'link' ? option.method : option.action)),
        options,
      );
      assert.equal(state().needsChatDigits, false);
    });
  }

  test('a new account', async () => {
    const started = start();
    const state = await untilBinding(started);
    state().form.create();
    await untilSettled(() => started.login.state.type === 'success', 'success');
    assert.ok(started.login.state.type === 'success' && started.login.state.isNew);
    const last = started.stub.calls.at(-1);
    assert.equal(last?.path, '/interaction/authFlow');
    assert.equal(last.body['action'], 'create-federation-account');
  });

  test('by password: a wrong one can be corrected, and none crosses in clear', async () => {
    const started = start();
    const state = await untilBinding(started);
    state().form.link('password');
    state().form.submit({ account: 'lin', password: 'wrong' });
    await untilSettled(() => state().problem !== undefined, 'a problem');
    assert.equal(state().problem?.code, 'proof_failed');
    state().form.submit({ account: 'lin', password });
    await untilSettled(() => started.login.state.type === 'success', 'success');
    assert.ok(started.login.state.type === 'success' && started.login.state.linked);
    assert.ok(!JSON.stringify(started.stub.calls).includes(password));
  });

  test('by password, with two accounts to choose from, whose ids the page does not learn', async () => {
    const started = start();
    const state = await untilBinding(started);
    state().form.link('password');
    state().form.submit({ account: 'two', password });
    await untilSettled(() => state().step === 'select', 'select');
    assert.deepEqual(
      state().accounts?.map(({ name, choice }) => [name, choice]),
      [
        ['林溪', '0'],
        ['linxi2', '1'],
      ],
    );
    state().form.select('1');
    await untilSettled(() => started.login.state.type === 'success', 'success');
    assert.ok(!JSON.stringify(started.states).includes('secret-id-'));
    assert.deepEqual(started.stub.calls.at(-1)?.body, { account: 'secret-id-b' });
  });

  for (const [method, fields, sent] of [
    [
      'phone-code',
      { phone: '+86 138-0013-8000' },
      { phone, phoneCountryCode: '+86', scene: 'login' },
    ],
    ['phone-code', { phone }, { phone, scene: 'login' }],
    ['email-code', { email }, { email, scene: 'LOGIN_VERIFY_CODE' }],
  ] as const) {
    test(`by ${method} to ${Object.values(fields).join()}`, async () => {
      const started = start();
      const state = await untilBinding(started);
      state().form.link(method);
      state().form.sendVerificationCode(fields);
      await untilSettled(() => state().sent !== undefined, 'sent');
      assert.deepEqual(started.stub.calls.at(-1)?.body, sent);
      state().form.submit({ ...fields, code: '000000' });
      await untilSettled(() => state().problem !== undefined, 'a problem');
      state().form.submit({ ...fields, code });
      await untilSettled(() => started.login.state.type === 'success', 'success');
    });
  }

  for (const [what, answer, code] of [
    ['MFA', { statusCode: 300, apiCode: 1636 }, 'unsupported'],
    ['a flow that has ended', { statusCode: 300, apiCode: 1699 }, 'expired'],
  ] as const) {
    test(`${what} ends the login`, async () => {
      const started = start();
      const state = await untilBinding(started);
      started.stub.override('/interaction/authFlow', () => Response.json(answer));
      state().form.create();
      const end = code === 'expired' ? 'expired' : 'error';
      await untilSettled(() => started.login.state.type === end, end);
      if (end === 'error') assert.equal(error(started).code, code);
    });
  }

  for (const [lang, label] of [
    ['en', 'Verification code'],
    ['zh-CN', '验证码'],
    ['zh-Hant-TW', '驗證碼'],
  ] as const) {
    test(`labels are in the language of the page: ${lang}`, async () => {
      const { backend, stub } = start();
      const { signal } = new AbortController();
      const request = { challenge: 'c', purpose: 'login', method: 'scan', lang } as const;
      const { id } = await backend.create(request, { signal });
      stub.set(4, bindingStep(1640, ['email-code']));
      for await (const { state } of backend.watch(
        { id, key: 'k' },
        { rev: 0, interval: 1, signal },
      )) {
        assert.equal(state, 'approved');
      }
      const binding = await backend.redeem(id, 'v', { signal });
      assert.ok(JSON.stringify(binding).includes(label));
    });
  }

  test('a password that the key cannot encrypt is refused', async () => {
    const stub = createAuthingStub();
    const answer = await stub.answer(
      new Request('https://shop.authing.example/api/v2/.well-known', {
        headers: { 'x-authing-app-id': stub.appId },
      }),
    );
    const { data } = (await answer.json()) as { readonly data: { readonly publicKey: string } };
    await assert.rejects(encryptPassword('x'.repeat(200), data.publicKey), RangeError);
  });
});

describe('The options', () => {
  const options = { officialAccount: { name: '茶马古道' }, warn: () => undefined };
  for (const [what, wrong, code] of [
    ['a host over http', { host: 'http://shop.authing.example', appId: 'a' }, 'bad_backend'],
    ['a host that is no address', { host: 'shop', appId: 'a' }, 'bad_backend'],
    ['no id', { host: 'https://shop.authing.example' }, 'misconfigured'],
  ] as const) {
    test(`${what}: ${code}`, () => {
      assert.throws(() => authingBackend({ ...options, ...wrong }), { code });
    });
  }
});
