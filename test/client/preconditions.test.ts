/** What a login finds out before anybody can scan its QR code: whether whoever does can be signed in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserPage } from '../../src/client/index.js';
import { createRequests } from '../../src/client/http/request.js';
import { html, problem, silence, type ReceivedRequest } from '../support/client/fake-server.js';
import { assertNothingLeft, createLoginHarness, FakePage } from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';

type Answer = () => Response | Promise<Response>;
const unauthorized: Answer = () =>
  new Response('<h1>401</h1>', { status: 401, headers: { 'WWW-Authenticate': 'Basic' } });

const refused: Record<string, readonly [ReceivedRequest['kind'], Answer, string, string[]]> = {
  'the cookie does not come back': [
    'check',
    () => problem('challenge_used', 409),
    'cookies_blocked',
    ['loading', 'ready', 'error'],
  ],
  'HTTP Basic takes the token': ['check', unauthorized, 'http_auth', ['loading', 'ready', 'error']],
  'HTTP Basic refuses every request': ['create', unauthorized, 'http_auth', ['loading', 'error']],
};
for (const [what, [kind, answer, code, stateTypes]] of Object.entries(refused)) {
  test(`a login ends before it waits for a scan if ${what}`, async () => {
    const s = createLoginHarness();
    s.server.fault = (request) => (request.kind === kind ? answer() : undefined);
    s.login.start();
    await untilSettled(() => s.login.state.type === 'error', 'error');
    const { state } = s.login;
    assert.equal(state.type === 'error' && state.code, code);
    assert.equal(state.type === 'error' && state.retryable, false);
    assert.deepEqual(s.stateTypes(), stateTypes);
    assert.equal(s.server.requestsOf('stream').length, 0);
    await assertNothingLeft(s);
  });
}

const passing: Record<string, Answer> = {
  'is lost': () => Promise.reject(new TypeError('reset')),
  'fails in the backend': () => problem('store_unavailable', 503),
  'is one too many': () => problem('rate_limited', 429),
  'gets HTML': () => html(),
  'gets no answer': silence,
};
for (const [what, answer] of Object.entries(passing)) {
  test(`the QR code is shown if the check ${what}: that may pass until the scan`, async () => {
    const s = createLoginHarness();
    s.server.fault = ({ kind }) => (kind === 'check' ? answer() : undefined);
    s.login.start();
    await untilSettled(() => s.server.requestsOf('check').length === 1, 'the check');
    await s.clock.advance(3000);
    await untilSettled(() => s.login.state.type === 'ready', 'ready');
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  });
}

test('the check repeats the create with a token, and once it has succeeded, not again', async () => {
  const s = createLoginHarness();
  await s.ready();
  const [create] = s.server.requestsOf('create');
  const [check] = s.server.requestsOf('check');
  assert.deepEqual(check?.body, create?.body);
  const challenge = create?.body['challenge'] as string;
  assert.equal(check?.headers.get('authorization'), `Bearer ${challenge}`);
  await s.clock.advance(170_000);
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'renewed');
  s.login.refresh();
  await untilSettled(() => s.server.requestsOf('create').length === 3, 'refreshed');
  await settle();
  assert.equal(s.server.requestsOf('check').length, 1);
  s.login.dispose();
});

test('HTTP authentication that begins later ends the login with its reason', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) => (kind === 'stream' ? unauthorized() : undefined);
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(2000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'http_auth');
  await assertNothingLeft(s);
});

test('a page that is rendered in advance asks for nothing until somebody sees it', async () => {
  const page = Object.assign(new FakePage(), { prerendering: () => isPrerendering });
  let isPrerendering = true;
  const s = createLoginHarness({ page });
  s.login.start();
  await s.clock.advance(3_600_000);
  page.signal();
  await settle();
  assert.deepEqual([s.stateTypes(), s.server.requests], [['loading'], []]);
  isPrerendering = false;
  page.signal();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.login.dispose();
  await settle();
  assert.equal(page.listeners.size, 0);
});

test('a page that nobody has seen yet asks for no QR code, and a hidden one renews none', async () => {
  const page = new FakePage();
  page.isVisible = false;
  const s = createLoginHarness({ page });
  s.login.start();
  await s.clock.advance(3_600_000);
  assert.deepEqual([s.stateTypes(), s.server.requests], [['loading'], []]);
  page.isVisible = true;
  page.signal();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  page.isVisible = false;
  page.signal();
  await s.clock.advance(3_600_000);
  assert.equal(s.server.requestsOf('create').length, 1);
  s.login.dispose();
  await settle();
  assert.equal(page.listeners.size, 0);
});

test('a create that failed is not repeated while the page is hidden', async () => {
  const page = new FakePage();
  const s = createLoginHarness({ page });
  s.server.fault = ({ kind }) =>
    kind === 'create' && s.server.requestsOf('create').length === 1
      ? problem('upstream_unavailable', 503)
      : undefined;
  s.login.start();
  await settle();
  page.isVisible = false;
  await s.clock.advance(600_000);
  assert.equal(s.server.requestsOf('create').length, 1);
  page.isVisible = true;
  page.signal();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.login.dispose();
});

test('a captcha that the backend asks for is an error with its key, and its token is sent once', async () => {
  const s = createLoginHarness();
  const tokens = (): unknown[] =>
    s.server.requestsOf('create').map(({ body }) => (body as { captcha?: unknown }).captcha);
  s.server.fault = ({ kind, body }) =>
    kind === 'create' && (body as { captcha?: unknown }).captcha !== 'solved'
      ? Response.json(
          { code: 'captcha_required', status: 403, siteKey: 'key-1' },
          { status: 403, headers: { 'Content-Type': 'application/problem+json' } },
        )
      : undefined;
  s.login.start();
  await untilSettled(() => s.login.state.type === 'error', 'error');
  const { state } = s.login;
  assert.ok(state.type === 'error');
  assert.deepEqual([state.code, state.siteKey], ['captcha_required', 'key-1']);
  assert.equal(s.server.requestsOf('create').length, 1, 'a captcha is not waited for');
  s.login.start('wrong');
  await untilSettled(() => s.login.state.type === 'error', 'error again');
  s.login.start('solved');
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.deepEqual(tokens(), [undefined, 'wrong', 'solved']);
  // The renewal is a create of its own. The QR code that is there stays until it expires.
  await s.clock.advance(170_000);
  assert.deepEqual([tokens().at(-1), s.login.state.type], [undefined, 'ready']);
  await s.clock.advance(10_000);
  await untilSettled(() => s.login.state.type === 'error', 'error at the end');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('browserPage notices when a page is no longer rendered in advance', () => {
  const document: Record<string, unknown> = { prerendering: true };
  const target = Object.assign(new EventTarget(), { document });
  const page = browserPage(target);
  const isPrerendered = (): boolean | undefined => page.prerendering?.();
  let signals = 0;
  const unsubscribe = page.subscribe(() => signals++);
  assert.equal(isPrerendered(), true);
  target.dispatchEvent(new Event('prerenderingchange'));
  assert.equal(signals, 1);
  unsubscribe();
  // `<img name="prerendering">` shadows the property in browsers that do not have it, too.
  document['prerendering'] = { tagName: 'IMG' };
  assert.equal(isPrerendered(), false);
});

for (const [owner, name] of [
  [Object, 'hasOwn'],
  [AbortSignal.prototype, 'throwIfAborted'],
] as const) {
  test(`without ${name}, an old browser is named at once, and nothing is requested`, async () => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    assert.ok(descriptor);
    const s = createLoginHarness();
    Reflect.deleteProperty(owner, name);
    try {
      s.login.start();
      assert.equal(s.login.state.type === 'error' && s.login.state.code, 'old_browser');
    } finally {
      Object.defineProperty(owner, name, descriptor);
    }
    assert.equal(s.server.requests.length, 0);
    await assertNothingLeft(s);
  });
}

test('an error of our own or of the page ends in an error state, not in an endless wait', async () => {
  let isBroken = false;
  const page = new FakePage();
  const visible = (): boolean => {
    if (isBroken) throw new TypeError('visible is not possible');
    return true;
  };
  const s = createLoginHarness({ page: Object.assign(page, { visible }) });
  await s.ready();
  isBroken = true;
  await s.clock.advance(170_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  const { state } = s.login;
  assert.equal(state.type === 'error' && state.code, 'internal_error');
  assert.match((state.type === 'error' && state.detail) || '', /visible is not possible/);
});

test('only the network makes a backend unreachable', async () => {
  const { signal } = new AbortController();
  const codeOf = async (fetch: () => Promise<Response>, parse = (body: unknown) => body) => {
    const requests = createRequests('https://shop.example', { fetch });
    const error: unknown = await requests
      .ask({ path: '' }, { signal, parse })
      .catch((thrown: unknown) => thrown);
    return (error as { code?: string }).code;
  };
  const json = (text: string | ReadableStream) =>
    new Response(text, { headers: { 'Content-Type': 'application/json' } });
  assert.equal(await codeOf(() => Promise.reject(new TypeError('reset'))), 'unreachable');
  const broken = new ReadableStream({ start: (it) => it.error(new TypeError('reset')) });
  assert.equal(await codeOf(() => Promise.resolve(json(broken))), 'unreachable');
  assert.equal(await codeOf(() => Promise.resolve(json('{'))), 'bad_response');
  const bug = (): never => {
    throw new TypeError('Object.hasOwn is not a function');
  };
  assert.equal(await codeOf(() => Promise.resolve(json('{}')), bug), 'internal_error');
});

test('without a network once the QR code is shown, watching begins when it is back', async () => {
  const s = createLoginHarness();
  let isOnLine = true;
  let looks = 0;
  const globals = {
    navigator: {
      get onLine() {
        return isOnLine;
      },
    },
    location: { href: 'https://shop.example/' },
    fetch: () => {
      looks++;
      return Promise.reject(new TypeError('offline'));
    },
  };
  const before = Object.getOwnPropertyDescriptors(globalThis);
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    isOnLine = s.page.isOnline = false;
    s.login.start();
    await untilSettled(() => s.login.state.type === 'offline', 'offline');
    assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'offline']);
    assert.deepEqual(
      s.server.requests.map(({ kind }) => kind),
      ['create'],
    );
    looks = 0;
    isOnLine = true;
    s.page.signal({ isOnline: true });
    await untilSettled(() => s.login.state.type === 'ready', 'ready');
    assert.equal(
      looks,
      2,
      'requests may fail for a moment longer, and an import is tried only once: watching and renewal each look',
    );
    await s.clock.advance(5000);
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  } finally {
    for (const name of Object.keys(globals)) {
      const descriptor = before[name as keyof typeof before];
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
});
