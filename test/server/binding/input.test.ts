/** Any input to bind and codes: how it is checked, and that no secret part of it reaches the log. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern, readFields } from '../../../src/server/binding/fields.js';
import { ann, createBindingHarness, otherThan } from '../../support/server/binding-harness.js';
import { baseUrl } from '../../support/server/harness.js';

test('the error names a field that is too long, misshapen or unknown', async () => {
  const { startBinding, bind, byPassword, linked, calls } = createBindingHarness({
    createFields: [
      { name: 'nickname', label: 'Nickname', type: 'text', pattern: '[a-z]{2,9}' },
      { name: 'city', label: 'City', type: 'text', required: false },
    ],
  });
  const { tab, digits } = await startBinding();
  const link = byPassword(digits, ann) as { fields: object };
  for (const [fields, field] of [
    [{}, 'username'],
    [undefined, 'username'],
    [{ username: 'ann@example.com' }, 'password'],
    [{ username: 'ann@example.com', password: '' }, 'password'],
    [{ username: 'ann', password: 'x' }, 'username'],
    [{ username: `${'a'.repeat(200)}@example.com`, password: 'x' }, 'username'],
    [{ username: 'ann@example.com', password: 'x'.repeat(201) }, 'password'],
    [{ username: 'ann@example.com', password: '\u0000' }, 'password'],
    [{ username: 'ann@example.com', password: 'a\nb' }, 'password'],
    [{ username: 'ann@example.com', password: '\ud800' }, 'password'],
    [{ username: 7, password: 'x' }, 'username'],
    [{ username: ['ann@example.com'], password: 'x' }, 'username'],
    [{ ...link.fields, role: 'admin' }, 'role'],
    [{ ...link.fields, chatCode: digits }, 'chatCode'],
    [{ ...link.fields, ['__proto__']: 'x' }, '__proto__'],
    [{ ...link.fields, toString: 'x' }, 'toString'],
    [{ ...link.fields, '<script>': 'x' }, 'fields'],
    [{ ...link.fields, ['x'.repeat(33)]: 'x' }, 'fields'],
    ['text', 'fields'],
    [[], 'fields'],
    [null, 'username'],
  ] as const) {
    const answer = await bind(tab, { ...link, fields });
    const sent = JSON.stringify(fields);
    assert.deepEqual([answer.status, answer.body['field']], [400, field], sent);
  }
  for (const [fields, field] of [
    [{}, 'nickname'],
    [{ nickname: 'a' }, 'nickname'],
    [{ nickname: 'ann\u2028b' }, 'nickname'],
    [{ nickname: 'ann', city: 'x'.repeat(201) }, 'city'],
    [{ nickname: 'ann', other: 'x' }, 'other'],
  ] as const) {
    const answer = await bind(tab, { action: 'create', fields, chatCode: digits });
    assert.deepEqual([answer.status, answer.body['field']], [400, field]);
  }
  assert.deepEqual(linked(), {});
  assert.ok(!calls.includes('password') && !calls.includes('create'));
  const emoji = { nickname: 'ann', city: '😀'.repeat(200) };
  assert.equal(
    (await bind(tab, { action: 'create', fields: emoji, chatCode: digits })).status,
    200,
  );
});

test('the error names a field that the application refuses, and no account is created', async () => {
  const { WechatMpLoginError } = await import('../../../src/protocol/errors.js');
  let isTaken = true;
  const { startBinding, bind, accountsById } = createBindingHarness({
    createFields: [{ name: 'nickname', label: 'Nickname', type: 'text' }],
    fault: (call) => {
      if (call !== 'create' || !isTaken) return;
      throw new WechatMpLoginError('invalid_request', { message: 'taken', field: 'nickname' });
    },
  });
  const { tab, digits } = await startBinding();
  const count = accountsById.size;
  const refused = await bind(tab, {
    action: 'create',
    fields: { nickname: 'Ann' },
    chatCode: digits,
  });
  assert.deepEqual([refused.status, refused.body['field']], [400, 'nickname']);
  assert.equal(accountsById.size, count);
  isTaken = false;
  const done = await bind(tab, {
    action: 'create',
    fields: { nickname: 'Anna' },
    chatCode: digits,
  });
  assert.deepEqual([done.status, done.body['isNew']], [200, true]);
});

test('values are normalized, and empty ones are left out', () => {
  const field = (type: 'text' | 'email' | 'tel' | 'password' | 'code', required = true) =>
    ({ name: type, label: type, type, required }) as const;
  const all = [
    field('text', false),
    field('email'),
    field('tel'),
    field('password'),
    field('code'),
  ];
  const values = { text: '', email: ' a@b ', tel: '＋86 138', password: ' a ', code: '１２３ 456' };
  assert.deepEqual(readFields(all, values), {
    email: 'a@b',
    tel: '+86 138',
    password: ' a ',
    code: '123456',
  });
  assert.ok(
    compilePattern('a|b').test('b') && !compilePattern('a|b').test('ab'),
    'for the whole value',
  );
});

test('pages of other sites cannot post anything', async () => {
  const { startBinding, bind, sendCode, byPassword, call, linked, calls, signedIn, accountIn } =
    createBindingHarness();
  const { tab, digits } = await startBinding();
  const cookie = signedIn(ann);
  calls.length = 0;
  for (const origin of ['https://evil.example', 'null', 'https://login.example.evil.example']) {
    for (const answer of [
      await bind(tab, byPassword(digits, ann), { origin }),
      await bind(tab, { action: 'create' }, { origin }),
      await sendCode(
        tab,
        { method: 'email-code', fields: { email: 'ann@example.com' } },
        { origin },
      ),
      await call('GET', '/identities', undefined, { origin, cookie }),
      await call('DELETE', '/identities/1', undefined, { origin, cookie }),
      await call('POST', '/token', { code: 'x' }, { origin }),
    ]) {
      assert.deepEqual([answer.status, answer.body['code']], [403, 'origin_denied']);
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      assert.deepEqual(answer.setCookies, []);
    }
  }
  assert.deepEqual([linked(), calls, accountIn(cookie)], [{}, [], 'ann']);
});

test('a form of another site, which needs no preflight, is refused by its content type', async () => {
  const { startBinding, request, withCookies, linked } = createBindingHarness();
  const { tab } = await startBinding();
  const body = JSON.stringify({ verifier: tab.chain.verifier, action: 'create' });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const init = { method: 'POST', body, headers: { 'content-type': type } };
    const url = `${baseUrl}/attempts/${tab.id}/bind`;
    assert.equal((await request(url, init, withCookies(tab))).status, 415);
  }
  assert.deepEqual(linked(), {});
});

test('the log of whole bindings, with their errors, contains no code, address, proof, cookie or openid', async () => {
  let isDown = false;
  const harness = createBindingHarness({
    fault: (call) => {
      if (isDown && call === 'link')
        return Promise.reject(new Error('dup ann@example.com oPerson'));
      return undefined;
    },
    send: (target) => Promise.reject(new Error(`550 ${target}`)),
  });
  const { startBinding, bind, sendCode, byPassword, byEmail, redeem, log, sessionOf } = harness;
  const { tab, digits } = await startBinding();
  await sendCode(tab, { method: 'email-code', fields: { email: 'ann@example.com' } });
  await bind(tab, byEmail(digits, 'ann@example.com', '918273'));
  await bind(tab, byPassword(otherThan(digits), ann));
  await bind(tab, byPassword(digits, { ...ann, password: 'a wrong password' }));
  await bind(tab, { action: 'select', choice: 'achoice' });
  isDown = true;
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 503);
  isDown = false;
  const done = await bind(tab, byPassword(digits, ann));
  assert.equal(done.status, 200);
  await redeem(tab);
  const { tab: failed, digits: others } = await startBinding({ openid: 'oPersonTwo' });
  for (let turn = 0; turn < 3; turn++) await bind(failed, byPassword(otherThan(others), ann));
  const events = new Set(log.map(({ event }) => event));
  for (const event of [
    'scanned',
    'bind_failed',
    'verification_code_failed',
    'login_completed',
    'proofs_used_up',
  ]) {
    assert.ok(events.has(event), event);
  }
  const { verifier, key, challenge } = tab.chain;
  const session = sessionOf(done).split('=')[1] ?? '';
  const cookie = tab.cookie.split('=')[1] ?? '';
  const written = log.map((line) => JSON.stringify(line)).join('\n');
  const secrets = [verifier, key, challenge, cookie, digits, others, '918273', 'achoice'];
  // It is so short that an id may contain it by chance, so it counts only between quotes.
  assert.ok(!written.includes(`"${session}"`));
  for (const secret of [...secrets, 'example.com', 'correct', 'a wrong password', 'oPerson']) {
    assert.ok(secret.length > 5);
    // An attempt's id is public and may contain six digits by chance.
    assert.ok(!written.replaceAll(tab.id, '').replaceAll(failed.id, '').includes(secret), secret);
  }
});

const anything = fc.oneof(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.integer(),
  fc.constantFrom(null, true, [], {}),
);
const some = (values: readonly string[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...values) }, anything);
const fieldsArbitrary = fc.oneof(
  fc.dictionary(some(['username', 'password', 'email', 'code', 'phone']).map(String), anything),
  fc.record({ username: some(['ann@example.com']), password: some(['correct', 'wrong']) }),
  fc.record({ email: some(['ann@example.com']), code: some(['123456']) }),
  fc.record({ email: some(['ann@example.com']) }),
  anything,
);
const bodyArbitrary = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 3,
    arbitrary: fc.record({
      action: fc.constant('link'),
      method: some(['password']),
      fields: fc.record({ username: some(['ann@example.com']), password: fc.string() }),
      chatCode: some(['123456', '000000']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      method: fc.constant('email-code'),
      fields: fc.record({ email: some(['ann@example.com', 'nobody@example.com']) }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        action: some(['create', 'link', 'select']),
        method: some(['password', 'email-code', 'phone-code', 'session', '__proto__']),
        fields: fieldsArbitrary,
        chatCode: some(['123456', '000000']),
        choice: some(['AAAAAAAAAAAAAAAAAAAAAA']),
      },
      { requiredKeys: [] },
    ),
  },
);

test('bind and codes answer any body with a status and an error code of the protocol', async () => {
  const seen = new Map<number, number>();
  const harness = createBindingHarness({
    limits: {
      badProofsPerIdentityPer15Minutes: 1000,
      verificationCodesPerTargetPerHour: 1000,
      verificationCodesPerHour: 10_000,
      createsPerMinute: 10_000,
    },
  });
  let people = 0;
  const next = async () => (await harness.startBinding({ openid: `oPerson${people++}` })).tab;
  let tab = await next();
  await fc.assert(
    fc.asyncProperty(bodyArbitrary, fc.constantFrom('bind', 'codes'), async (body, path) => {
      // Below the limit of one attempt, which has a test of its own.
      harness.clock.nowMs += 250;
      const verifier = tab.chain.verifier;
      const json = typeof body === 'object' && !Array.isArray(body) ? { verifier, ...body } : body;
      const url = `/attempts/${tab.id}/${path}`;
      const answer = await harness.call('POST', url, json, { cookie: tab.cookie });
      const { code = 'none' } = answer.body as { code?: string };
      assert.match(
        `${answer.status} ${code}`,
        /^(20[02] none|400 invalid_request|401 proof_failed|403 reauthentication_required|404 not_found|410 gone|413 too_large|429 rate_limited)$/,
      );
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      if ([410, 200].includes(answer.status)) tab = await next();
    }),
    // Few random bodies sign somebody in.
    { numRuns: 1500, examples: [[{ action: 'create' }, 'bind']] },
  );
  for (const status of [200, 202, 400, 401]) assert.ok(seen.has(status), `${status} was met`);
});
