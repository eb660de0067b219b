/** The prompts step by step, with an HTTP server and a clock in memory. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  creation,
  creationWithFields,
  byPassword,
  byCode,
  bySession,
  bindingAnswer,
  signedIn,
  typed,
  choices,
  bindingStateOf,
  openPrompts,
  openLinkStep,
  answerWith,
  problemResponse,
  untilAnswered,
  untilEnded,
} from '../support/client/binding-harness.js';
import { assertNothingLeft, createLoginHarness } from '../support/client/harness.js';
import { settle, untilSettled } from '../support/clock.js';
import { json, problem, silence } from '../support/client/fake-server.js';

test('a new visitor is asked first, and nothing is created before they answer', async () => {
  const s = await openPrompts();
  const { form, shown, ...state } = bindingStateOf(s);
  assert.ok(shown, 'the QR code stays in the state');
  assert.equal(typeof form.create, 'function');
  assert.deepEqual(state, {
    type: 'binding',
    step: 'choose',
    purpose: 'login',
    options: [creation, byPassword, byCode],
    needsChatDigits: true,
    method: undefined,
  });
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'approved', 'binding']);
  await s.clock.advance(60_000);
  assert.deepEqual(
    s.server.requests.map(({ kind }) => kind),
    ['create', 'check', 'stream', 'redeem'],
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('"I am new" creates the account', async () => {
  const s = await openPrompts(bindingAnswer(), { returnTo: '/orders' });
  s.server.bound = { ...signedIn, isNew: true };
  bindingStateOf(s).form.create();
  assert.equal(bindingStateOf(s).busy, 'bind');
  assert.equal(await untilEnded(s), 'success');
  const { shown, ...state } = s.login.state;
  assert.ok(shown);
  assert.deepEqual(state, {
    type: 'success',
    account: { name: 'Lin' },
    isNew: true,
    linked: undefined,
    returnTo: '/orders',
    sessionCode: undefined,
  });
  const { verifier, ...body } = s.server.requestsOf('bind')[0]!.body;
  assert.equal(verifier, s.server.requestsOf('redeem')[0]!.body['verifier']);
  assert.deepEqual(body, { action: 'create' });
});

test('a new account with fields has a step of its own', async () => {
  const s = await openPrompts(bindingAnswer([creationWithFields, byPassword]));
  const { form } = bindingStateOf(s);
  form.create();
  assert.equal(bindingStateOf(s).step, 'create');
  form.create();
  await settle();
  assert.equal(s.server.requestsOf('bind').length, 0);
  answerWith(s, 'bind', () => problemResponse('invalid_request', 400, { field: 'nickname' }));
  form.create({ nickname: '' });
  await untilAnswered(s);
  assert.equal(bindingStateOf(s).step, 'create');
  assert.equal(bindingStateOf(s).problem?.code, 'invalid_request');
  assert.equal(bindingStateOf(s).problem?.field, 'nickname');
  form.back();
  assert.equal(bindingStateOf(s).step, 'choose');
  assert.equal(bindingStateOf(s).problem, undefined);
  s.server.fault = () => undefined;
  form.create({ nickname: 'Mina' });
  assert.equal(await untilEnded(s), 'success');
  assert.deepEqual(s.server.requestsOf('bind')[1]?.body['fields'], { nickname: 'Mina' });
});

test('a new account with fields sends the digits of the chat, if the backend asks for them', async () => {
  for (const chatCode of [true, false]) {
    const options = [creationWithFields, byPassword];
    const s = await openPrompts({ ...bindingAnswer(options), chatCode });
    bindingStateOf(s).form.create({ nickname: 'Mina' }, '402913');
    assert.equal(await untilEnded(s), 'success');
    const { body } = s.server.requestsOf('bind')[0]!;
    assert.equal(body['chatCode'], chatCode ? '402913' : undefined);
  }
  const s = await openPrompts();
  bindingStateOf(s).form.create(undefined, '402913');
  assert.equal(await untilEnded(s), 'success');
  assert.deepEqual(Object.keys(s.server.requestsOf('bind')[0]!.body), ['verifier', 'action']);
});

test('"I have an account" opens the first method, and "back" leaves it', async () => {
  const s = await openPrompts();
  const { form } = bindingStateOf(s);
  form.link();
  assert.deepEqual([bindingStateOf(s).step, bindingStateOf(s).method], ['link', 'password']);
  form.link('email-code');
  assert.deepEqual([bindingStateOf(s).step, bindingStateOf(s).method], ['link', 'email-code']);
  form.link('by-post');
  assert.equal(bindingStateOf(s).method, 'email-code');
  form.back();
  assert.deepEqual([bindingStateOf(s).step, bindingStateOf(s).method], ['choose', undefined]);
  form.back();
  assert.equal(bindingStateOf(s).step, 'choose');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('both proofs are sent, and the state shows that the WeChat account was linked', async () => {
  const s = await openLinkStep('password');
  s.server.bound = { ...signedIn, linked: true };
  bindingStateOf(s).form.submit(typed, '402913');
  assert.equal(await untilEnded(s), 'success');
  assert.equal(s.login.state.type === 'success' && s.login.state.linked, true);
  const { verifier, ...body } = s.server.requestsOf('bind')[0]!.body;
  assert.equal(typeof verifier, 'string');
  assert.deepEqual(body, {
    action: 'link',
    method: 'password',
    fields: typed,
    chatCode: '402913',
  });
  assert.ok(!JSON.stringify(s.states).includes('right'), 'a state with a password in it');
});

test('no chat digits are sent if the backend asks for none', async () => {
  const s = await openLinkStep('password', bindingAnswer(undefined, { chatCode: false }));
  assert.equal(bindingStateOf(s).needsChatDigits, false);
  bindingStateOf(s).form.submit(typed, '402913');
  assert.equal(await untilEnded(s), 'success');
  assert.ok(!('chatCode' in s.server.requestsOf('bind')[0]!.body));
});

test('if no account can be created, the prompts begin at "link", without a step back', async () => {
  const s = await openPrompts(bindingAnswer([byPassword, byCode]));
  const { form } = bindingStateOf(s);
  assert.deepEqual([bindingStateOf(s).step, bindingStateOf(s).method], ['link', 'password']);
  form.back();
  form.create();
  await settle();
  assert.equal(bindingStateOf(s).step, 'link');
  assert.equal(s.server.requestsOf('bind').length, 0);
  s.login.dispose();
});

test('a settings page offers only to link, whatever other options there are', async () => {
  const s = await openPrompts(bindingAnswer([creation, bySession]), { purpose: 'link' });
  assert.deepEqual(bindingStateOf(s).options, [bySession]);
  assert.deepEqual(
    [bindingStateOf(s).purpose, bindingStateOf(s).step, bindingStateOf(s).method],
    ['link', 'link', 'session'],
  );
  bindingStateOf(s).form.submit({}, '402913');
  assert.equal(await untilEnded(s), 'success');
});

test('a verification code is requested with the other fields, and the state has the time of the next', async () => {
  const s = await openLinkStep('email-code');
  bindingStateOf(s).form.sendVerificationCode({ email: 'lin@shop.example', code: 'half' });
  assert.equal(bindingStateOf(s).busy, 'send');
  bindingStateOf(s).form.submit({ email: 'lin@shop.example', code: '123456' });
  await untilAnswered(s);
  assert.equal(s.server.requestsOf('bind').length, 0);
  const { verifier, ...body } = s.server.requestsOf('codes')[0]!.body;
  assert.equal(verifier, s.server.requestsOf('redeem')[0]!.body['verifier']);
  assert.deepEqual(body, { method: 'email-code', fields: { email: 'lin@shop.example' } });
  const sent = { method: 'email-code', resendAtMs: s.clock.nowMs + 60_000 };
  assert.deepEqual(bindingStateOf(s).sent, sent);
  bindingStateOf(s).form.link('password');
  bindingStateOf(s).form.link('email-code');
  assert.deepEqual(
    bindingStateOf(s).sent,
    sent,
    'looking at another method does not change the wait',
  );
  bindingStateOf(s).form.submit({ email: 'lin@shop.example', code: '123456' }, '402913');
  assert.equal(await untilEnded(s), 'success');
});

test('a method without a field for a code requests none', async () => {
  const s = await openLinkStep('password');
  bindingStateOf(s).form.sendVerificationCode(typed);
  await settle();
  assert.equal(s.server.requestsOf('codes').length, 0);
  assert.equal(bindingStateOf(s).busy, undefined);
  s.login.dispose();
});

test('the person chooses one of several accounts, or goes back to the form', async () => {
  const s = await openLinkStep('password');
  const { form } = bindingStateOf(s);
  s.server.bound = { result: 'select', accounts: choices };
  form.submit(typed, '402913');
  await untilSettled(() => bindingStateOf(s).step === 'select', 'select');
  assert.deepEqual(bindingStateOf(s).accounts, choices);
  assert.equal(bindingStateOf(s).busy, undefined);
  form.submit(typed, '402913');
  form.sendVerificationCode(typed);
  await settle();
  assert.equal(s.server.requestsOf('bind').length, 1, 'neither call fits this step');
  form.back();
  assert.deepEqual(
    [bindingStateOf(s).step, bindingStateOf(s).method, bindingStateOf(s).accounts],
    ['link', 'password', undefined],
  );
  form.select('two');
  await settle();
  assert.equal(s.server.requestsOf('bind').length, 1, 'there is nothing to select here');
  form.submit(typed, '402913');
  await untilSettled(() => bindingStateOf(s).step === 'select', 'select again');
  answerWith(s, 'bind', () => problemResponse('invalid_request', 400, { field: 'choice' }));
  form.select('one');
  await untilAnswered(s);
  assert.deepEqual(
    [bindingStateOf(s).step, bindingStateOf(s).problem?.field],
    ['select', 'choice'],
  );
  answerWith(s, 'bind', () => json({ ...signedIn, linked: true }));
  form.select('two');
  assert.equal(await untilEnded(s), 'success');
  const { verifier, ...body } = s.server.requestsOf('bind').at(-1)!.body;
  assert.equal(typeof verifier, 'string');
  assert.deepEqual(body, { action: 'select', choice: 'two' });
});

test('the prompts expire when the backend said they would', async () => {
  const s = await openPrompts(bindingAnswer(undefined, { expiresIn: 30 }));
  await s.clock.advance(29_000);
  assert.equal(bindingStateOf(s).step, 'choose');
  await s.clock.advance(1_000);
  assert.equal(await untilEnded(s), 'expired');
});

test('an answer that is pending when the time runs out still counts', async () => {
  for (const [given, expected] of [
    [json(signedIn), 'success'],
    [problemResponse('proof_failed', 401, { remaining: 3 }), 'expired'],
    [json({ result: 'select', accounts: choices }), 'expired'],
  ] as const) {
    const s = await openLinkStep('password', bindingAnswer(undefined, { expiresIn: 30 }));
    let give: (response: Response) => void = () => assert.fail('not asked yet');
    answerWith(s, 'bind', () => new Promise((resolve) => (give = resolve)));
    await s.clock.advance(29_000);
    bindingStateOf(s).form.submit(typed, '402913');
    await s.clock.advance(2_000);
    assert.equal(bindingStateOf(s).busy, 'bind');
    give(given);
    assert.equal(await untilEnded(s), expected);
  }
});

test('if the device slept past the end of the prompts, nothing more is sent', async () => {
  const s = await openLinkStep('password', bindingAnswer(undefined, { expiresIn: 30 }));
  s.clock.sleep(60_000);
  bindingStateOf(s).form.submit(typed, '402913');
  assert.equal(await untilEnded(s), 'expired');
  assert.equal(s.server.requestsOf('bind').length, 0);
});

test('leaving the page during the prompts leaves nothing behind and sends nothing', async () => {
  const s = await openLinkStep('password');
  answerWith(s, 'bind', silence);
  bindingStateOf(s).form.submit(typed, '402913');
  await settle();
  s.login.dispose();
  await assertNothingLeft(s);
  assert.equal(s.server.requestsOf('cancel').length, 0);
  assert.equal(s.login.state.type, 'binding');
});

test('cancelling or refreshing during the prompts cancels the attempt at the backend', async () => {
  const s = await openPrompts();
  s.login.cancel();
  assert.equal(s.login.state.type, 'cancelled');
  await assertNothingLeft(s);
  assert.equal(s.server.requestsOf('cancel').length, 1);
  const again = await openPrompts();
  again.login.refresh();
  await untilSettled(() => again.login.state.type === 'ready', 'ready');
  assert.equal(again.server.requestsOf('cancel').length, 1);
  assert.equal(again.server.requestsOf('create').length, 2);
  again.login.dispose();
});

test('the prompts begin once, even if redeem is retried', async () => {
  const s = createLoginHarness();
  let tries = 0;
  s.server.redeemed = bindingAnswer();
  s.server.fault = ({ kind }) =>
    kind === 'redeem' && ++tries < 3 ? problem('store_unavailable', 503) : undefined;
  await s.ready();
  s.server.push('approved');
  await s.clock.advance(5_000);
  await untilSettled(() => s.login.state.type === 'binding', 'binding');
  assert.deepEqual(
    s.stateTypes().filter((type) => type === 'binding'),
    ['binding'],
  );
  s.login.dispose();
});

test('a call that changes nothing reports no state', async () => {
  const s = await openPrompts();
  const { length } = s.states;
  bindingStateOf(s).form.back();
  bindingStateOf(s).form.link('by-post');
  await settle();
  assert.equal(s.states.length, length);
  s.login.dispose();
});
