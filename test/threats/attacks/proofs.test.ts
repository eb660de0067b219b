/** Attacks on the proofs of an account. Each of them worked before it was fixed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { emailCodeMethod, passwordMethod } from '../../../src/server/index.js';
import {
  digitsIn,
  minuteMs,
  provenAtMs,
  renew,
  sessionOf,
  turns,
} from '../../support/server/attacks.js';
import { until } from '../../support/until.js';
import { ann, createBindingHarness } from '../../support/server/binding-harness.js';
import { createHarness, settings } from '../../support/server/harness.js';

/** A visitor who has just created an account by WeChat. */
async function createOwner() {
  const harness = createHarness({ newAccounts: 'create', openPlatform: false });
  const tab = await harness.open();
  await harness.scan(tab.scene, { openid: 'oOwner' });
  const cookie = await renew(harness.sessions, sessionOf(await harness.redeem(tab)));
  return { ...harness, cookie, provenAtMs: harness.clock.nowMs };
}

test('linking by a session does not make the session fresher', async () => {
  const owner = await createOwner();
  const { open, scan, redeem, call, clock, sessions } = owner;
  clock.nowMs += 4.9 * minuteMs;
  const tab = await open({ purpose: 'link' }, { cookie: owner.cookie });
  const chatCode = digitsIn(await scan(tab.scene, { openid: 'oThief' }));
  const cookie = `${owner.cookie}; ${tab.cookie}`;
  clock.nowMs += 4.9 * minuteMs;
  await redeem(tab, { cookie });
  clock.nowMs += 9.9 * minuteMs;
  const { verifier } = tab.chain;
  const form = { verifier, action: 'link', method: 'session', fields: {}, chatCode };
  const bound = await call('POST', `/attempts/${tab.id}/bind`, form, { cookie });
  assert.equal(bound.status, 200, bound.text);
  const next = sessionOf(bound);
  assert.equal(await provenAtMs(sessions, next), owner.provenAtMs);
  const { challenge } = await createChain();
  const another = { challenge, purpose: 'link', method: 'scan' };
  const answer = await call('POST', '/attempts', another, { cookie: next });
  assert.deepEqual([answer.status, answer.body['code']], [403, 'reauthentication_required']);
});

test('unlinking by a session does not make the session fresher', async () => {
  const { call, accounts, sessions, clock, cookie, ...owner } = await createOwner();
  const { id = '' } = (await sessions.read(cookie)) ?? {};
  await accounts.link(id, { appId: settings.appId, openid: 'oSecond' });
  const [first] = await accounts.identities(id);
  clock.nowMs += 4.9 * minuteMs;
  const answer = await call('DELETE', `/identities/${first?.id}`, undefined, { cookie });
  assert.equal(answer.status, 204);
  assert.equal(await provenAtMs(sessions, sessionOf(answer)), owner.provenAtMs);
});

const spellings = {
  number: [
    ...['13800000003', '+8613800000003', '008613800000003', '138 0000 0003', '138-0000-0003'],
    ...['(+86) 138 0000 0003', '１３８００００００03', '138\u200b00000003', '1\u00ad3800000003'],
    ...Array.from('abcdefghijkl', (letter) => `${letter}13800000003`),
  ],
  address: [
    ...['vera@example.com', 'VERA@example.com', 'ｖera@example.com', 've ra@example.com'],
    ...['v\u200bera@example.com', 'v\u200b\u200bera@example.com', 've\u00adra@example.com'],
  ],
};

for (const [kind, written] of Object.entries(spellings)) {
  test(`all spellings of one ${kind} that the accounts accept share a limit`, async () => {
    const accounts = createMemoryAccounts({
      passwords: {
        hash: (password) => Promise.resolve(`hash of ${password}`),
        verify: (password, hash) => Promise.resolve(hash === `hash of ${password}`),
      },
    });
    const vera = { email: 'vera@example.com', phone: '13800000003', password: 'right' };
    await accounts.add({ name: 'Vera', ...vera });
    const check = (name: string, password: string) => accounts.byPassword(name, password);
    const { startBinding, bind } = createBindingHarness({
      accounts,
      linkMethods: [passwordMethod({ check })],
      limits: { badProofsPerTargetPer15Minutes: 5 },
    });
    const names: string[] = [];
    for (const name of written) {
      if ((await check(name, 'right')).length > 0) names.push(name);
    }
    assert.ok(names.length > 5, `only ${names.length} spellings open the account`);
    const statuses: number[] = [];
    for (const [index, username] of names.entries()) {
      const { tab, digits } = await startBinding({ openid: `oThief${index}` });
      const fields = { username, password: 'wrong' };
      const form = { action: 'link', method: 'password', fields, chatCode: digits };
      statuses.push((await bind(tab, form)).status);
    }
    const expected = names.map((_, index) => (index < 5 ? 401 : 429));
    assert.deepEqual(statuses, expected);
  });
}

test("no verification code goes to an address that only looks like an account's", async () => {
  // Compares like a database that treats ä as a.
  const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
  const sentTo: string[] = [];
  const { startBinding, sendCode } = createBindingHarness({
    linkMethods: [
      emailCodeMethod({
        find: (email) => Promise.resolve(compare(email, ann.email ?? '') === 0 ? [ann] : []),
        send: (to) => Promise.resolve(void sentTo.push(to)),
      }),
    ],
  });
  for (const [openid, email = ''] of [
    ['oThief', 'ann@exämple.com'],
    ['oOther', 'änn@example.com'],
    ['oAnn', ann.email],
  ] as const) {
    const { tab } = await startBinding({ openid });
    const sent = await sendCode(tab, { method: 'email-code', fields: { email } });
    assert.equal(sent.status, 202, sent.text);
    await turns(50);
  }
  await until(() => sentTo.includes('ann@example.com'));
  assert.deepEqual(sentTo, ['ann@example.com']);
});

test('text that is more than one plain address is not an address', async () => {
  const asked: string[] = [];
  const byCode = emailCodeMethod({
    find: (email) => Promise.resolve((asked.push(email), [])),
    send: () => Promise.resolve(),
  });
  // The last one becomes a plain address by normalization. It shows that such text gets this far.
  const typed = ['a\uFDFA@x.com', 'evil＠evil.example，ann@example.com', 'ａｎｎ@example.com'];
  for (const email of typed) {
    assert.match(
      email,
      new RegExp(`^(?:${byCode.fields[0]?.pattern})$`, 'v'),
      'the form lets it pass',
    );
    assert.deepEqual(await byCode.accounts({ email }), []);
  }
  assert.deepEqual(asked, ['ann@example.com']);
});

test('trying to create accounts cannot reveal endlessly which addresses are taken', async () => {
  const accounts = createMemoryAccounts();
  let asked = 0;
  const { startBinding, bind, clock } = createBindingHarness({
    accounts: {
      ...accounts,
      create(identity, { key, fields = {} }) {
        asked++;
        if (!fields['email']?.startsWith('taken')) return accounts.create(identity, { key });
        throw new WechatMpLoginError('invalid_request', { message: 'taken', field: 'email' });
      },
    },
    createFields: [{ name: 'email', label: 'E-mail', type: 'email' }],
  });
  const create = (email: string, chatCode: string) => ({
    ...{ action: 'create', fields: { email } },
    chatCode,
  });
  const { tab, digits } = await startBinding();
  const statuses: number[] = [];
  for (let index = 0; index < 100; index++) {
    // Slow enough to stay below all other limits.
    clock.nowMs += 1000;
    statuses.push((await bind(tab, create(`taken${index}@example.com`, digits))).status);
  }
  assert.equal(asked, 20);
  assert.deepEqual(statuses.slice(19, 21), [400, 429]);
  assert.ok(statuses.slice(20).every((status) => status === 429));
  const other = await startBinding({ openid: 'oOther' });
  const free = create('free@example.com', other.digits);
  assert.equal((await bind(other.tab, free)).status, 200, 'others go on');
});

test('an error of the database that only taken addresses cause is limited like a refusal', async () => {
  let asked = 0;
  const { startBinding, bind, clock } = createBindingHarness({
    fault(call) {
      if (call === 'create' && asked++ >= 0) throw new Error('duplicate key');
    },
  });
  const { tab } = await startBinding();
  for (let turn = 0; turn < 30; turn++) {
    clock.nowMs += 1000;
    const { status } = await bind(tab, { action: 'create' });
    assert.equal(status, turn < 20 ? 503 : 429);
  }
  assert.equal(asked, 20);
});

test('a proof whose link failed stays valid for five minutes, however often it is retried', async () => {
  let isDown = true;
  const { startBinding, bind, byPassword, clock, linked } = createBindingHarness({
    fault(call) {
      if (call === 'link' && isDown) throw new Error('down');
    },
  });
  const { tab, digits } = await startBinding();
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 503);
  const again = { action: 'link', method: 'session', chatCode: digits };
  clock.nowMs += 4.5 * minuteMs;
  assert.equal((await bind(tab, again)).status, 503, 'it still counts');
  clock.nowMs += 4.5 * minuteMs;
  isDown = false;
  const late = await bind(tab, again);
  assert.deepEqual([late.status, late.body['code']], [403, 'reauthentication_required']);
  assert.deepEqual(linked(), {});
});
