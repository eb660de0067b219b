import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserPage } from '../../src/client/index.js';
import { assertNothingLeft, createLoginHarness } from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';
import { silence } from '../support/client/fake-server.js';

const refuse = (): Promise<Response> => Promise.reject(new TypeError('no network'));

for (const transport of ['stream', 'poll'] as const) {
  test(`a hidden tab gives its connection back, and asks once when it is seen again (${transport})`, async () => {
    const s = createLoginHarness({ transport });
    await s.ready();
    const { shown } = s.login.state;
    await s.clock.advance(1500);
    s.page.signal({ isVisible: false });
    await s.clock.advance(6000);
    assert.equal(s.server.openConnections, 0);
    const before = s.server.requests.length;
    await s.clock.advance(100_000);
    assert.equal(s.server.requests.length, before, 'nothing is asked meanwhile');
    assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
    s.page.signal({ isVisible: true });
    await settle();
    assert.equal(s.server.requests.length, before + 1);
    assert.equal(s.login.state.shown?.url, shown?.url, 'the same QR code');
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  });
}

test('a scan of a hidden tab is lost neither in the first moments nor after the QR code expired', async () => {
  // Scanned after 170 s and seen up to 5 min later, which is how long an approval counts.
  for (const seenAfterMs of [1000, 60_000, 290_000]) {
    const s = createLoginHarness();
    await s.ready();
    await s.clock.advance(160_000);
    s.page.signal({ isVisible: false });
    await s.clock.advance(10_000);
    s.server.push('approved', { expiresIn: 300 });
    await s.clock.advance(seenAfterMs);
    assert.equal(s.server.requestsOf('redeem').length, 0);
    s.page.signal({ isVisible: true });
    await untilSettled(() => s.login.state.type === 'success', `success after ${seenAfterMs}`);
    await assertNothingLeft(s);
  }
});

test('a page that comes back before its network does still asks whether it was scanned', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(170_000 - 1);
  s.page.signal({ isVisible: false });
  await s.clock.advance(6000);
  s.server.push('approved', { expiresIn: 300 });
  await s.clock.advance(200_000);
  s.server.fault = refuse;
  s.page.signal({ isVisible: true });
  await s.clock.advance(10_000);
  s.server.fault = () => undefined;
  await s.clock.advance(15_000);
  await untilSettled(() => s.login.state.type === 'success', 'success');
});

test('a hidden tab renews no QR code, and does so at once when it is visible again', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.page.isVisible = false;
  await s.clock.advance(180_000);
  assert.equal(s.login.state.type, 'expired');
  s.server.push('expired');
  await s.clock.advance(86_400_000);
  assert.equal(s.server.requests.length, 3, 'a day in the background costs nothing');
  assert.equal(s.clock.pending, 0);
  s.page.signal({ isVisible: true });
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'expired', 'loading', 'ready']);
  s.login.dispose();
  await assertNothingLeft(s);
});

for (const transport of ['stream', 'poll'] as const) {
  for (const wasHiddenMs of [9000, 14_000, 60_000]) {
    const when = `after ${wasHiddenMs / 1000} s (${transport})`;
    // The backend still takes a scan that it has yet to hear of, so it has nothing new to say.
    test(`a tab that comes back ${when} to an expiring QR code renews it at the backend's first answer`, async () => {
      const s = createLoginHarness({ transport });
      await s.ready();
      await s.clock.advance(169_000);
      const renewals = () => (s.login.state.type === 'ready' ? s.login.state.renewals : 0);
      s.page.signal({ isVisible: false });
      await s.clock.advance(wasHiddenMs);
      const { nowMs } = s.clock;
      const asked = s.server.requests.length;
      s.page.signal({ isVisible: true });
      await untilSettled(() => renewals() > 0, 'a fresh QR code');
      assert.equal(s.clock.nowMs, nowMs, 'without a delay');
      const [first, second] = s.server.requests.slice(asked).map(({ kind }) => kind);
      assert.deepEqual([first, second], [transport, 'create'], 'the backend is asked first');
      s.login.dispose();
      await assertNothingLeft(s);
    });
  }

  test(`a tab that comes back to an approved attempt creates no other one (${transport})`, async () => {
    const s = createLoginHarness({ transport });
    await s.ready();
    await s.clock.advance(160_000);
    s.page.signal({ isVisible: false });
    await s.clock.advance(10_000);
    s.server.push('approved', { expiresIn: 300 });
    await s.clock.advance(60_000);
    s.page.signal({ isVisible: true });
    await untilSettled(() => s.login.state.type === 'success', 'success');
    assert.equal(s.server.requestsOf('create').length, 1);
    await assertNothingLeft(s);
  });
}

test('a tab that comes back renews an expired QR code after 3 s if the backend does not answer', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.page.signal({ isVisible: false });
  await s.clock.advance(200_000);
  s.server.fault = ({ kind }) => (kind === 'create' ? undefined : silence());
  s.page.signal({ isVisible: true });
  await s.clock.advance(2900);
  assert.equal(s.server.requestsOf('create').length, 1);
  await s.clock.advance(100);
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.login.dispose();
});

test('a tab that is visible again shortly before the QR code expires renews it in time', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.page.isVisible = false;
  await s.clock.advance(175_000);
  assert.equal(s.server.requestsOf('create').length, 1);
  s.page.signal({ isVisible: true });
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'renewed');
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'ready']);
  s.login.dispose();
});

test('waking up opens one connection, however many events the browser fires', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(10_000);
  for (let event = 0; event < 4; event++) {
    s.page.signal();
    if (event % 2) await settle();
  }
  await settle();
  assert.equal(s.server.requestsOf('stream').length, 2);
  assert.equal(s.server.openStreams, 1);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('waking up ends a back-off', async () => {
  const s = createLoginHarness({ random: () => 0.999 });
  await s.ready();
  s.server.fault = refuse;
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(40_000);
  s.server.fault = () => undefined;
  s.page.signal();
  await settle();
  assert.equal(s.stateTypes().at(-1), 'ready');
  s.login.dispose();
});

test('offline is a state, and the login continues by itself when the network is back', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(5000);
  s.server.fault = refuse;
  s.page.signal({ isOnline: false });
  await settle();
  assert.equal(s.login.state.type, 'offline');
  await s.clock.advance(60_000);
  assert.ok(s.server.requestsOf('stream').length < 15);
  s.server.fault = () => undefined;
  s.page.signal({ isOnline: true });
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'offline', 'ready']);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  await assertNothingLeft(s);
});

test('a backend on this machine is reached without a network', async () => {
  const s = createLoginHarness();
  s.page.isOnline = false;
  await s.ready();
  s.page.signal();
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('a login that starts offline tries rarely, and begins when there is a network', async () => {
  const s = createLoginHarness();
  s.page.isOnline = false;
  s.server.fault = refuse;
  s.login.start();
  await untilSettled(() => s.login.state.type === 'offline', 'offline');
  await s.clock.advance(600_000);
  const tries = s.server.requests.length;
  assert.ok(tries > 10 && tries <= 61, `${tries} tries in ten minutes`);
  for (let event = 0; event < 8; event++) {
    s.page.signal();
    await settle();
  }
  assert.deepEqual(s.stateTypes(), ['loading', 'offline'], 'no flicker, no error');
  s.server.fault = () => undefined;
  s.page.signal({ isOnline: true });
  await untilSettled(() => s.login.state.type === 'ready', 'ready');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('navigator.onLine is a hint: where it is wrong, the login goes on by itself', async () => {
  for (const kind of ['create', 'stream', 'redeem'] as const) {
    const s = createLoginHarness();
    s.page.isOnline = false;
    let lost = 0;
    s.server.fault = (request) => (request.kind === kind && !lost++ ? refuse() : undefined);
    s.login.start();
    await settle();
    await s.clock.advance(20_000);
    if (kind !== 'redeem') assert.equal(s.stateTypes().at(-1), 'ready', kind);
    s.server.push('approved');
    await settle();
    await s.clock.advance(20_000);
    await untilSettled(() => s.login.state.type === 'success', `${kind}: success`);
    assert.ok(s.stateTypes().includes('offline'), 'it says what the device says');
    await assertNothingLeft(s);
  }
});

test('the first answer ends the state offline, even if the next request is held', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  s.page.isOnline = false;
  s.server.fault = refuse;
  s.login.start();
  await untilSettled(() => s.login.state.type === 'offline', 'offline');
  s.server.fault = () => undefined;
  s.page.signal({ isOnline: true });
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'offline', 'ready']);
  s.login.dispose();
});

test('a login that goes offline during redeem continues with redeem', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.page.isOnline = false;
  s.server.fault = refuse;
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'offline', 'offline');
  s.server.fault = () => undefined;
  s.page.signal({ isOnline: true });
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.equal(new Set(s.server.requestsOf('redeem').map(({ body }) => body['verifier'])).size, 1);
});

test('if the device slept past the expiry, no stale QR code is shown', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(5000);
  s.clock.sleep(3_600_000);
  s.page.signal();
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'renewed');
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'loading', 'ready']);
  s.login.dispose();
});

test('if the device slept past the expiry without a signal, late timers renew the QR code', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(5000);
  s.clock.sleep(3_600_000);
  await s.clock.advance(0);
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'renewed');
  await settle();
  assert.equal(s.login.state.type, 'ready');
  assert.ok(
    s.server.requestsOf('poll').length === 0,
    'sleep is not mistaken for a proxy that buffers',
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('browserPage signals when the page is shown, hidden, restored, thawed, online or offline', () => {
  const document = { visibilityState: 'visible' };
  const page = Object.assign(new EventTarget(), { document, navigator: { onLine: true } });
  const signals = browserPage(page);
  let calls = 0;
  const off = signals.subscribe(() => calls++);
  const expectCalls = (event: Event, expected: number): void => {
    calls = 0;
    page.dispatchEvent(event);
    assert.equal(calls, expected, event.type);
  };
  expectCalls(new Event('visibilitychange'), 1);
  expectCalls(new Event('resume'), 1);
  expectCalls(new Event('online'), 1);
  expectCalls(new Event('offline'), 1);
  expectCalls(Object.assign(new Event('pageshow'), { persisted: true }), 1);
  expectCalls(Object.assign(new Event('pageshow'), { persisted: false }), 0);
  document.visibilityState = 'hidden';
  page.navigator.onLine = false;
  expectCalls(new Event('visibilitychange'), 1);
  assert.equal(signals.visible(), false);
  assert.equal(signals.online(), false);
  off();
  expectCalls(new Event('online'), 0);
});

test('outside a page, browserPage is always visible and online, and never signals', () => {
  const signals = browserPage({});
  assert.equal(signals.visible(), true);
  assert.equal(signals.online(), true);
  signals.subscribe(() => assert.fail('a signal outside a page'))();
});
