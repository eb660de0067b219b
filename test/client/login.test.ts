import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import { pageBackend } from '../support/client/binding-harness.js';
import { assertNothingLeft, createLoginHarness } from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';
import { html, json, problem, silence } from '../support/client/fake-server.js';

test('a person scans, confirms and is signed in, over one stream', async () => {
  const s = createLoginHarness({ lang: 'zh-CN', returnTo: '/orders', officialAccount: 'default' });
  await s.ready();
  assert.deepEqual(s.states[1], {
    type: 'ready',
    shown: {
      method: 'scan',
      url: 'http://weixin.qq.com/q/0',
      officialAccount: { key: 'default', name: 'Tea House', kind: 'service' },
      officialAccounts: undefined,
      methods: ['scan'],
      newAccounts: undefined,
    },
    expiresAtMs: s.clock.nowMs + 180_000,
    lifetimeMs: 180_000,
    reconnecting: false,
    renewals: 0,
  });
  s.server.push('scanned');
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'confirm', 'approved', 'success']);
  const { shown, ...success } = s.login.state;
  assert.ok(shown);
  assert.deepEqual(success, {
    type: 'success',
    account: { name: 'Mina' },
    isNew: true,
    linked: undefined,
    returnTo: '/orders',
    sessionCode: undefined,
  });
  assert.deepEqual(
    s.server.requests.map(({ kind }) => kind),
    ['create', 'check', 'stream', 'redeem'],
  );
  await assertNothingLeft(s);
});

test('every request is private, uncached, and follows no redirect', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  for (const { init } of s.server.requests) {
    assert.equal(init.redirect, 'error');
    assert.equal(init.credentials, 'include');
    assert.equal(init.cache, 'no-store');
    assert.equal(init.referrerPolicy, 'no-referrer');
  }
});

test('the verifier is sent only in the body of redeem', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  const verifier = s.server.requestsOf('redeem')[0]!.body['verifier'] as string;
  const elsewhere = s.server.requests
    .filter(({ kind }) => kind !== 'redeem')
    .map(({ path, headers, body }) => JSON.stringify([path, [...headers], body]));
  assert.ok(!elsewhere.join().includes(verifier));
  assert.ok(!s.server.requestsOf('redeem')[0]!.path.includes(verifier));
  assert.ok(!JSON.stringify(s.states).includes(verifier));
});

test('the digits to send in the chat are shown', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.push('scanned', { confirm: { mode: 'digits', digits: '402913' } });
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  const { type, ...rest } = s.login.state;
  assert.equal(type, 'confirm');
  assert.equal('digits' in rest && rest.digits, '402913');
  s.login.dispose();
  await assertNothingLeft(s);
});

for (const [state, extra, expected] of [
  ['denied', {}, 'denied'],
  ['cancelled', {}, 'cancelled'],
  ['failed', { reason: 'platform_disabled' }, 'platform_disabled'],
  ['failed', { reason: 'made_up' }, 'made_up'],
  ['failed', {}, 'upstream_unavailable'],
] as const) {
  test(`an attempt that ends as ${JSON.stringify([state, extra])} is reported as ${expected}`, async () => {
    const s = createLoginHarness();
    await s.ready();
    s.server.push(state, extra);
    await untilSettled(() => s.login.state.type !== 'ready', state);
    const { state: ended } = s.login;
    assert.equal(ended.type === 'error' ? ended.code : ended.type, expected);
    await assertNothingLeft(s);
  });
}

test('a scan that is not confirmed in time ends as expired, without another code', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.push('scanned');
  await settle();
  s.server.push('expired');
  await untilSettled(() => s.login.state.type === 'expired', 'expired');
  assert.equal(s.server.requestsOf('create').length, 1);
  await assertNothingLeft(s);
});

test('if the answer to create is lost, the same challenge is sent again', async () => {
  const s = createLoginHarness();
  let tries = 0;
  s.server.fault = (seen) => {
    if (seen.kind !== 'create' || ++tries > 2) return undefined;
    s.server.create(seen);
    return Promise.reject(new TypeError('reset'));
  };
  s.login.start();
  await settle();
  await s.clock.advance(500);
  await s.clock.advance(1000);
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.equal(s.server.requestsOf('create').length, 3);
  assert.equal(new Set(s.server.requestsOf('create').map(({ body }) => body['challenge'])).size, 1);
  assert.equal(s.server.attempts.length, 1);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('a used challenge is replaced by another one, up to four in all', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'create' ? problem('challenge_used', 409) : undefined);
  s.login.start();
  await settle();
  await s.clock.advance(60_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(new Set(s.server.requestsOf('create').map(({ body }) => body['challenge'])).size, 4);
  assert.equal(s.server.requestsOf('create').length, 4);
  await assertNothingLeft(s);
});

test('after a refusal, the next try has a new challenge, because the refused attempt has ended', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) =>
    kind === 'create' && s.server.requestsOf('create').length === 1
      ? problem('upstream_unavailable', 503)
      : undefined;
  s.login.start();
  await settle();
  await s.clock.advance(10_000);
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.equal(new Set(s.server.requestsOf('create').map(({ body }) => body['challenge'])).size, 2);
});

for (const [name, answer, code, tries] of [
  ['refuses', () => Promise.reject(new TypeError('refused')), 'unreachable', 4],
  ['answers HTML', () => html(), 'bad_response', 4],
  ['answers HTML with 502', () => html(502), 'bad_response', 4],
  ['lies about types', () => json({ protocol: 1, id: 4 }, 201), 'bad_response', 4],
  ['answers nothing', () => json('', 200), 'bad_response', 4],
  ['fails inside', () => problem('internal_error', 500), 'internal_error', 4],
  ['refuses with a code of a newer version', () => problem('moon_phase', 403), 'unsupported', 1],
  ['fails with a code of a newer version', () => problem('moon_phase', 500), 'bad_response', 4],
  ['refuses the origin', () => problem('origin_denied', 403), 'origin_denied', 1],
  ['is spent', () => problem('quota_exhausted', 503), 'quota_exhausted', 1],
  ['is switched off', () => problem('platform_disabled', 503), 'platform_disabled', 1],
  ['is misconfigured', () => problem('misconfigured', 503), 'misconfigured', 1],
] as const) {
  test(`a backend that ${name} leads to an error after ${tries} tries, not to a spinner`, async () => {
    const s = createLoginHarness();
    s.server.fault = answer;
    s.login.start();
    await s.clock.advance(60_000);
    await untilSettled(() => s.login.state.type === 'error', 'error');
    const { state } = s.login;
    assert.equal(state.type === 'error' && state.code, code);
    assert.equal(s.server.requests.length, tries);
    await assertNothingLeft(s);
  });
}

test('the login gives up a backend that never answers after four time-outs', async () => {
  const s = createLoginHarness();
  s.server.fault = silence;
  s.login.start();
  await s.clock.advance(40_000 + 7_000);
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'timeout');
  assert.equal(s.server.requests.length, 4);
  await assertNothingLeft(s);
});

test('an endless body is refused at 64 KiB', async () => {
  const s = createLoginHarness();
  let pulled = 0;
  s.server.fault = () =>
    new Response(
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          pulled++;
          controller.enqueue(new Uint8Array(1024).fill(32));
        },
      }),
      { headers: { 'Content-Type': 'application/json' } },
    );
  s.login.start();
  await s.clock.advance(30_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'bad_response');
  assert.ok(pulled < 4 * 70);
});

test('too many attempts are an error at once, with the wait that the backend names', async () => {
  for (const value of ['30', new Date(1_030_000).toUTCString()]) {
    const s = createLoginHarness();
    s.server.fault = () => problem('rate_limited', 429, { 'Retry-After': value });
    s.login.start();
    await untilSettled(() => s.login.state.type === 'error', 'error');
    const { state } = s.login;
    assert.equal(state.type === 'error' && state.retryAfterMs, 30_000);
    assert.equal(state.type === 'error' && state.retryable, true);
    assert.equal(s.server.requests.length, 1);
  }
});

const authorize = 'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0';

test('another method than the page has asked for is an error', async () => {
  const s = createLoginHarness();
  s.server.fault = (seen) => {
    if (seen.kind !== 'create') return undefined;
    return s.server
      .create(seen)
      .json()
      .then((body: object) =>
        json({ ...body, present: { type: 'redirect', url: authorize } }, 201),
      );
  };
  s.login.start();
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'unsupported');
});

test('a double click sends one request', async () => {
  const s = createLoginHarness();
  s.login.refresh();
  s.login.refresh();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.equal(s.server.requestsOf('create').length, 1);
  s.login.dispose();
});

test('starting again cancels the attempt before', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.login.start();
  await untilSettled(
    () => s.server.attempts.length === 2 && s.login.state.type === 'ready',
    'second',
  );
  assert.deepEqual(
    s.server.requestsOf('cancel').map(({ path }) => path),
    [`/${s.server.attempts[0]!.id}`],
  );
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'loading', 'ready']);
  assert.ok(
    s.states[2]!.shown,
    'the old QR code is still in the state while the next one is created',
  );
  assert.equal(s.server.openStreams, 1);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('cancel reaches the backend, even if the visitor leaves the page right after', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.login.cancel();
  s.login.dispose();
  await settle();
  assert.equal(s.login.state.type, 'cancelled');
  assert.equal(s.server.requestsOf('cancel').length, 1);
  assert.equal(s.server.requestsOf('cancel')[0]!.init.keepalive, true);
  s.login.cancel();
  assert.equal(s.server.requestsOf('cancel').length, 1);
  await assertNothingLeft(s);
});

test('disposing of a login sends nothing and leaves no timer or connection behind', async () => {
  const s = createLoginHarness();
  for (let mount = 0; mount < 100; mount++) {
    s.login.start();
    if (mount % 3) await settle();
    if (mount % 3 === 2) s.server.push('scanned');
    s.login.dispose();
  }
  const reported = s.states.length;
  await assertNothingLeft(s);
  assert.equal(s.server.requestsOf('cancel').length, 0);
  await s.clock.advance(600_000);
  assert.equal(s.states.length, reported);
});

test('dispose() ends every wait: in create, in a back-off, offline, and in redeem', async () => {
  const faults: Record<string, (s: ReturnType<typeof createLoginHarness>) => void> = {
    create: (s) => (s.server.fault = silence),
    backoff: (s) => (s.server.fault = () => html()),
    offline: (s) => {
      s.page.isOnline = false;
      s.server.fault = () => Promise.reject(new TypeError('offline'));
    },
    redeem: (s) => {
      s.server.fault = ({ kind }) => (kind === 'redeem' ? silence() : undefined);
    },
  };
  for (const [name, set] of Object.entries(faults)) {
    const s = createLoginHarness();
    set(s);
    s.login.start();
    await settle();
    if (name === 'redeem') s.server.push('approved');
    await settle();
    s.login.dispose();
    await assertNothingLeft(s);
  }
});

test('redeem is sent before the page draws that the scan was approved', async () => {
  const order: string[] = [];
  const s = createLoginHarness({
    onState: ({ type }) => {
      // As Lit does, the page draws once the present task has run its course.
      if (type === 'approved') queueMicrotask(() => order.push('drawn'));
    },
  });
  s.server.fault = ({ kind }) => void (kind === 'redeem' && order.push('redeem'));
  s.login.start();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.deepEqual(order, ['redeem', 'drawn']);
});

test('redeem is retried with the same verifier until its answer arrives', async () => {
  const s = createLoginHarness();
  let tries = 0;
  s.server.fault = ({ kind }) =>
    kind !== 'redeem' || ++tries > 3
      ? undefined
      : tries === 1
        ? Promise.reject(new TypeError('reset'))
        : tries === 2
          ? problem('upstream_unavailable', 503, { 'Retry-After': '1' })
          : silence();
  await s.ready();
  s.server.push('approved');
  await settle();
  await s.clock.advance(30_000);
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.equal(s.server.requestsOf('redeem').length, 4);
  assert.equal(new Set(s.server.requestsOf('redeem').map(({ body }) => body['verifier'])).size, 1);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'approved', 'success']);
  await assertNothingLeft(s);
});

for (const [end, expected] of [
  ['denied', 'denied'],
  ['expired', 'expired'],
  ['completed', 'gone'],
] as const) {
  test(`redeem of an attempt that has meanwhile ${end} ends as ${expected}`, async () => {
    const s = createLoginHarness();
    s.server.fault = ({ kind }) => {
      if (kind !== 'redeem') return undefined;
      return json(
        { type: 'urn:x:gone', title: 'gone', status: 410, code: 'gone', reason: end },
        410,
      );
    };
    await s.ready();
    s.server.push('approved');
    await untilSettled(
      () => s.login.state.type !== 'ready' && s.login.state.type !== 'approved',
      'end',
    );
    const { state: ended } = s.login;
    assert.equal(ended.type === 'error' ? ended.code : ended.type, expected);
    await assertNothingLeft(s);
  });
}

for (const [what, sentence, expected] of [
  ['a sentence', '注册已关闭', '注册已关闭'],
  ['no sentence', undefined, undefined],
  ['something else in place of a sentence', { en: 'No' }, undefined],
] as const) {
  test(`a refusal of the application with ${what} ends the login after one redeem`, async () => {
    const s = createLoginHarness();
    await s.ready();
    s.server.fault = ({ kind }) =>
      kind === 'redeem'
        ? json({ status: 403, code: 'sign_in_refused', detail: 'for developers', sentence }, 403)
        : undefined;
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'error', 'error');
    await s.clock.advance(60_000);
    const { state } = s.login;
    assert.ok(state.type === 'error');
    assert.deepEqual(
      [state.code, state.retryable, state.sentence],
      ['sign_in_refused', false, expected],
    );
    assert.equal(s.server.requestsOf('redeem').length, 1);
    await assertNothingLeft(s);
  });
}

test('what the page says to the application is in create, and a refusal names the field', async () => {
  const s = createLoginHarness({ appData: 'invitation 7' });
  await s.ready();
  assert.equal(s.server.requestsOf('create')[0]?.body['appData'], 'invitation 7');
  s.server.fault = ({ kind }) =>
    kind === 'create' ? json({ code: 'invalid_request', field: 'appData' }, 400) : undefined;
  s.login.start();
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.match((s.login.state.type === 'error' && s.login.state.detail) || '', / appData$/);
  assert.equal(s.server.requestsOf('create').length, 2);
});

test('redeem in the wrong state is an error', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'redeem' ? problem('wrong_state', 409) : undefined);
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'wrong_state');
  await assertNothingLeft(s);
});

test('an attempt that is already completed is redeemed again, because the answer was lost', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.push('completed');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.equal(s.server.requestsOf('redeem').length, 1);
});

test('a result that this page cannot carry out is an error', async () => {
  const s = createLoginHarness();
  s.server.redeemed = { result: 'passkey', options: [] };
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'unsupported');
});

test('a return address on another origin is left out', async () => {
  const backend = pageBackend({
    redeem: () =>
      Promise.resolve({
        result: 'authenticated',
        isNew: false,
        account: { name: 'Mina' },
        returnTo: '//evil.example',
        code: 'once',
      }),
  });
  const s = createLoginHarness({ backend, returnTo: 'https://evil.example' });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'success', 'success');
  const { shown, ...success } = s.login.state;
  assert.ok(shown);
  assert.deepEqual(success, {
    type: 'success',
    account: { name: 'Mina' },
    isNew: false,
    linked: undefined,
    returnTo: undefined,
    sessionCode: 'once',
  });
});

test('if a backend object throws any other error, the login ends in an error', async () => {
  const s = createLoginHarness({
    backend: {
      create: () => Promise.reject(new RangeError('oops')),
      watch: () => assert.fail('unused'),
      redeem: () => assert.fail('unused'),
      cancel: () => Promise.resolve(),
    },
  });
  s.login.start();
  await s.clock.advance(10_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'internal_error');
});

test('a page can cancel from within onState', async () => {
  const s = createLoginHarness({
    onState: (state) => {
      if (state.type === 'approved') s.login.cancel();
    },
  });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'cancelled', 'cancelled');
  await settle();
  assert.equal(s.server.requestsOf('redeem').length, 0);
  await assertNothingLeft(s);
});

test('an error describes what happened for the developer, without secrets', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'redeem' ? html(403) : undefined);
  await s.ready();
  s.server.push('approved');
  await s.clock.advance(20_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  const { state } = s.login;
  assert.match((state.type === 'error' && state.detail) || '', /POST.*403.*text\/html/);
  const key = s.server.requestsOf('stream')[0]!.headers.get('authorization')!.slice(7);
  assert.ok(!JSON.stringify(state).includes(key));
  assert.ok(new WechatMpLoginError('gone') instanceof Error);
});
