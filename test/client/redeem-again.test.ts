/** A redeem that was not answered: the button sends it again, and the scan is not lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertNothingLeft,
  createLoginHarness,
  type LoginHarness,
} from '../support/client/harness.js';
import { problem } from '../support/client/fake-server.js';
import { settle, untilSettled } from '../support/clock.js';

type Answer = () => Response | Promise<Response> | undefined;

const resets: Answer = () => Promise.reject(new TypeError('reset'));

/** A login whose scan was approved, and whose redeem has failed in every try. */
async function openFailed(answer: Answer): Promise<LoginHarness> {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'redeem' ? answer() : undefined);
  await s.ready();
  s.server.push('approved');
  await settle();
  await s.clock.advance(60_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  return s;
}

const untilState = (s: LoginHarness, type: string): Promise<unknown> =>
  untilSettled(() => s.login.state.type === type, type);

for (const [why, answer] of [
  ['was reset', resets],
  ['met a fault', () => problem('internal_error', 500)],
  ['met a store that was gone', () => problem('store_unavailable', 503)],
  ['was told to wait for long', () => problem('rate_limited', 429, { 'Retry-After': '30' })],
  ['met a captive portal', () => new Response('<h1>Wi-Fi</h1>')],
] as const) {
  test(`a press after a redeem that ${why} sends the same redeem again`, async () => {
    const s = await openFailed(answer);
    const tries = s.server.requestsOf('redeem').length;
    s.server.fault = () => undefined;
    s.login.refresh();
    assert.equal(s.login.state.type, 'approved');
    // A second click.
    s.login.refresh();
    await untilState(s, 'success');
    const redeems = s.server.requestsOf('redeem');
    assert.equal(redeems.length, tries + 1);
    assert.equal(new Set(redeems.map(({ path, body }) => path + JSON.stringify(body))).size, 1);
    assert.equal(s.server.requestsOf('create').length, 1);
    assert.deepEqual(s.stateTypes(), [
      'loading',
      'ready',
      'approved',
      'error',
      'approved',
      'success',
    ]);
    await assertNothingLeft(s);
  });
}

test('a press that fails as well leaves the next one the same chance', async () => {
  const s = await openFailed(resets);
  s.login.refresh();
  await settle();
  await s.clock.advance(60_000);
  await untilState(s, 'error');
  s.server.fault = () => undefined;
  s.login.refresh();
  await untilState(s, 'success');
  assert.equal(s.server.requestsOf('create').length, 1);
  await assertNothingLeft(s);
});

for (const [fate, gone] of [
  ['is unknown', () => problem('not_found', 404)],
  ['has expired', () => json410('expired')],
  ['was completed more than a minute ago', () => json410('completed')],
] as const) {
  test(`a press after the attempt ${fate} shows a new QR code`, async () => {
    const s = await openFailed(resets);
    s.server.fault = ({ kind }) => (kind === 'redeem' ? gone() : undefined);
    s.login.refresh();
    await untilState(s, 'ready');
    assert.equal(s.server.requestsOf('create').length, 2);
    s.server.fault = () => undefined;
    await settle();
    s.server.push('approved');
    await untilState(s, 'success');
    await assertNothingLeft(s);
  });
}

test('a press after somebody has denied the login says so', async () => {
  const s = await openFailed(resets);
  s.server.fault = ({ kind }) => (kind === 'redeem' ? json410('denied') : undefined);
  s.login.refresh();
  await untilState(s, 'denied');
  await assertNothingLeft(s);
  s.login.refresh();
  await untilState(s, 'ready');
  s.login.dispose();
});

test('an error that another try cannot help leaves nothing to redeem again', async () => {
  const s = await openFailed(() => problem('wrong_state', 409));
  s.login.refresh();
  await untilState(s, 'ready');
  assert.equal(s.server.requestsOf('redeem').length, 1);
  s.login.dispose();
});

test('start(), cancel() and dispose() give up what could be redeemed again', async () => {
  for (const [end, cancels] of [
    ['start', 1],
    ['cancel', 1],
    ['dispose', 0],
  ] as const) {
    const s = await openFailed(resets);
    const tries = s.server.requestsOf('redeem').length;
    s.login[end]();
    await settle();
    assert.equal(s.server.requestsOf('cancel').length, cancels, end);
    if (end !== 'start') s.login.refresh();
    await untilState(s, 'ready');
    assert.equal(s.server.requestsOf('redeem').length, tries, end);
    assert.equal(s.server.requestsOf('create').length, 2, end);
    s.login.dispose();
    await assertNothingLeft(s);
  }
});

function json410(reason: string): Response {
  const body = { type: 'about:blank', title: 'Gone', status: 410, code: 'gone', reason };
  return Response.json(body, {
    status: 410,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
