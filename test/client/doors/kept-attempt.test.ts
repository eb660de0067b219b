/** The attempt that a phone keeps in sessionStorage: what is kept, for how long, and how a login goes on with it. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createAttemptKeeper, type KeptAttempt } from '../../../src/client/index.js';
import { createLoginHarness, type LoginHarness } from '../../support/client/harness.js';
import { json } from '../../support/client/fake-server.js';
import { settle, untilSettled } from '../../support/clock.js';

/** A tab: its storage outlives the page. */
function createTab(href = 'https://shop.example/login?plan=2') {
  const items = new Map<string, string>();
  const fault: { get?: Error; set?: Error } = {};
  const url = new URL(href);
  const storage = {
    getItem(key: string): string | null {
      if (fault.get) throw fault.get;
      return items.get(key) ?? null;
    },
    setItem(key: string, value: string): void {
      if (fault.set) throw fault.set;
      items.set(key, value);
    },
    removeItem: (key: string): unknown => items.delete(key),
  };
  return {
    items,
    fault,
    url,
    window: {
      get sessionStorage() {
        if (fault.get) throw fault.get;
        return storage;
      },
      location: url,
      history: {
        state: { page: 1 },
        replaceState(_state: unknown, _title: string, to?: string | URL | null) {
          url.href = new URL(to ?? '', url).href;
        },
      },
    },
  };
}

type Tab = ReturnType<typeof createTab>;

const keep = ({ window }: Tab, more: Partial<Parameters<typeof createAttemptKeeper>[0]> = {}) =>
  createAttemptKeeper({
    name: '/login login',
    methods: ['scan', 'message', 'oauth'],
    window,
    ...more,
  });

const nowMs = 1_800_000_000_000;
const attempt: KeptAttempt = {
  id: 'Jm0pQeUxTzqfXPc2qV3wJQ',
  key: 'k'.repeat(43),
  verifier: 'v'.repeat(43),
  shown: {
    method: 'scan',
    url: 'http://weixin.qq.com/q/0',
    methods: ['scan'],
    officialAccount: { key: 'default', name: 'Tea House', kind: 'service' },
  },
  lifetimeMs: 180_000,
  expiresAtMs: nowMs + 180_000,
};

/** The console warns once in a process, so no test counts on it. */
function quiet(t: TestContext): void {
  t.mock.method(console, 'warn', () => {});
}

test('another page of the same tab finds the attempt, until it is cleared', () => {
  const tab = createTab();
  keep(tab).keeper.write(attempt);
  assert.deepEqual(keep(tab).keeper.read(nowMs), {
    ...attempt,
    hash: '',
    isBack: false,
    choice: { method: attempt.shown.method },
  });
  assert.equal(keep(tab, { name: '/login link' }).keeper.read(nowMs), undefined);
  keep(tab).keeper.clear();
  assert.equal(keep(tab).keeper.read(nowMs), undefined);
  assert.equal(tab.items.size, 0, 'no probe is left either');
});

test('an attempt of web authorization counts only on the way back, because its address works once', () => {
  const oauth = { ...attempt, shown: { ...attempt.shown, method: 'oauth', url: 'x' } as const };
  const tab = createTab();
  keep(tab).keeper.write(oauth);
  tab.url.hash = `#wechat-mp-login=${oauth.id}`;
  assert.equal(keep(tab).keeper.read(nowMs)?.isBack, true);
  assert.equal(keep(tab).keeper.read(nowMs), undefined);
  assert.equal(tab.items.size, 0);
});

test('a page that leads to web authorization asks for no news, and renews in time', async () => {
  const s = createLoginHarness({ method: 'oauth', resumeAt: '/login' });
  const url = 'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0';
  s.server.fault = (seen) =>
    seen.kind === 'create'
      ? s.server
          .create(seen)
          .json()
          .then((body: object) => json({ ...body, present: { type: 'redirect', url } }, 201))
      : undefined;
  await s.ready();
  assert.equal(s.server.requests[0]?.body['resumeAt'], '/login');
  await s.clock.advance(60_000);
  assert.deepEqual(
    s.server.requests.map(({ kind }) => kind),
    ['create', 'check'],
  );
  await s.clock.advance(115_000);
  await untilSettled(() => s.server.attempts.length === 2, 'renewed');
  // Nothing is asked either when the page is seen again, so no answer is awaited.
  s.page.signal({ isVisible: false });
  await s.clock.advance(200_000);
  s.page.signal({ isVisible: true });
  await untilSettled(() => s.server.attempts.length === 3, 'renewed at once');
  s.login.dispose();
});

const unfit: readonly (readonly [string, Parameters<typeof keep>[1], number])[] = [
  ['is over for ten minutes', {}, attempt.expiresAtMs + 600_000],
  ['expires in more than a day', {}, attempt.expiresAtMs - 90_000_000],
  ['is of a method that the page does not use now', { methods: ['message'] }, nowMs],
  ['is of another official account', { officialAccount: 'other' }, nowMs],
];
for (const [what, options, atMs] of unfit) {
  test(`an attempt that ${what} is dropped`, () => {
    const tab = createTab();
    keep(tab).keeper.write(attempt);
    assert.equal(keep(tab, options).keeper.read(atMs), undefined);
    assert.equal(tab.items.size, 0);
  });
}

for (const text of [
  '',
  'null',
  '7',
  '{',
  '[]',
  '{"id":"x"}',
  JSON.stringify({ ...attempt, shown: null }),
]) {
  test(`an item that is ${text || 'empty'} is no attempt`, (t) => {
    quiet(t);
    const tab = createTab();
    tab.items.set('wechat-mp-login /login login', text);
    assert.equal(keep(tab).keeper.read(nowMs), undefined);
  });
}

const returns: readonly (readonly [string, boolean, string])[] = [
  [`#wechat-mp-login=${attempt.id}`, true, ''],
  ['#wechat-mp-login=another-attempt-of-22-ch', false, ''],
  ['#wechat-mp-login=<script>', false, '#wechat-mp-login=%3Cscript%3E'],
  ['#/wechat-mp-login', false, '#/wechat-mp-login'],
  ['', false, ''],
];
for (const [hash, isBack, hashAfter] of returns) {
  test(`the fragment "${hash}" ${isBack ? 'counts' : 'does not count'} and the address ends in "${hashAfter}"`, () => {
    const tab = createTab();
    keep(tab).keeper.write(attempt);
    tab.url.hash = hash;
    const { keeper } = keep(tab);
    assert.equal(tab.url.hash, hashAfter.replace('<script>', '%3Cscript%3E'));
    assert.equal(keeper.read(nowMs)?.isBack, isBack);
    assert.equal(keeper.read(nowMs)?.isBack, false, 'once');
    assert.equal(tab.url.search, '?plan=2');
  });
}

test('without a kept attempt, a fragment is removed and ignored', () => {
  const tab = createTab(`https://shop.example/login#wechat-mp-login=${attempt.id}`);
  assert.equal(keep(tab).keeper.read(nowMs), undefined);
  assert.equal(tab.url.href, 'https://shop.example/login');
});

test("a hash router's own fragment comes back", () => {
  const tab = createTab('https://shop.example/#/login');
  keep(tab).keeper.write(attempt);
  tab.url.hash = `#wechat-mp-login=${attempt.id}`;
  assert.equal(keep(tab).keeper.read(nowMs)?.isBack, true);
  assert.equal(tab.url.href, 'https://shop.example/#/login');
});

/** Where the page is, and where WeChat may lead back to; undefined: web authorization is not offered. */
const paths: readonly (readonly [string, string | undefined])[] = [
  ['https://shop.example/login?plan=2', '/login?plan=2'],
  ['https://shop.example/', '/'],
  ['https://shop.example/a%20b?next=%2F%2Fevil.example', '/a%20b?next=%2F%2Fevil.example'],
  ['https://shop.example/?next=https://evil.example', '/?next=https://evil.example'],
  ['https://shop.example/登录', '/%E7%99%BB%E5%BD%95'],
  ['https://shop.example//evil.example/login', undefined],
  ['https://shop.example/\\evil.example', undefined],
  ['https://shop.example/.//evil.example', undefined],
  [`https://shop.example/${'a'.repeat(2100)}`, undefined],
];
for (const [href, path] of paths) {
  test(`web authorization leads back from ${href.slice(0, 60)} to ${path ?? 'nowhere'}`, () => {
    const tab = createTab(href);
    assert.equal(keep(tab).resumeAt, path);
    tab.url.hash = '#wechat-mp-login=x';
    keep(tab);
    assert.equal(tab.url.origin, 'https://shop.example');
    assert.equal(tab.url.hash, '');
  });
}

for (const [what, fault] of [
  ['forbidden', { get: new DOMException('The operation is insecure.', 'SecurityError') }],
  ['full', { set: new DOMException('Quota exceeded.', 'QuotaExceededError') }],
] as const) {
  test(`a storage that is ${what} keeps nothing, offers no way back, and breaks nothing`, (t) => {
    quiet(t);
    const tab = createTab();
    keep(tab).keeper.write(attempt);
    Object.assign(tab.fault, fault);
    const { keeper, resumeAt } = keep(tab);
    assert.equal(resumeAt, undefined);
    keeper.write(attempt);
    tab.fault = {};
  });
}

/** A page of the tab, on the same backend and clock as the one before. */
function openPage(tab: Tab, before?: LoginHarness): LoginHarness {
  const { keeper, resumeAt } = keep(tab);
  return createLoginHarness({ keeper, resumeAt, method: ['scan'], before });
}

/** The browser discards the page: nothing more of it runs. */
const discard = (page: LoginHarness): void => page.login.dispose();

test('a page that was discarded is signed in on return, after one question', async () => {
  const tab = createTab();
  const first = openPage(tab);
  await first.ready();
  discard(first);
  first.server.push('approved', { expiresIn: 300 });
  await first.clock.advance(240_000);
  const again = openPage(tab, first);
  const asked = first.server.requests.length;
  again.login.start();
  await untilSettled(() => again.login.state.type === 'success', 'success');
  assert.deepEqual(again.stateTypes().slice(-3), ['loading', 'approved', 'success']);
  assert.deepEqual(
    first.server.requests.slice(asked).map(({ kind }) => kind),
    ['poll', 'redeem'],
  );
  assert.equal(tab.items.size, 0, 'nothing is kept after the end');
});

test('a page that comes back in time shows the same QR code and goes on waiting', async () => {
  const tab = createTab();
  const first = openPage(tab);
  await first.ready();
  discard(first);
  await first.clock.advance(60_000);
  const again = openPage(tab, first);
  again.login.start();
  await untilSettled(() => again.login.state.type === 'ready', 'ready');
  assert.equal(JSON.stringify(again.login.state.shown), JSON.stringify(first.login.state.shown));
  assert.equal(first.server.requestsOf('create').length, 1);
  first.server.push('approved');
  await first.clock.advance(30_000);
  await untilSettled(() => again.login.state.type === 'success', 'success');
});

test('an attempt that has expired meanwhile is replaced at once', async () => {
  const tab = createTab();
  const first = openPage(tab);
  await first.ready();
  discard(first);
  first.server.push('expired');
  await first.clock.advance(300_000);
  const again = openPage(tab, first);
  again.login.start();
  await untilSettled(() => again.login.state.type === 'ready', 'ready');
  assert.equal(first.server.requestsOf('create').length, 2);
  assert.equal(again.stateTypes().filter((each) => each === 'ready').length, 1);
});

test('an attempt that the backend has forgotten is replaced at once', async () => {
  const tab = createTab();
  const page = openPage(tab);
  keep(tab).keeper.write({ ...attempt, expiresAtMs: page.clock.nowMs + 60_000 });
  await page.ready();
  await untilSettled(() => page.server.attempts.length === 1, 'another attempt');
  await untilSettled(() => page.login.state.shown !== undefined, 'shown');
});

for (const [end, reason, state] of [
  ['denied', undefined, 'denied'],
  ['failed', 'authorization_refused', 'authorization_refused'],
  ['failed', 'virtual_user', 'virtual_user'],
] as const) {
  test(`an attempt that ended with ${reason ?? end} says so on return, and is not kept`, async () => {
    const tab = createTab();
    const first = openPage(tab);
    await first.ready();
    discard(first);
    first.server.push(end, { ...(reason && { reason }) });
    tab.url.hash = `#wechat-mp-login=${first.server.last.id}`;
    const again = openPage(tab, first);
    again.login.start();
    await untilSettled(() => ['denied', 'error'].includes(again.login.state.type), 'its end');
    const { state: shown } = again.login;
    assert.equal(shown.type === 'error' ? shown.code : shown.type, state);
    assert.deepEqual(again.stateTypes().slice(0, -1), ['loading', 'approved']);
    assert.equal(tab.items.size, 0);
  });
}

test('starting again and cancelling keep nothing of the attempt before', async () => {
  const tab = createTab();
  const page = openPage(tab);
  await page.ready();
  page.login.start();
  await untilSettled(() => page.server.attempts.length === 2, 'a second attempt');
  await untilSettled(() => page.login.state.type === 'ready', 'ready');
  assert.equal(keep(tab).keeper.read(page.clock.nowMs)?.id, page.server.last.id);
  page.login.cancel();
  assert.equal(tab.items.size, 0);
});

test('a phone that comes back asks once before it gets another QR code', async () => {
  const tab = createTab();
  const page = openPage(tab);
  await page.ready();
  page.page.signal({ isVisible: false });
  await page.clock.advance(10_000);
  page.server.push('approved', { expiresIn: 300 });
  await page.clock.advance(200_000);
  const asked = page.server.requests.length;
  page.page.signal({ isVisible: true });
  await untilSettled(() => page.login.state.type === 'success', 'success');
  const kinds = page.server.requests.slice(asked).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['stream', 'redeem']);
  await settle();
  assert.equal(page.server.requestsOf('create').length, 1);
});

const refusals: readonly (readonly [string, () => Response, readonly string[]])[] = [
  [
    'method_unavailable names',
    () => json({ code: 'method_unavailable', methods: ['message'] }, 403),
    ['scan', 'message'],
  ],
  [
    'quota_exhausted names',
    () => json({ code: 'quota_exhausted', methods: ['message'] }, 503),
    ['scan', 'message'],
  ],
  [
    'method_unavailable names none of',
    () => json({ code: 'method_unavailable', methods: ['x', 7] }, 403),
    ['scan'],
  ],
  [
    'quota_exhausted without methods does not name',
    () => json({ code: 'quota_exhausted' }, 503),
    ['scan'],
  ],
  [
    'invalid_request to a scan does not name',
    () => json({ code: 'invalid_request' }, 400),
    ['scan'],
  ],
];
for (const [what, refuse, tried] of refusals) {
  test(`${what} the methods of the page: it tries ${tried.join(', then ')}, with a new challenge each`, async () => {
    const s = createLoginHarness({ method: ['scan', 'message'] });
    s.server.fault = ({ kind, body }) => {
      if (kind !== 'create') return undefined;
      return body['method'] === 'scan' ? refuse() : json({ code: 'misconfigured' }, 503);
    };
    s.login.start();
    await untilSettled(() => s.login.state.type === 'error', 'error');
    const creates = s.server.requestsOf('create').map(({ body }) => body);
    assert.deepEqual(
      creates.map(({ method }) => method),
      tried,
    );
    assert.equal(new Set(creates.map(({ challenge }) => challenge)).size, tried.length);
  });
}

test('a backend of level core refuses oauth as an invalid request, and gets a scan, from then on', async () => {
  const s = createLoginHarness({ method: ['oauth', 'scan'] });
  s.server.fault = ({ kind, body }) =>
    kind === 'create' && body['method'] !== 'scan'
      ? json({ code: 'invalid_request' }, 400)
      : undefined;
  await s.ready();
  s.login.start();
  await untilSettled(() => s.server.attempts.length === 2, 'a second attempt');
  assert.deepEqual(
    s.server.requestsOf('create').map(({ body }) => body['method']),
    ['oauth', 'scan', 'scan'],
  );
});

test('switchTo cancels the attempt before, and keeps to its choice', async () => {
  const s = createLoginHarness({ method: ['scan', 'message'] });
  await s.ready();
  s.server.fault = ({ kind, body }) =>
    kind === 'create' && body['method'] === 'message'
      ? json({ code: 'misconfigured' }, 503)
      : undefined;
  s.login.switchTo({ method: 'message' });
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.server.requestsOf('cancel').length, 1);
  s.login.start();
  await untilSettled(() => s.server.requestsOf('create').length === 3, 'a third one');
  s.server.fault = () => undefined;
  s.login.switchTo({ officialAccount: 'b' });
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.deepEqual(
    s.server.requestsOf('create').map(({ body }) => [body['method'], body['officialAccount']]),
    [
      ['scan', undefined],
      ['message', undefined],
      ['message', undefined],
      ['scan', 'b'],
    ],
  );
});
