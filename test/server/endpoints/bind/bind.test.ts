/** The question whether a new visitor has an account, and the result of each answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Binding, Selection } from '../../../../src/protocol/messages.js';
import { createMemoryStore } from '../../../../src/server/index.js';
import type { LinkMethod } from '../../../../src/server/binding/link-method.js';
import type { HostAccount } from '../../../../src/server/host/host.js';
import {
  ann,
  ben,
  createBindingHarness,
  otherThan,
  shop,
} from '../../../support/server/binding-harness.js';
import { settings } from '../../../support/server/harness.js';

const identity = 'wx0123456789abcdef oPersonOne';

test('a new visitor is asked for an account, in their language, and has ten minutes', async () => {
  const { startBinding, watch, calls, linked } = createBindingHarness({
    createFields: [{ name: 'nickname', label: { en: 'Nickname', zh: '昵称' }, type: 'text' }],
  });
  const { tab, digits, answer } = await startBinding();
  assert.match(digits, /^\d{6}$/);
  const binding = answer.body as unknown as Binding;
  assert.deepEqual([binding.chatCode, binding.expiresIn], [true, 600]);
  const [create, ...links] = binding.options;
  const nickname = { name: 'nickname', label: 'Nickname', type: 'text', required: true };
  assert.deepEqual(create, { action: 'create', fields: [nickname] });
  assert.deepEqual(
    links.map((option) => option.action === 'link' && [option.method, option.label]),
    [
      ['password', 'With a password'],
      ['email-code', 'By e-mail'],
      ['phone-code', 'By text message'],
    ],
  );
  assert.equal((await watch(tab)).body['state'], 'binding');
  assert.deepEqual(tab.created.body['levels'], ['core', 'stream', 'binding', 'message']);
  assert.match((await startBinding({ openid: 'oTwo', lang: 'zh-CN' })).answer.text, /昵称.*用密码/);
  assert.ok(!calls.includes('create') && !calls.includes('open'));
  assert.deepEqual(linked(), {}, 'an abandoned question has made nothing');
});

test('a repeated redeem in binding asks the same question and keeps the attempt’s cookie', async () => {
  const { startBinding, redeem, clock } = createBindingHarness();
  const { tab, answer } = await startBinding();
  clock.nowMs += 60_000;
  const again = await redeem(tab);
  assert.deepEqual(again.body, { ...answer.body, expiresIn: 540 });
  assert.deepEqual(again.setCookies, []);
  clock.nowMs += 540_000;
  const late = await redeem(tab);
  assert.deepEqual([late.status, late.body['reason']], [410, 'expired']);
  assert.match(late.setCookies.join(), /Max-Age=0/);
});

test('a known WeChat user is not asked, and the chat shows no digits', async () => {
  const { startBinding, bind, byPassword, open, scanForDigits, redeem } = createBindingHarness();
  const { tab, digits } = await startBinding();
  await bind(tab, byPassword(digits, ann));
  const next = await open();
  assert.equal(await scanForDigits(next), '');
  const answer = await redeem(next);
  assert.equal(answer.body['result'], 'authenticated');
  assert.deepEqual([answer.body['isNew'], answer.body['linked']], [false, undefined]);
  assert.deepEqual(answer.body['account'], { name: 'Ann' });
});

test('"I am new" creates an account from the form, with the digits of the chat', async () => {
  const { startBinding, bind, linked, accountsById, watch, sessionOf, accountIn } =
    createBindingHarness({
      createFields: [{ name: 'nickname', label: 'Nickname', type: 'text' }],
    });
  const { tab, digits } = await startBinding();
  const create = { action: 'create', fields: { nickname: '小明' } };
  // Nobody has confirmed this login, so a stranger may be at the page.
  const missing = await bind(tab, create);
  assert.deepEqual([missing.status, missing.body['field']], [400, 'chatCode']);
  const wrong = await bind(tab, { ...create, chatCode: otherThan(digits) });
  assert.deepEqual([wrong.status, wrong.body['field']], [401, 'chatCode']);
  assert.deepEqual(linked(), {});
  const answer = await bind(tab, { ...create, chatCode: digits });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body, {
    result: 'authenticated',
    isNew: true,
    account: { name: '小明' },
    returnTo: '/account',
  });
  const id = linked()[identity] ?? '';
  assert.equal(accountsById.get(id)?.name, '小明');
  assert.equal(accountIn(sessionOf(answer)), id);
  assert.match(answer.setCookies.join(), new RegExp(`wml-${tab.id}=[\\w-]{43}; .*Max-Age=60;`));
  assert.equal((await watch(tab)).body['state'], 'completed');
});

test('a visitor who got an account in another tab meanwhile is signed in to that one', async () => {
  const { startBinding, bind, accountsById, hostAccounts } = createBindingHarness();
  const two = await startBinding();
  await hostAccounts.create({ appId: settings.appId, openid: 'oPersonOne' }, { key: 'elsewhere' });
  const count = accountsById.size;
  const answer = await bind(two.tab, { action: 'create' });
  assert.deepEqual([answer.status, answer.body['isNew']], [200, false]);
  assert.equal(accountsById.size, count);
});

test('a visitor links by password and the digits of the chat, and the owner gets a notice', async () => {
  const { startBinding, bind, byPassword, linked, notices, sessionOf, accountIn } =
    createBindingHarness();
  const { tab, digits } = await startBinding();
  const answer = await bind(tab, byPassword(digits, ann));
  assert.deepEqual(answer.body, {
    result: 'authenticated',
    isNew: false,
    linked: true,
    account: { name: 'Ann' },
    returnTo: '/account',
  });
  assert.deepEqual(linked(), { [identity]: 'ann' });
  assert.equal(accountIn(sessionOf(answer)), 'ann');
  const account = { id: 'ann', name: 'Ann' };
  assert.deepEqual(notices, [{ type: 'linked', key: tab.id, account, lang: 'en' }]);
});

test('digits are accepted as people and keyboards write them', async () => {
  const { startBinding, bind, byPassword } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const wide = Array.from(digits, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const spaced = ` ${wide.slice(0, 3).join('')} ${wide.slice(3).join('')} `;
  assert.equal((await bind(tab, byPassword(spaced, ann))).status, 200);
});

test('linking ends every other session of the account, and no session of others', async () => {
  const { startBinding, bind, byPassword, signedIn, accountIn, sessionOf } = createBindingHarness();
  const [laptop, phone, others] = [signedIn(ann), signedIn(ann), signedIn(ben)];
  const { tab, digits } = await startBinding();
  const answer = await bind(tab, byPassword(digits, ann));
  assert.deepEqual([laptop, phone, others].map(accountIn), [undefined, undefined, 'ben']);
  assert.equal(accountIn(sessionOf(answer)), 'ann');
});

test('the same address or name alone never links an account', async () => {
  const fields = [
    { name: 'nickname', label: 'Name', type: 'text' },
    { name: 'email', label: 'E-mail', type: 'email' },
  ] as const;
  const { startBinding, bind, linked } = createBindingHarness({ createFields: fields });
  const { tab, digits } = await startBinding();
  const same = { nickname: 'Ann', email: 'ann@example.com' };
  const answer = await bind(tab, { action: 'create', fields: same, chatCode: digits });
  assert.equal(answer.body['isNew'], true);
  assert.equal(answer.body['linked'], undefined);
  assert.notEqual(linked()[identity], 'ann');
});

test('two accounts with one phone number: the visitor chooses, and the choice links', async () => {
  const { startBinding, bind, sendCode, waitForCode, linked } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const phone = '+8613800138000';
  await sendCode(tab, { method: 'phone-code', fields: { phone } });
  const fields = { phone, code: await waitForCode(1) };
  const link = { action: 'link', method: 'phone-code', fields, chatCode: digits };
  const answer = await bind(tab, link);
  const selection = answer.body as unknown as Selection;
  assert.equal(selection.result, 'select');
  assert.deepEqual(
    selection.accounts.map(({ name }) => name),
    shop.map(({ name }) => name),
  );
  assert.deepEqual([linked(), answer.setCookies], [{}, []]);
  assert.doesNotMatch(answer.text, /"(shop|home)"/, 'an account’s id stays on the server');
  const chosen = await bind(tab, { action: 'select', choice: selection.accounts[1]?.choice });
  assert.deepEqual([chosen.status, chosen.body['account']], [200, { name: 'At Home' }]);
  assert.deepEqual(linked(), { [identity]: 'home' });
});

test('a choice is valid for its own attempt and for five minutes', async () => {
  const { startBinding, bind, sendCode, waitForCode, clock, linked } = createBindingHarness();
  const phone = '+8613800138000';
  async function choose(count: number, openid: string) {
    const { tab, digits } = await startBinding({ openid });
    await sendCode(tab, { method: 'phone-code', fields: { phone } });
    const fields = { phone, code: await waitForCode(count) };
    const link = { action: 'link', method: 'phone-code', fields, chatCode: digits };
    const accounts = (await bind(tab, link)).body['accounts'] as { choice: string }[];
    return { tab, choice: accounts[0]?.choice };
  }
  const [one, two] = [await choose(1, 'oOne'), await choose(2, 'oTwo')];
  const { tab: fresh } = await startBinding({ openid: 'oThree' });
  async function refused(tab: typeof fresh, choice: string | undefined): Promise<void> {
    const answer = await bind(tab, { action: 'select', choice });
    assert.deepEqual([answer.status, answer.body['field']], [400, 'choice']);
  }
  await refused(one.tab, two.choice);
  await refused(one.tab, 'x');
  await refused(one.tab, undefined);
  await refused(fresh, one.choice);
  clock.nowMs += 299_999;
  assert.equal((await bind(one.tab, { action: 'select', choice: one.choice })).status, 200);
  clock.nowMs += 1;
  await refused(two.tab, two.choice);
  assert.deepEqual(Object.keys(linked()), ['wx0123456789abcdef oOne']);
});

test('an identity that was linked elsewhere meanwhile is a conflict, and nothing changes', async () => {
  const {
    startBinding,
    bind,
    byPassword,
    linked,
    redeem,
    signedIn,
    accountIn,
    sessionCount,
    calls,
    hostAccounts,
  } = createBindingHarness();
  const two = await startBinding();
  const bens = signedIn(ben);
  await hostAccounts.link?.('ann', { appId: settings.appId, openid: 'oPersonOne' });
  const count = sessionCount();
  const answer = await bind(two.tab, byPassword(two.digits, ben));
  assert.deepEqual([answer.status, answer.body['code']], [409, 'identity_conflict']);
  assert.deepEqual(linked(), { [identity]: 'ann' });
  assert.deepEqual([accountIn(bens), sessionCount()], ['ben', count]);
  assert.equal(calls.filter((call) => call === 'link').length, 1, 'nobody tries to move it');
  const again = await redeem(two.tab);
  assert.deepEqual([again.status, again.body['reason']], [410, 'identity_conflict']);
});

test('a conflict that only the accounts can see gets the same answer', async () => {
  const harness = createBindingHarness({
    accounts: {
      find: () => Promise.resolve(undefined),
      create: () => Promise.reject(new Error('not asked for')),
      link: () => Promise.resolve('conflict'),
    },
  });
  const { tab, digits } = await harness.startBinding();
  const answer = await harness.bind(tab, harness.byPassword(digits, ann));
  assert.deepEqual([answer.status, answer.body['code']], [409, 'identity_conflict']);
  assert.deepEqual([harness.notices, harness.sessionCount()], [[], 0]);
});

test('an account that matches a proof twice counts once, and only its public part is kept', async () => {
  const memory = createMemoryStore({ now: () => 0 });
  const kept: string[] = [];
  const twice = { id: 'ann', name: 'Ann', passwordHash: 'a hash' };
  const method = (name: string, found: readonly HostAccount[]): LinkMethod => ({
    ...{ method: name, label: name, fields: [], target: () => 'x' },
    accounts: () => Promise.resolve(found),
  });
  const { startBinding, bind } = createBindingHarness({
    linkMethods: [method('twice', [twice, twice]), method('both', [twice, ben])],
    store: {
      ...memory,
      advance: (id, rev, next) => {
        kept.push(JSON.stringify(next));
        return memory.advance(id, rev, next);
      },
    },
  });
  const { tab, digits } = await startBinding();
  const both = await bind(tab, { action: 'link', method: 'both', chatCode: digits });
  assert.equal(both.body['result'], 'select');
  const done = await bind(tab, { action: 'link', method: 'twice', chatCode: digits });
  assert.deepEqual([done.status, done.body['account']], [200, { name: 'Ann' }]);
  assert.ok(kept.some((next) => next.includes('"proven"')));
  assert.ok(kept.some((next) => next.includes('"choices"')));
  assert.doesNotMatch(kept.join(), /hash/);
});
