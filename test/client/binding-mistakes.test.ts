/** What can go wrong in the prompts: problems, after which the form stays, and ends of the attempt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import type { BindResult } from '../../src/protocol/messages.js';
import {
  creation,
  byPassword,
  byCode,
  bySession,
  bindingAnswer,
  signedIn,
  typed,
  bindingStateOf,
  openPrompts,
  openLinkStep,
  answerWith,
  problemResponse,
  untilAnswered,
  untilEnded,
  pageBackend,
} from '../support/client/binding-harness.js';
import { assertNothingLeft, createLoginHarness } from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';
import { json, problem, silence } from '../support/client/fake-server.js';

const bindTo = (result: BindResult) => () => Promise.resolve(result);

test('a wrong proof keeps the form and shows how many tries are left', async () => {
  const s = await openLinkStep('password');
  answerWith(s, 'bind', () => problemResponse('proof_failed', 401, { remaining: 4 }));
  bindingStateOf(s).form.submit(typed, '402913');
  await untilAnswered(s);
  assert.deepEqual(bindingStateOf(s).problem, {
    code: 'proof_failed',
    field: undefined,
    remaining: 4,
    retryAfterMs: undefined,
  });
  assert.deepEqual([bindingStateOf(s).step, bindingStateOf(s).method], ['link', 'password']);
  answerWith(s, 'bind', () =>
    problemResponse('proof_failed', 401, { remaining: 2, field: 'chatCode' }),
  );
  bindingStateOf(s).form.submit(typed, '000000');
  assert.equal(bindingStateOf(s).problem, undefined, 'gone while the next answer is awaited');
  await untilAnswered(s);
  assert.deepEqual(
    [bindingStateOf(s).problem?.field, bindingStateOf(s).problem?.remaining],
    ['chatCode', 2],
  );
  bindingStateOf(s).form.link('password');
  assert.equal(bindingStateOf(s).problem?.field, 'chatCode', 'the same method, the same form');
  bindingStateOf(s).form.link('email-code');
  assert.equal(bindingStateOf(s).problem, undefined, 'another method, another form');
  s.server.fault = () => undefined;
  bindingStateOf(s).form.submit({ email: 'lin@shop.example', code: '123456' }, '402913');
  assert.equal(await untilEnded(s), 'success');
});

test('a second press during a request sends no second one', async () => {
  const s = await openLinkStep('password');
  const { form } = bindingStateOf(s);
  let give: (response: Response) => void = () => assert.fail('not asked yet');
  answerWith(s, 'bind', () => new Promise((resolve) => (give = resolve)));
  form.submit(typed, '402913');
  form.submit(typed, '402913');
  form.create();
  form.link('email-code');
  form.sendVerificationCode({ email: 'lin@shop.example' });
  form.back();
  await settle();
  assert.deepEqual(
    [bindingStateOf(s).step, bindingStateOf(s).method, bindingStateOf(s).busy],
    ['link', 'password', 'bind'],
  );
  assert.deepEqual(
    s.server.requests.slice(4).map(({ kind }) => kind),
    ['bind'],
  );
  give(json(signedIn));
  assert.equal(await untilEnded(s), 'success');
  form.submit(typed, '402913');
  form.back();
  await settle();
  assert.equal(s.server.requestsOf('bind').length, 1);
  assert.equal(s.login.state.type, 'success');
});

for (const [what, given, expected] of [
  ['a lost answer', () => Promise.reject(new TypeError('reset')), 'unreachable'],
  ['no answer in time', silence, 'timeout'],
  ['a captive portal', () => new Response('<html>', { status: 200 }), 'bad_response'],
  ['an answer that is not of this protocol', () => json({ result: 'select' }), 'bad_response'],
  ['an error of the backend', () => problem('internal_error', 500), 'internal_error'],
  [
    'a store that does not answer',
    () => problemResponse('store_unavailable', 503, {}, '5'),
    'store_unavailable',
  ],
  ['too many tries', () => problemResponse('rate_limited', 429, {}, '60'), 'rate_limited'],
  ['too many requests', () => problemResponse('slow_down', 429, {}, '5'), 'slow_down'],
  ['an invalid field', () => problemResponse('invalid_request', 400), 'invalid_request'],
  ['a body that is too large', () => problem('too_large', 413), 'too_large'],
] as const) {
  test(`${what} keeps the form and sends nothing again by itself`, async () => {
    const s = await openLinkStep('password');
    answerWith(s, 'bind', given);
    bindingStateOf(s).form.submit(typed, '402913');
    await s.clock.advance(15_000);
    await untilAnswered(s);
    assert.equal(bindingStateOf(s).problem?.code, expected);
    assert.equal(bindingStateOf(s).problem?.field, undefined);
    assert.equal(bindingStateOf(s).sent, undefined, 'no code has been sent');
    await s.clock.advance(120_000);
    assert.equal(s.server.requestsOf('bind').length, 1);
    assert.equal(bindingStateOf(s).step, 'link');
    s.server.fault = () => undefined;
    bindingStateOf(s).form.submit(typed, '402913');
    assert.equal(await untilEnded(s), 'success');
    assert.equal(s.server.requestsOf('bind').length, 2);
  });
}

test('a device without a network shows the problem beside the form', async () => {
  const s = await openLinkStep('password');
  s.page.signal({ isOnline: false });
  answerWith(s, 'bind', () => Promise.reject(new TypeError('offline')));
  bindingStateOf(s).form.submit(typed, '402913');
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'unreachable');
  s.page.signal({ isOnline: true });
  await settle();
  assert.equal(bindingStateOf(s).problem?.code, 'unreachable');
  assert.equal(s.server.requestsOf('bind').length, 1);
  s.login.dispose();
});

for (const [what, given, expected] of [
  ['denied in the chat', () => problemResponse('gone', 410, { reason: 'denied' }), 'denied'],
  ['expired', () => problemResponse('gone', 410, { reason: 'expired' }), 'expired'],
  ['cancelled elsewhere', () => problemResponse('gone', 410, { reason: 'cancelled' }), 'cancelled'],
  [
    'ended by bad proofs',
    () => problemResponse('gone', 410, { reason: 'proof_failed' }),
    'proof_failed',
  ],
  [
    'ended by a conflict',
    () => problemResponse('gone', 410, { reason: 'identity_conflict' }),
    'identity_conflict',
  ],
  ['completed long ago', () => problemResponse('gone', 410, { reason: 'completed' }), 'gone'],
  ['gone without a reason', () => problem('gone', 410), 'gone'],
  ['in conflict', () => problem('identity_conflict', 409), 'identity_conflict'],
  ['refused by the application', () => problem('sign_in_refused', 403), 'sign_in_refused'],
  ['refused for a reason of a newer version', () => problem('moon_phase', 403), 'unsupported'],
  ['in another state', () => problem('wrong_state', 409), 'wrong_state'],
  ['unknown', () => problem('not_found', 404), 'not_found'],
  ['of another origin', () => problem('origin_denied', 403), 'origin_denied'],
  ['to need a newer session', () => problem('reauthentication_required', 403), undefined],
] as const) {
  test(`an attempt that proves ${what} ends the prompts`, async () => {
    for (const kind of ['bind', 'codes'] as const) {
      const s = await openLinkStep('email-code');
      answerWith(s, kind, given);
      if (kind === 'bind')
        bindingStateOf(s).form.submit({ email: 'a@b.example', code: '123456' }, '402913');
      else bindingStateOf(s).form.sendVerificationCode({ email: 'a@b.example' });
      assert.equal(await untilEnded(s), expected ?? 'reauthentication_required');
      assert.equal(s.server.requestsOf(kind).length, 1);
      if (s.login.state.type === 'error') assert.equal(s.login.state.retryable, false);
      s.login.refresh();
      await untilSettled(() => s.login.state.type === 'ready', 'begun anew');
      s.login.dispose();
    }
  });
}

test('if a redeem finds that the attempt has failed, the login ends with the reason', async () => {
  const s = createLoginHarness();
  answerWith(s, 'redeem', () => problemResponse('gone', 410, { reason: 'identity_conflict' }));
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'identity_conflict');
});

for (const name of ['reauthentication_required', 'session_mismatch']) {
  test(`${name}: a login can try another method, a settings page cannot`, async () => {
    const s = await openLinkStep('session', bindingAnswer([creation, bySession, byPassword]));
    answerWith(s, 'bind', () => problem(name, 403));
    bindingStateOf(s).form.submit({}, '402913');
    await untilAnswered(s);
    assert.equal(bindingStateOf(s).problem?.code, name);
    bindingStateOf(s).form.link('password');
    assert.equal(bindingStateOf(s).problem, undefined);
    s.login.dispose();
    const settings = await openPrompts(bindingAnswer([bySession]), { purpose: 'link' });
    answerWith(settings, 'bind', () => problem(name, 403));
    bindingStateOf(settings).form.submit({}, '402913');
    assert.equal(await untilEnded(settings), name);
  });
}

test('a refusal to send a verification code shows why, and how long to wait', async () => {
  const s = await openLinkStep('email-code');
  const { form } = bindingStateOf(s);
  answerWith(s, 'codes', () => problemResponse('rate_limited', 429, {}, '40'));
  form.sendVerificationCode({ email: 'lin@shop.example' });
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'rate_limited');
  assert.equal(bindingStateOf(s).problem?.retryAfterMs, 40_000);
  assert.deepEqual(bindingStateOf(s).sent, {
    method: 'email-code',
    resendAtMs: s.clock.nowMs + 40_000,
  });
  answerWith(s, 'codes', () => problemResponse('store_unavailable', 503, {}, '5'));
  await s.clock.advance(40_000);
  const before = bindingStateOf(s).sent;
  form.sendVerificationCode({ email: 'lin@shop.example' });
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'store_unavailable');
  assert.deepEqual(bindingStateOf(s).sent, before, 'only a rate limit sets a new wait');
  answerWith(s, 'codes', () => problemResponse('invalid_request', 400, { field: 'email' }));
  form.sendVerificationCode({ email: 'lin' });
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.field, 'email');
  answerWith(s, 'codes', () => json(signedIn));
  form.sendVerificationCode({ email: 'lin@shop.example' });
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'bad_response');
  assert.equal(s.server.requestsOf('codes').length, 4);
  s.login.dispose();
});

test('sending a verification code times out after ten seconds', async () => {
  const s = await openLinkStep('email-code');
  answerWith(s, 'codes', silence);
  bindingStateOf(s).form.sendVerificationCode({ email: 'lin@shop.example' });
  await s.clock.advance(9_000);
  assert.equal(bindingStateOf(s).busy, 'send');
  await s.clock.advance(1_000);
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'timeout');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a backend object without bind() ends in an error, not in dead buttons', async () => {
  const s = createLoginHarness({ backend: pageBackend({}) });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'unsupported');
  await assertNothingLeft(s);
});

test('a backend object without sendVerificationCode() offers no method that needs one', async () => {
  const s = createLoginHarness({ backend: pageBackend({ bind: bindTo(signedIn) }) });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'binding', 'binding');
  assert.deepEqual(bindingStateOf(s).options, [creation, byPassword]);
  s.login.dispose();
  const none = createLoginHarness({
    backend: pageBackend({ bind: bindTo(signedIn) }, bindingAnswer([byCode])),
  });
  none.login.start();
  await untilSettled(() => none.login.state.type === 'error', 'error');
  assert.equal(none.login.state.type === 'error' && none.login.state.code, 'unsupported');
});

test('if a backend object never answers, the prompts expire all the same', async () => {
  const backend = pageBackend(
    { bind: () => new Promise(() => {}) },
    bindingAnswer(undefined, { expiresIn: 30 }),
  );
  const s = createLoginHarness({ backend });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'binding', 'binding');
  bindingStateOf(s).form.create();
  await s.clock.advance(49_000);
  assert.equal(bindingStateOf(s).busy, 'bind');
  await s.clock.advance(1_000);
  assert.equal(await untilEnded(s), 'expired');
});

test('errors that a backend object throws are problems or ends like any others', async () => {
  let thrown: Error = new RangeError('oops');
  const s = createLoginHarness({ backend: pageBackend({ bind: () => Promise.reject(thrown) }) });
  s.login.start();
  await untilSettled(() => s.login.state.type === 'binding', 'binding');
  bindingStateOf(s).form.create();
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).problem?.code, 'internal_error');
  thrown = new WechatMpLoginError('gone', { reason: 'proof_failed' });
  bindingStateOf(s).form.create();
  assert.equal(await untilEnded(s), 'proof_failed');
});
