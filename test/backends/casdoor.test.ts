/** The adapter to Casdoor, with the real client in front of it and a stub of Casdoor behind it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { casdoorBackend, type CasdoorOptions } from '../../src/backends/casdoor/index.js';
import { WechatMpLoginError, type LoginState } from '../../src/client/index.js';
import { createCasdoorStub, type CasdoorStub } from '../support/backends/casdoor-stub.js';
import { createAdapterHarness, type AdapterHarness } from '../support/backends/harness.js';
import { settle, untilSettled } from '../support/clock.js';

const page = 'https://shop.example/sign-in';

/** The part of a browser's page that the adapter uses. */
const browser = { address: new URL(page), storage: new Map<string, string>(), isBlocked: false };
const globals = {
  location: {
    get href() {
      return browser.address.href;
    },
    get origin() {
      return browser.address.origin;
    },
    get pathname() {
      return browser.address.pathname;
    },
  },
  history: {
    state: null,
    replaceState: (_state: unknown, _title: string, url: URL) => (browser.address = new URL(url)),
  },
  sessionStorage: {
    getItem(key: string) {
      if (browser.isBlocked) throw new DOMException('blocked', 'SecurityError');
      return browser.storage.get(key) ?? null;
    },
    setItem(key: string, value: string) {
      if (browser.isBlocked) throw new DOMException('full', 'QuotaExceededError');
      browser.storage.set(key, value);
    },
    removeItem: (key: string) => browser.storage.delete(key),
  },
};

interface Started extends AdapterHarness {
  readonly stub: CasdoorStub;
  /** Where the page went. */
  readonly left: string[];
}

const all: AdapterHarness[] = [];

function start(options: Partial<CasdoorOptions> = {}, stub = createCasdoorStub()): Started {
  const left: string[] = [];
  const harness = createAdapterHarness(stub.answer, (injected) =>
    casdoorBackend({
      server: 'https://door.example/',
      clientId: stub.clientId,
      application: 'shop',
      provider: 'admin/provider_wechat',
      officialAccount: { name: '茶马古道' },
      leave: (url) => left.push(url),
      signIn(code) {
        const account = stub.exchange(code);
        return account ? Promise.resolve(account) : Promise.reject(new Error('invalid_grant'));
      },
      ...injected,
      ...options,
    }),
  );
  all.push(harness);
  return { ...harness, stub, left };
}

/** Casdoor's page signs in and leads back. */
async function comeBack({ stub, left }: Started): Promise<void> {
  const answer = await stub.answer(new Request(left.at(-1) ?? ''));
  browser.address = new URL(answer.headers.get('location') ?? 'about:blank');
}

const error = ({ login }: AdapterHarness): Extract<LoginState, { type: 'error' }> => {
  assert.equal(login.state.type, 'error', JSON.stringify(login.state));
  return login.state;
};

async function untilError(started: Started): Promise<string> {
  started.login.start();
  for (let tries = 0; tries < 60 && started.login.state.type !== 'error'; tries++) {
    await started.clock.advance(1000);
  }
  return error(started).code;
}

before(() => Object.assign(globalThis, globals));
after(() => {
  for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
});
beforeEach(() => {
  browser.address = new URL(page);
  browser.storage.clear();
  browser.isBlocked = false;
});
afterEach(async () => {
  for (const { login, clock } of all.splice(0)) {
    login.dispose();
    await settle();
    assert.equal(clock.pending, 0, 'timers');
  }
});

describe('The QR code', () => {
  test('is drawn from the address that Casdoor tells', async () => {
    const started = start();
    await started.ready();
    const { state } = started.login;
    assert.ok(state.type === 'ready' && state.shown.method === 'scan');
    assert.equal(state.shown.url, 'http://weixin.qq.com/q/02casdoor1');
    assert.match(started.asked[0] ?? '', /get-qrcode\?id=admin%2Fprovider_wechat$/);
  });

  test('is the picture of an older Casdoor', async () => {
    const started = start({}, createCasdoorStub('picture'));
    await started.ready();
    const { state } = started.login;
    assert.ok(state.type === 'ready' && state.shown.method === 'scan');
    assert.match(state.shown.image ?? '', /^data:image\/png;base64,iVBORw0KGgo/);
  });

  const answered = (fields: Readonly<Record<string, unknown>>) => () => Response.json(fields);
  for (const [what, answer, code] of [
    ['HTML in place of JSON', () => new Response('<html>'), 'bad_response'],
    ['an error', answered({ status: 'error', msg: 'appid missing' }), 'misconfigured'],
    ['no ticket', answered({ status: 'ok', data: 'http://weixin.qq.com/q/a' }), 'bad_response'],
    [
      'a picture of elsewhere',
      answered({ status: 'ok', data: '//x/y.png', data2: 't' }),
      'bad_response',
    ],
    [
      'an address of elsewhere',
      answered({ status: 'ok', data: 'https://x/', data2: 't' }),
      'bad_response',
    ],
    ['403', () => new Response('', { status: 403 }), 'misconfigured'],
    ['500', () => new Response('', { status: 500 }), 'upstream_unavailable'],
    ['the network down', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ] as const) {
    test(`${what}: ends in ${code}`, async () => {
      const started = start();
      started.stub.override('/api/get-qrcode', answer);
      assert.equal(await untilError(started), code);
      if (what === 'an error') assert.match(error(started).detail ?? '', /appid missing/);
    });
  }

  test('is not made where the browser keeps nothing for the page', async () => {
    browser.isBlocked = true;
    const started = start();
    assert.equal(await untilError(started), 'cookies_blocked');
    assert.equal(started.asked.length, 0);
  });
});

describe('The event', () => {
  const answered = (fields: Readonly<Record<string, unknown>>) => () => Response.json(fields);

  test('that is not there yet keeps the QR code', async () => {
    const started = start();
    await started.ready();
    for (let second = 0; second < 5; second++) await started.clock.advance(1000);
    assert.ok(started.login.state.type === 'ready' && !started.login.state.reconnecting);
    const polls = started.asked.filter((url) => url.includes('get-webhook-event')).length;
    assert.ok(polls >= 4 && polls <= 6, `${polls} polls in five seconds`);
  });

  for (const [what, answer, code] of [
    ['of another kind', { data: 'CLICK' }, 'unsupported'],
    ['that is refused', { status: 'error', msg: 'Unauthorized operation' }, 'misconfigured'],
  ] as const) {
    test(`${what} ends in ${code}`, async () => {
      const started = start();
      await started.ready();
      const [ticket] = started.stub.secrets();
      const fields = { status: 'ok', data2: ticket, ...answer };
      started.stub.override('/api/get-webhook-event', answered(fields));
      await started.until('error');
      assert.equal(error(started).code, code);
    });
  }

  test('of another QR code is not taken', async () => {
    const started = start();
    await started.ready();
    const fields = { status: 'ok', data: 'SCAN', data2: 'of somebody else' };
    started.stub.override('/api/get-webhook-event', answered(fields));
    for (let second = 0; second < 5; second++) await started.clock.advance(1000);
    assert.equal(started.login.state.type, 'ready');
    assert.deepEqual(started.left, []);
  });
});

describe('The way through Casdoor', () => {
  async function scan(started: Started): Promise<void> {
    await started.ready();
    started.stub.scan();
    await started.until('approved');
    await untilSettled(() => started.left.length > 0, 'the page is left');
  }

  test('leads to its page and back, and signs in with its code', async () => {
    const first = start();
    await scan(first);
    assert.match(first.left[0] ?? '', /^https:\/\/door\.example\/callback\?/);
    await comeBack(first);
    const codes: string[] = [];
    const second = start({
      signIn(code, state) {
        codes.push(code, state);
        return Promise.resolve({ name: first.stub.exchange(code)?.name ?? '' });
      },
    });
    second.login.start();
    await second.until('success');
    assert.ok(second.login.state.type === 'success');
    assert.deepEqual(second.login.state.account, { name: '林溪' });
    assert.equal(codes.length, 2);
    assert.equal(browser.address.href, page, 'code and state are gone from the address');
    assert.equal(browser.storage.size, 0);
    assert.ok(!second.states.some(({ type }) => type === 'ready'), 'no second QR code');
  });

  test('the ticket is in no state, no warning and no error', async () => {
    const started = start();
    await scan(started);
    for (let second = 0; second < 3; second++) await started.clock.advance(1000);
    const seen = JSON.stringify([started.states, started.warnings, [...browser.storage]]);
    for (const secret of started.stub.secrets()) assert.ok(!seen.includes(secret), secret);
  });

  for (const [what, state] of [
    ['foreign', 'wechat-mp-00000000-0000-4000-8000-000000000000'],
    ['used', undefined],
  ] as const) {
    test(`a ${what} state is refused, and trying again shows a QR code`, async () => {
      const first = start();
      await scan(first);
      await comeBack(first);
      if (state) browser.address.searchParams.set('state', state);
      else browser.storage.clear();
      const second = start({}, first.stub);
      assert.equal(await untilError(second), 'authorization_failed');
      assert.ok(error(second).retryable);
      assert.equal(browser.address.href, page);
      await second.ready();
    });
  }

  test('the state of another login on the page is left alone', async () => {
    browser.address = new URL(`${page}?code=1&state=of-github`);
    await start().ready();
    assert.equal(browser.address.search, '?code=1&state=of-github');
  });

  for (const [what, signIn] of [
    ['refuses the code', () => Promise.reject(new Error('invalid_grant'))],
    [
      'throws',
      () => {
        throw new Error('oops');
      },
    ],
    ['does not answer', () => new Promise<never>(() => undefined)],
    ['forgets the account', () => Promise.resolve(undefined as never)],
  ] as const) {
    test(`a server that ${what} ends the login, and the code is not sent again`, async () => {
      const first = start();
      await scan(first);
      await comeBack(first);
      let calls = 0;
      const second = start({
        signIn: () => {
          calls += 1;
          return signIn();
        },
      });
      assert.equal(await untilError(second), 'authorization_failed');
      assert.equal(calls, 1);
    });
  }

  test('if the page cannot be left, the login starts over', async () => {
    const started = start();
    await scan(started);
    await started.clock.advance(30_000);
    await untilSettled(() => started.login.state.type === 'ready', 'another QR code');
    assert.equal(started.left.length, 1);
  });
});

test('a sentence for the visitor reaches the card', async () => {
  browser.address = new URL(`${page}?code=1&state=wechat-mp-1`);
  browser.storage.set('wechat-mp-login:casdoor:014ae4bd048734ca2dea', 'wechat-mp-1');
  const sentence = 'This account is closed.';
  const started = start({
    signIn: () => Promise.reject(new WechatMpLoginError('sign_in_refused', { sentence })),
  });
  assert.equal(await untilError(started), 'sign_in_refused');
  assert.equal(error(started).sentence, sentence);
});
