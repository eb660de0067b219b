import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertNothingLeft,
  createLoginHarness,
  type LoginHarness,
} from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';
import { problem, silence } from '../support/client/fake-server.js';

const renewals = (s: LoginHarness): number | false =>
  s.login.state.type === 'ready' && s.login.state.renewals;

async function renewed(s: LoginHarness): Promise<void> {
  await s.ready();
  await s.clock.advance(170_000);
  await untilSettled(() => renewals(s) === 1, 'renewed');
  await settle();
}

test('a QR code is renewed 10 s before it expires, without a flicker', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(169_900);
  assert.equal(s.server.requestsOf('create').length, 1);
  await s.clock.advance(100);
  await untilSettled(() => renewals(s) === 1, 'renewed');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'ready']);
  assert.equal(s.login.state.shown?.url, 'http://weixin.qq.com/q/1');
  await settle();
  assert.equal(s.server.openConnections, 1, 'the previous attempt has given its connection back');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a scan of the previous QR code signs in within seconds, and the new attempt is cancelled', async () => {
  const s = createLoginHarness();
  await renewed(s);
  await s.clock.advance(20_000);
  assert.equal(s.server.openConnections, 1);
  const looks = s.server.requestsOf('poll');
  assert.ok(looks.length >= 4 && looks.length <= 6, `${looks.length} looks in 20 s`);
  assert.ok(looks.every(({ path }) => path === `/${s.server.attempts[0]!.id}`));
  s.server.push('approved', {}, s.server.attempts[0]);
  await s.clock.advance(5000);
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.match(s.server.requestsOf('redeem')[0]!.path, /number-0/);
  assert.deepEqual(
    s.server.requestsOf('cancel').map(({ path }) => path),
    [`/${s.server.attempts[1]!.id}`],
  );
  await assertNothingLeft(s);
});

test('after a scan of the new QR code, the previous attempt is cancelled', async () => {
  const s = createLoginHarness();
  await renewed(s);
  s.server.push('scanned');
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  s.server.push('approved', {}, s.server.attempts[0]);
  await settle();
  assert.equal(s.login.state.type, 'confirm', 'the first scan wins');
  assert.deepEqual(
    s.server.requestsOf('cancel').map(({ path }) => path),
    [`/${s.server.attempts[0]!.id}`],
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a scan while the next QR code is being created aborts that request', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) => (kind === 'create' ? silence() : undefined);
  await s.clock.advance(170_000);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  await assertNothingLeft(s);
});

test('the end of the previous attempt changes nothing', async () => {
  for (const state of ['expired', 'cancelled', 'failed'] as const) {
    const s = createLoginHarness();
    await renewed(s);
    s.server.push(state, {}, s.server.attempts[0]);
    await s.clock.advance(6000);
    assert.equal(s.login.state.type, 'ready');
    assert.equal(s.server.requestsOf('create').length, 2);
    s.login.dispose();
  }
});

test('a previous attempt that cannot be asked about is not shown as reconnecting', async () => {
  const s = createLoginHarness();
  await renewed(s);
  s.server.fault = ({ kind }) => (kind === 'poll' ? problem('store_unavailable', 503) : undefined);
  await s.clock.advance(60_000);
  assert.ok(s.server.requestsOf('poll').length > 4);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'ready']);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('after five renewals the login expires; a tab open for a day requests six QR codes', async () => {
  const s = createLoginHarness();
  await s.ready();
  let most = 0;
  for (let round = 0; round < 15; round++) {
    await s.clock.advance(120_000);
    await settle();
    most = Math.max(most, s.server.openConnections);
  }
  await s.clock.advance(86_400_000);
  assert.equal(s.server.requestsOf('create').length, 6);
  assert.equal(most, 1);
  assert.equal(s.login.state.type, 'expired');
  await assertNothingLeft(s);
  s.login.refresh();
  await untilSettled(() => renewals(s) === 0, 'a fresh start');
  s.login.dispose();
});

test('a scan of the last QR code in time signs in, though the page already shows "expired"', async () => {
  const s = createLoginHarness();
  await s.ready();
  for (let code = 1; code <= 5; code++) {
    await s.clock.advance(170_000);
    await untilSettled(() => renewals(s) === code, `renewal ${code}`);
  }
  await s.clock.advance(180_000);
  assert.equal(s.login.state.type, 'expired');
  await s.clock.advance(20_000);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  await assertNothingLeft(s);
});

test('a refused renewal is shown once the QR code has expired, not before', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) =>
    kind === 'create' ? problem('quota_exhausted', 503, { 'Retry-After': '3600' }) : undefined;
  await s.clock.advance(175_000);
  assert.equal(s.stateTypes().at(-1), 'ready');
  await s.clock.advance(5000);
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'quota_exhausted');
  assert.equal(s.server.requestsOf('create').length, 2);
  await s.clock.advance(200_000);
  await assertNothingLeft(s);
});

test('a renewal that takes too long removes the expired QR code from the page', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) => (kind === 'create' ? silence() : undefined);
  await s.clock.advance(179_900);
  assert.equal(s.login.state.type, 'ready');
  await s.clock.advance(100);
  assert.equal(s.login.state.type, 'loading');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a QR code that the backend ends early is replaced at once', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(50_000);
  s.server.push('expired');
  await untilSettled(() => renewals(s) === 1, 'renewed');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'loading', 'ready']);
  s.login.dispose();
});

test('at most two attempts are watched, and a third cancels the first', async () => {
  const s = createLoginHarness();
  s.server.expiresIn = 40;
  await s.ready();
  for (let code = 1; code <= 3; code++) {
    await s.clock.advance(30_000);
    await untilSettled(() => renewals(s) === code, `renewal ${code}`);
    await settle();
    assert.equal(s.server.openConnections, 1);
  }
  assert.deepEqual(
    s.server.requestsOf('cancel').map(({ path }) => path),
    s.server.attempts.slice(0, 2).map(({ id }) => `/${id}`),
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a scanned QR code is not renewed', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(100_000);
  s.server.push('scanned');
  await s.clock.advance(85_000);
  assert.equal(s.server.requestsOf('create').length, 1);
  assert.equal(s.login.state.type, 'confirm');
  s.login.dispose();
});

test('QR codes that expire at once are requested six times, not endlessly', async () => {
  const s = createLoginHarness();
  s.server.expiresIn = 0;
  s.login.start();
  await untilSettled(() => s.login.state.type === 'expired', 'expired');
  await s.clock.advance(600_000);
  assert.equal(s.server.requestsOf('create').length, 6);
  await assertNothingLeft(s);
});
