/** The prompts step by step, over HTTP and a clock in memory. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  creation,
  creationWithFields,
  byPassword,
  byCode,
  bySession,
  asks,
  signedIn,
  typed,
  choices,
  at,
  prompted,
  linking,
  answer,
  refused,
  idle,
  ended,
} from '../support/client-binding.js';
import {
  assertNothingLeft,
  json,
  problem,
  settle,
  silence,
  stage,
  untilSettled,
} from '../support/client.js';

test('a new person is asked first, and nothing is made before they answer', async () => {
  const s = await prompted();
  const { form, shown, ...state } = at(s);
  assert.ok(shown, 'the code stays for what is drawn behind');
  assert.equal(typeof form.create, 'function');
  assert.deepEqual(state, {
    type: 'binding',
    step: 'choose',
    purpose: 'login',
    options: [creation, byPassword, byCode],
    needsChatDigits: true,
    method: undefined,
  });
  assert.deepEqual(s.told(), ['loading', 'ready', 'approved', 'binding']);
  await s.clock.advance(60_000);
  assert.deepEqual(
    s.server.seen.map(({ kind }) => kind),
    ['create', 'stream', 'redeem'],
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('"I am new" makes the account', async () => {
  const s = await prompted(asks(), { returnTo: '/orders' });
  s.server.bound = { ...signedIn, isNew: true };
  at(s).form.create();
  assert.equal(at(s).busy, 'bind');
  assert.equal(await ended(s), 'success');
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
  const { verifier, ...body } = s.server.of('bind')[0]!.body;
  assert.equal(verifier, s.server.of('redeem')[0]!.body['verifier']);
  assert.deepEqual(body, { action: 'create' });
});

test('a new account that asks for something has a step for it', async () => {
  const s = await prompted(asks([creationWithFields, byPassword]));
  const { form } = at(s);
  form.create();
  assert.equal(at(s).step, 'create');
  form.create();
  await settle();
  assert.equal(s.server.of('bind').length, 0);
  answer(s, 'bind', () => refused('invalid_request', 400, { field: 'nickname' }));
  form.create({ nickname: '' });
  await idle(s);
  assert.equal(at(s).step, 'create');
  assert.equal(at(s).problem?.code, 'invalid_request');
  assert.equal(at(s).problem?.field, 'nickname');
  form.back();
  assert.equal(at(s).step, 'choose');
  assert.equal(at(s).problem, undefined);
  s.server.fault = () => undefined;
  form.create({ nickname: 'Mina' });
  assert.equal(await ended(s), 'success');
  assert.deepEqual(s.server.of('bind')[1]?.body['fields'], { nickname: 'Mina' });
});

test('"I have an account" begins with the first method, and can be left again', async () => {
  const s = await prompted();
  const { form } = at(s);
  form.link();
  assert.deepEqual([at(s).step, at(s).method], ['link', 'password']);
  form.link('email-code');
  assert.deepEqual([at(s).step, at(s).method], ['link', 'email-code']);
  form.link('by-post');
  assert.equal(at(s).method, 'email-code');
  form.back();
  assert.deepEqual([at(s).step, at(s).method], ['choose', undefined]);
  form.back();
  assert.equal(at(s).step, 'choose');
  s.login.dispose();
  await assertNothingLeft(s);
});

test('both proofs travel, and what was linked is told', async () => {
  const s = await linking('password');
  s.server.bound = { ...signedIn, linked: true };
  at(s).form.submit(typed, '402913');
  assert.equal(await ended(s), 'success');
  assert.equal(s.login.state.type === 'success' && s.login.state.linked, true);
  const { verifier, ...body } = s.server.of('bind')[0]!.body;
  assert.equal(typeof verifier, 'string');
  assert.deepEqual(body, {
    action: 'link',
    method: 'password',
    fields: typed,
    chatCode: '402913',
  });
  assert.ok(!JSON.stringify(s.states).includes('right'), 'a state with a password in it');
});

test('where the chat has shown no digits, none are sent', async () => {
  const s = await linking('password', asks(undefined, { chatCode: false }));
  assert.equal(at(s).needsChatDigits, false);
  at(s).form.submit(typed, '402913');
  assert.equal(await ended(s), 'success');
  assert.ok(!('chatCode' in s.server.of('bind')[0]!.body));
});

test('who may only link begins there, and has no step back', async () => {
  const s = await prompted(asks([byPassword, byCode]));
  const { form } = at(s);
  assert.deepEqual([at(s).step, at(s).method], ['link', 'password']);
  form.back();
  form.create();
  await settle();
  assert.equal(at(s).step, 'link');
  assert.equal(s.server.of('bind').length, 0);
  s.login.dispose();
});

test('on a settings page the form is the link, whatever else is offered', async () => {
  const s = await prompted(asks([creation, bySession]), { purpose: 'link' });
  assert.deepEqual(at(s).options, [bySession]);
  assert.deepEqual([at(s).purpose, at(s).step, at(s).method], ['link', 'link', 'session']);
  at(s).form.submit({}, '402913');
  assert.equal(await ended(s), 'success');
});

test('a code is sent for the fields beside it, and the wait for another is told', async () => {
  const s = await linking('email-code');
  at(s).form.sendVerificationCode({ email: 'lin@shop.example', code: 'half' });
  assert.equal(at(s).busy, 'send');
  at(s).form.submit({ email: 'lin@shop.example', code: '123456' });
  await idle(s);
  assert.equal(s.server.of('bind').length, 0);
  const { verifier, ...body } = s.server.of('codes')[0]!.body;
  assert.equal(verifier, s.server.of('redeem')[0]!.body['verifier']);
  assert.deepEqual(body, { method: 'email-code', fields: { email: 'lin@shop.example' } });
  const sent = { method: 'email-code', resendAtMs: s.clock.nowMs + 60_000 };
  assert.deepEqual(at(s).sent, sent);
  at(s).form.link('password');
  at(s).form.link('email-code');
  assert.deepEqual(at(s).sent, sent, 'the wait is the same for who looks elsewhere meanwhile');
  at(s).form.submit({ email: 'lin@shop.example', code: '123456' }, '402913');
  assert.equal(await ended(s), 'success');
});

test('a method without a code sends none', async () => {
  const s = await linking('password');
  at(s).form.sendVerificationCode(typed);
  await settle();
  assert.equal(s.server.of('codes').length, 0);
  assert.equal(at(s).busy, undefined);
  s.login.dispose();
});

test('one of several accounts is chosen, or the proof taken back', async () => {
  const s = await linking('password');
  const { form } = at(s);
  s.server.bound = { result: 'select', accounts: choices };
  form.submit(typed, '402913');
  await untilSettled(() => at(s).step === 'select', 'select');
  assert.deepEqual(at(s).accounts, choices);
  assert.equal(at(s).busy, undefined);
  form.submit(typed, '402913');
  form.sendVerificationCode(typed);
  await settle();
  assert.equal(s.server.of('bind').length, 1, 'neither belongs to this step');
  form.back();
  assert.deepEqual([at(s).step, at(s).method, at(s).accounts], ['link', 'password', undefined]);
  form.select('two');
  await settle();
  assert.equal(s.server.of('bind').length, 1, 'there is nothing to select here');
  form.submit(typed, '402913');
  await untilSettled(() => at(s).step === 'select', 'select again');
  answer(s, 'bind', () => refused('invalid_request', 400, { field: 'choice' }));
  form.select('one');
  await idle(s);
  assert.deepEqual([at(s).step, at(s).problem?.field], ['select', 'choice']);
  answer(s, 'bind', () => json({ ...signedIn, linked: true }));
  form.select('two');
  assert.equal(await ended(s), 'success');
  const { verifier, ...body } = s.server.of('bind').at(-1)!.body;
  assert.equal(typeof verifier, 'string');
  assert.deepEqual(body, { action: 'select', choice: 'two' });
});

test('the time that the backend gives is the time that there is', async () => {
  const s = await prompted(asks(undefined, { expiresIn: 30 }));
  await s.clock.advance(29_000);
  assert.equal(at(s).step, 'choose');
  await s.clock.advance(1_000);
  assert.equal(await ended(s), 'expired');
});

test('an answer that is awaited when the time is over still counts', async () => {
  for (const [given, told] of [
    [json(signedIn), 'success'],
    [refused('proof_failed', 401, { remaining: 3 }), 'expired'],
    [json({ result: 'select', accounts: choices }), 'expired'],
  ] as const) {
    const s = await linking('password', asks(undefined, { expiresIn: 30 }));
    let give: (response: Response) => void = () => assert.fail('not asked yet');
    answer(s, 'bind', () => new Promise((resolve) => (give = resolve)));
    await s.clock.advance(29_000);
    at(s).form.submit(typed, '402913');
    await s.clock.advance(2_000);
    assert.equal(at(s).busy, 'bind');
    give(given);
    assert.equal(await ended(s), told);
  }
});

test('a machine that slept past the end asks nothing any more', async () => {
  const s = await linking('password', asks(undefined, { expiresIn: 30 }));
  s.clock.sleep(60_000);
  at(s).form.submit(typed, '402913');
  assert.equal(await ended(s), 'expired');
  assert.equal(s.server.of('bind').length, 0);
});

test('a page that is left in the prompts leaves nothing behind and tells nobody', async () => {
  const s = await linking('password');
  answer(s, 'bind', silence);
  at(s).form.submit(typed, '402913');
  await settle();
  s.login.dispose();
  await assertNothingLeft(s);
  assert.equal(s.server.of('cancel').length, 0);
  assert.equal(s.login.state.type, 'binding');
});

test('who cancels or begins anew in the prompts tells the backend', async () => {
  const s = await prompted();
  s.login.cancel();
  assert.equal(s.login.state.type, 'cancelled');
  await assertNothingLeft(s);
  assert.equal(s.server.of('cancel').length, 1);
  const again = await prompted();
  again.login.refresh();
  await untilSettled(() => again.login.state.type === 'ready', 'ready');
  assert.equal(again.server.of('cancel').length, 1);
  assert.equal(again.server.of('create').length, 2);
  again.login.dispose();
});

test('the prompts begin once, also where redeem has to be asked again', async () => {
  const s = stage();
  let tries = 0;
  s.server.redeemed = asks();
  s.server.fault = ({ kind }) =>
    kind === 'redeem' && ++tries < 3 ? problem('store_unavailable', 503) : undefined;
  await s.ready();
  s.server.push('approved');
  await s.clock.advance(5_000);
  await untilSettled(() => s.login.state.type === 'binding', 'binding');
  assert.deepEqual(
    s.told().filter((type) => type === 'binding'),
    ['binding'],
  );
  s.login.dispose();
});

test('a state that was not answered yet is told once', async () => {
  const s = await prompted();
  const { length } = s.states;
  at(s).form.back();
  at(s).form.link('by-post');
  await settle();
  assert.equal(s.states.length, length);
  s.login.dispose();
});
