/** Verification codes: who gets one and how often, and that the answer reveals no account. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sixDigits } from '../../../src/server/base/secrets/digits.js';
import { randomToken } from '../../../src/protocol/chain.js';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import { ann, createBindingHarness, otherThan } from '../../support/server/binding-harness.js';
import type { Answer } from '../../support/server/harness.js';

const to = (email: string): object => ({ method: 'email-code', fields: { email } });
const visible = ({ status, headers, text, setCookies }: Answer): unknown => [
  ...[status, text, setCookies],
  ...headers,
];

test('a visitor links an account with the verification code that its address received', async () => {
  const { startBinding, bind, sendCode, byEmail, waitForCode, sentCodes } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const answer = await sendCode(tab, to('Ann@Example.com'));
  assert.deepEqual([answer.status, answer.body], [202, { resendIn: 60 }]);
  const code = await waitForCode(1);
  assert.match(code, /^\d{6}$/);
  assert.equal(sentCodes[0]?.target, 'ann@example.com');
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const done = await bind(tab, byEmail(digits, ' ann@example.com', spaced));
  assert.deepEqual([done.status, done.body['account']], [200, { name: 'Ann' }]);
});

test('the sender gets the language of the page and the name of the site', async () => {
  let received: unknown;
  const { startBinding, sendCode, waitForCode } = createBindingHarness({
    send: (...given) => Promise.resolve(void (received = given)),
  });
  const { tab } = await startBinding({ lang: 'zh-CN' });
  await sendCode(tab, to('ann@example.com'));
  const code = await waitForCode(1);
  assert.deepEqual(received, ['ann@example.com', code, { lang: 'zh-CN', site: 'login.example' }]);
});

test('an unknown or unverified address gets the same answer, and no message', async () => {
  const { startBinding, bind, sendCode, byEmail, waitForCode, sentCodes, calls } =
    createBindingHarness();
  const answers: unknown[] = [];
  for (const [turn, email] of [
    'nobody@example.com',
    'old@example.com',
    'ann@example.com',
  ].entries()) {
    const { tab, digits } = await startBinding({ openid: `oPerson${turn}` });
    const sent = await sendCode(tab, to(email));
    const again = await sendCode(tab, to(email));
    const wrong = await bind(tab, byEmail(digits, email, '000000'));
    answers.push([visible(sent), visible(again), visible(wrong)]);
  }
  await waitForCode(1);
  assert.equal(calls.filter((call) => call === 'email').length, 3, 'all were looked for');
  assert.deepEqual(
    sentCodes.map(({ target }) => target),
    ['ann@example.com'],
  );
  assert.deepEqual(answers[0], answers[2]);
  assert.deepEqual(answers[1], answers[2]);
});

test('a verification code is valid for its own address, method and attempt only', async () => {
  const { startBinding, bind, sendCode, byEmail, waitForCode, linked } = createBindingHarness();
  const { tab, digits } = await startBinding();
  await sendCode(tab, to('ann@example.com'));
  const code = await waitForCode(1);
  const phone = { phone: '+8613800138000', code };
  const { tab: other, digits: others } = await startBinding({ openid: 'oOther' });
  for (const answer of [
    await bind(tab, byEmail(digits, 'ben@example.com', code)),
    await bind(tab, { action: 'link', method: 'phone-code', fields: phone, chatCode: digits }),
    await bind(tab, byEmail(digits, 'ann@example.com', otherThan(code))),
    await bind(other, byEmail(others, 'ann@example.com', code)),
  ]) {
    assert.deepEqual([answer.status, answer.body['code']], [401, 'proof_failed']);
  }
  assert.deepEqual(linked(), {});
  assert.equal((await bind(tab, byEmail(digits, 'ann@example.com', code))).status, 200);
});

test('a verification code of one method is not valid for another to the same address', async () => {
  const codes: string[] = [];
  const method = (name: string): LinkMethod => ({
    ...{ method: name, label: name, target: () => 'the same' },
    fields: [{ name: 'code', label: 'Code', type: 'code' }],
    accounts: () => Promise.resolve([ann]),
    send: (_, code) => Promise.resolve(void codes.push(code)),
  });
  const { startBinding, bind, sendCode } = createBindingHarness({
    linkMethods: [method('a'), method('b')],
  });
  const { tab, digits } = await startBinding();
  await sendCode(tab, { method: 'a', fields: {} });
  for (let turn = 0; turn < 10_000 && codes.length === 0; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const link = (name: string): object => ({
    ...{ action: 'link', method: name, chatCode: digits },
    fields: { code: codes[0] },
  });
  assert.equal((await bind(tab, link('b'))).status, 401);
  assert.equal((await bind(tab, link('a'))).status, 200);
});

test('only the newest verification code is valid', async () => {
  const { startBinding, bind, sendCode, byEmail, waitForCode, clock } = createBindingHarness();
  const { tab, digits } = await startBinding();
  await sendCode(tab, to('ann@example.com'));
  const first = await waitForCode(1);
  clock.nowMs += 60_000;
  await sendCode(tab, to('ann@example.com'));
  const second = await waitForCode(2);
  assert.notEqual(first, second);
  assert.equal((await bind(tab, byEmail(digits, 'ann@example.com', first))).status, 401);
  assert.equal((await bind(tab, byEmail(digits, 'ann@example.com', second))).status, 200);
});

test('an attempt gets one verification code a minute, three in all, and learns how long to wait', async () => {
  const { startBinding, sendCode, clock, waitForCode, sentCodes } = createBindingHarness();
  const { tab } = await startBinding();
  for (const email of ['ann@example.com', 'ben@example.com', 'ann@example.com']) {
    assert.equal((await sendCode(tab, to(email))).status, 202);
    clock.nowMs += 20_000;
    const refused = await sendCode(tab, to('ben@example.com'));
    assert.deepEqual([refused.status, refused.body['code']], [429, 'rate_limited']);
    const isLast = refused.headers.get('retry-after') !== '40';
    if (isLast) assert.equal(refused.headers.get('retry-after'), '460');
    clock.nowMs += 40_000;
  }
  assert.equal((await sendCode(tab, to('ben@example.com'))).status, 429);
  await waitForCode(3);
  assert.equal(sentCodes.length, 3);
});

/** Sends codes as different people, from different addresses. Returns the answers. */
async function sendMany(
  { startBinding, sendCode, clock }: ReturnType<typeof createBindingHarness>,
  sender: (turn: number) => { person: number; address?: string; email?: string },
  times: number,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let turn = 0; turn < times; turn++) {
    const { person, address, email = `a${turn}@example.com` } = sender(turn);
    const { tab } = await startBinding({ openid: `oPerson${person}` });
    answers.push(await sendCode(tab, to(email), address === undefined ? {} : { address }));
    clock.nowMs += 1000;
  }
  return answers;
}
const accepted = (answers: readonly Answer[]): number =>
  answers.filter(({ status }) => status === 202).length;

for (const [what, sender, allowed] of [
  ['one WeChat user', () => ({ person: 1 }), 5],
  ['one address', (turn: number) => ({ person: turn, address: '192.0.2.7' }), 20],
  ['one mailbox', (turn: number) => ({ person: turn, email: 'ann@example.com' }), 20],
  ['the whole site, but for a reserve', (turn: number) => ({ person: Math.floor(turn / 3) }), 24],
] as const) {
  test(`${what} gets ${allowed} verification codes an hour`, async () => {
    const harness = createBindingHarness({
      limits: { verificationCodesPerHour: 30, createsPerMinute: 1000 },
    });
    // The reserve is for the first code of a person, so let everybody in the last row have sent one.
    const answers = await sendMany(harness, sender, allowed);
    assert.equal(accepted(answers), allowed);
    const [refused] = await sendMany(harness, () => sender(allowed - 1), 1);
    assert.deepEqual([refused?.status, refused?.body['code']], [429, 'rate_limited']);
    assert.equal(
      refused?.headers.get('retry-after'),
      String(3720 - allowed),
      'an hour, and a thirtieth of it',
    );
    const [other] = await sendMany(harness, () => ({ person: 99, address: '192.0.2.8' }), 1);
    assert.equal(other?.status, 202, 'others go on');
    assert.equal(
      harness.log.filter(({ event }) => event === 'codes_nearly_used_up').length,
      allowed === 24 ? 1 : 0,
    );
    harness.clock.nowMs += 3_720_000;
    assert.equal(accepted(await sendMany(harness, () => sender(0), 1)), 1, 'an hour later');
  });
}

test('strangers cannot keep the owner of a mailbox from getting a code', async () => {
  const harness = createBindingHarness();
  const strangers = (turn: number) => ({
    ...{ person: turn % 2, address: `192.0.2.${turn % 2}` },
    email: 'ann@example.com',
  });
  assert.equal(accepted(await sendMany(harness, strangers, 20)), 10);
  const [owner] = await sendMany(harness, () => ({ person: 9, email: 'ann@example.com' }), 1);
  assert.equal(owner?.status, 202);
});

test('concurrent requests send one verification code, and refused ones do not count against the address', async () => {
  const { startBinding, sendCode, waitForCode, sentCodes, clock } = createBindingHarness();
  const { tab } = await startBinding();
  const all = Array.from({ length: 20 }, () => sendCode(tab, to('ann@example.com')));
  const statuses = (await Promise.all(all)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 202).length, 1);
  assert.equal(statuses.filter((status) => status === 429).length, 19);
  await waitForCode(1);
  assert.equal(sentCodes.length, 1);
  clock.nowMs += 60_000;
  assert.equal((await sendCode(tab, to('ann@example.com'))).status, 202);
});

for (const [name, send] of [
  ['rejects', () => Promise.reject(new Error('550 no mailbox ann@example.com'))],
  [
    'throws',
    () => {
      throw new TypeError('ann@example.com');
    },
  ],
  ['never settles', () => new Promise<void>(() => undefined)],
] as const) {
  test(`a sender that ${name} neither delays nor breaks the answer`, async () => {
    const codes: string[] = [];
    const { startBinding, bind, byEmail, sendCode, log } = createBindingHarness({
      send: (_, code) => {
        codes.push(code);
        return send();
      },
    });
    const { tab, digits } = await startBinding();
    assert.equal((await sendCode(tab, to('ann@example.com'))).status, 202);
    for (let turn = 0; turn < 10_000 && codes.length === 0; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // The message may have arrived all the same.
    const done = await bind(tab, byEmail(digits, 'ann@example.com', codes[0] ?? ''));
    assert.equal(done.status, 200, done.text);
    const lines = log.filter(({ event }) => event === 'verification_code_failed');
    assert.equal(lines.length, name === 'never settles' ? 0 : 1);
    assert.doesNotMatch(JSON.stringify(log), /ann@|example\.com/);
  });
}

test('only a method that sends codes is accepted, with its own fields only', async () => {
  const { startBinding, sendCode, sentCodes } = createBindingHarness();
  const { tab } = await startBinding();
  for (const [body, field] of [
    [{ method: 'password', fields: { username: 'ann@example.com', password: 'x' } }, 'method'],
    [{ method: 'session', fields: {} }, 'method'],
    [{ method: 'carrier-pigeon', fields: {} }, 'method'],
    [{ method: 'email-code', fields: {} }, 'email'],
    [{ method: 'email-code' }, 'fields'],
    [{ fields: {} }, 'method'],
    [{ method: 'email-code', fields: { email: 'ann' } }, 'email'],
    [{ method: 'email-code', fields: { email: 'ann@example.com', code: '123456' } }, 'code'],
    [{ method: 'phone-code', fields: { phone: '12' } }, 'phone'],
  ] as const) {
    const answer = await sendCode(tab, body);
    assert.deepEqual([answer.status, answer.body['field']], [400, field]);
  }
  assert.equal((await sendCode(tab, to('ann@example.com'))).status, 202, 'none of them counted');
  assert.ok(sentCodes.length <= 1);
});

test('a verification code needs the cookie of the attempt and its verifier', async () => {
  const { startBinding, call, calls } = createBindingHarness();
  const { tab } = await startBinding();
  const { verifier, key } = tab.chain;
  const path = `/attempts/${tab.id}/codes`;
  for (const answer of [
    await call('POST', path, { verifier, ...to('ann@example.com') }),
    await call('POST', path, { verifier: key, ...to('ann@example.com') }, { cookie: tab.cookie }),
  ]) {
    assert.equal(answer.status, 404);
  }
  assert.ok(!calls.includes('email'));
});

test('six digits are evenly distributed and keep their leading zeros', () => {
  assert.equal(
    sixDigits(() => 'AAAAAAAA'),
    '000000',
  );
  assert.equal(
    sixDigits(() => 'AAAAAAAH'),
    '000007',
  );
  assert.equal(
    sixDigits(() => '________'),
    String((2 ** 48 - 1) % 1_000_000).padStart(6, '0'),
  );
  const firsts = new Set(Array.from({ length: 500 }, () => sixDigits(randomToken)[0]));
  assert.equal(firsts.size, 10);
});
