/** Somebody whom WeChat brings for the first time: the question, and what it comes to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Binding, Selection } from '../../../src/protocol/messages.js';
import { createMemoryStore } from '../../../src/server/index.js';
import type { LinkMethod } from '../../../src/server/binding/link-methods.js';
import type { HostAccount } from '../../../src/server/host/host.js';
import { ann, ben, createBindingWorld, shop } from '../../support/server/binding.js';

const identity = 'wx0123456789abcdef oPersonOne';

test('somebody new is asked which account this is, in their language, and has ten minutes', async () => {
  const { ask, watch, calls, linked } = createBindingWorld({
    createFields: [{ name: 'nickname', label: { en: 'Nickname', zh: '昵称' }, type: 'text' }],
  });
  const { tab, digits, answer } = await ask();
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
  assert.deepEqual(tab.created.body['levels'], ['core', 'stream', 'binding']);
  assert.match((await ask({ openid: 'oTwo', lang: 'zh-CN' })).answer.text, /昵称.*用密码/);
  assert.ok(!calls.includes('create') && !calls.includes('open'));
  assert.deepEqual(linked(), {}, 'an abandoned question has made nothing');
});

test('redeem again in binding asks the same, and keeps the attempt’s cookie', async () => {
  const { ask, redeem, clock } = createBindingWorld();
  const { tab, answer } = await ask();
  clock.nowMs += 60_000;
  const again = await redeem(tab);
  assert.deepEqual(again.body, { ...answer.body, expiresIn: 540 });
  assert.deepEqual(again.setCookies, []);
  clock.nowMs += 540_000;
  const late = await redeem(tab);
  assert.deepEqual([late.status, late.body['reason']], [410, 'expired']);
  assert.match(late.setCookies.join(), /Max-Age=0/);
});

test('who is known is not asked, and sees no digits in the chat', async () => {
  const { ask, bind, byPassword, open, scanned, redeem } = createBindingWorld();
  const { tab, digits } = await ask();
  await bind(tab, byPassword(digits, ann));
  const next = await open();
  assert.equal(await scanned(next), '');
  const answer = await redeem(next);
  assert.equal(answer.body['result'], 'authenticated');
  assert.deepEqual([answer.body['isNew'], answer.body['linked']], [false, undefined]);
  assert.deepEqual(answer.body['account'], { name: 'Ann' });
});

test('"I am new" makes an account, without the digits, from what was filled in', async () => {
  const { ask, bind, linked, members, watch, sessionOf, accountIn } = createBindingWorld({
    createFields: [{ name: 'nickname', label: 'Nickname', type: 'text' }],
  });
  const { tab } = await ask();
  const answer = await bind(tab, { action: 'create', fields: { nickname: '小明' } });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body, {
    result: 'authenticated',
    isNew: true,
    account: { name: '小明' },
    returnTo: '/account',
  });
  const id = linked()[identity] ?? '';
  assert.equal(members.get(id)?.name, '小明');
  assert.equal(accountIn(sessionOf(answer)), id);
  assert.match(answer.setCookies.join(), new RegExp(`wml-${tab.id}=; .*Max-Age=0`));
  assert.equal((await watch(tab)).body['state'], 'completed');
});

test('a person who got an account in another tab meanwhile is signed in to that one', async () => {
  const { ask, bind, members } = createBindingWorld();
  const [one, two] = [await ask(), await ask()];
  await bind(one.tab, { action: 'create' });
  const count = members.size;
  const answer = await bind(two.tab, { action: 'create' });
  assert.deepEqual([answer.status, answer.body['isNew']], [200, false]);
  assert.equal(members.size, count);
});

test('a member links by password and the chat’s digits, and is told', async () => {
  const { ask, bind, byPassword, linked, notices, sessionOf, accountIn } = createBindingWorld();
  const { tab, digits } = await ask();
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

test('digits are taken as people and keyboards write them', async () => {
  const { ask, bind, byPassword } = createBindingWorld();
  const { tab, digits } = await ask();
  const wide = Array.from(digits, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const spaced = ` ${wide.slice(0, 3).join('')} ${wide.slice(3).join('')} `;
  assert.equal((await bind(tab, byPassword(spaced, ann))).status, 200);
});

test('linking ends every other session of the account, and nobody else’s', async () => {
  const { ask, bind, byPassword, signedIn, accountIn, sessionOf } = createBindingWorld();
  const [laptop, phone, others] = [signedIn(ann), signedIn(ann), signedIn(ben)];
  const { tab, digits } = await ask();
  const answer = await bind(tab, byPassword(digits, ann));
  assert.deepEqual([laptop, phone, others].map(accountIn), [undefined, undefined, 'ben']);
  assert.equal(accountIn(sessionOf(answer)), 'ann');
});

test('nothing is linked because an address or a name is the same', async () => {
  const fields = [
    { name: 'nickname', label: 'Name', type: 'text' },
    { name: 'email', label: 'E-mail', type: 'email' },
  ] as const;
  const { ask, bind, linked } = createBindingWorld({ createFields: fields });
  const { tab } = await ask();
  const same = { nickname: 'Ann', email: 'ann@example.com' };
  const answer = await bind(tab, { action: 'create', fields: same });
  assert.equal(answer.body['isNew'], true);
  assert.equal(answer.body['linked'], undefined);
  assert.notEqual(linked()[identity], 'ann');
});

test('two accounts behind one phone: the person chooses, and the choice links', async () => {
  const { ask, bind, sendCode, delivered, linked } = createBindingWorld();
  const { tab, digits } = await ask();
  const phone = '+8613800138000';
  await sendCode(tab, { method: 'phone-code', fields: { phone } });
  const fields = { phone, code: await delivered(1) };
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

test('a choice is for its own attempt, and for five minutes', async () => {
  const { ask, bind, sendCode, delivered, clock, linked } = createBindingWorld();
  const phone = '+8613800138000';
  async function choose(count: number, openid: string) {
    const { tab, digits } = await ask({ openid });
    await sendCode(tab, { method: 'phone-code', fields: { phone } });
    const fields = { phone, code: await delivered(count) };
    const link = { action: 'link', method: 'phone-code', fields, chatCode: digits };
    const accounts = (await bind(tab, link)).body['accounts'] as { choice: string }[];
    return { tab, choice: accounts[0]?.choice };
  }
  const [one, two] = [await choose(1, 'oOne'), await choose(2, 'oTwo')];
  const { tab: fresh } = await ask({ openid: 'oThree' });
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

test('an identity that another account got meanwhile is a conflict, and nothing moves', async () => {
  const { ask, bind, byPassword, linked, redeem, signedIn, accountIn, sessionCount, calls } =
    createBindingWorld();
  const [one, two] = [await ask(), await ask()];
  const bens = signedIn(ben);
  await bind(one.tab, byPassword(one.digits, ann));
  const count = sessionCount();
  const answer = await bind(two.tab, byPassword(two.digits, ben));
  assert.deepEqual([answer.status, answer.body['code']], [409, 'identity_conflict']);
  assert.deepEqual(linked(), { [identity]: 'ann' });
  assert.deepEqual([accountIn(bens), sessionCount()], ['ben', count]);
  assert.equal(calls.filter((call) => call === 'link').length, 1, 'nobody tries to move it');
  const again = await redeem(two.tab);
  assert.deepEqual([again.status, again.body['reason']], [410, 'identity_conflict']);
});

test('a conflict that the accounts alone can see is said in the same words', async () => {
  const world = createBindingWorld({
    accounts: {
      find: () => Promise.resolve(undefined),
      create: () => Promise.reject(new Error('not asked for')),
      link: () => Promise.resolve('conflict'),
    },
  });
  const { tab, digits } = await world.ask();
  const answer = await world.bind(tab, world.byPassword(digits, ann));
  assert.deepEqual([answer.status, answer.body['code']], [409, 'identity_conflict']);
  assert.deepEqual([world.notices, world.sessionCount()], [[], 0]);
});

test('an account that a proof fits twice is one, and no more of it is kept than its name', async () => {
  const memory = createMemoryStore({ now: () => 0 });
  const kept: string[] = [];
  const twice = { id: 'ann', name: 'Ann', passwordHash: 'a hash' };
  const method = (name: string, found: readonly HostAccount[]): LinkMethod => ({
    ...{ method: name, label: name, fields: [], target: () => 'x' },
    accounts: () => Promise.resolve(found),
  });
  const { ask, bind } = createBindingWorld({
    linkMethods: [method('twice', [twice, twice]), method('both', [twice, ben])],
    store: {
      ...memory,
      advance: (id, rev, next) => {
        kept.push(JSON.stringify(next));
        return memory.advance(id, rev, next);
      },
    },
  });
  const { tab, digits } = await ask();
  const both = await bind(tab, { action: 'link', method: 'both', chatCode: digits });
  assert.equal(both.body['result'], 'select');
  const done = await bind(tab, { action: 'link', method: 'twice', chatCode: digits });
  assert.deepEqual([done.status, done.body['account']], [200, { name: 'Ann' }]);
  assert.ok(kept.some((next) => next.includes('"proven"')));
  assert.ok(kept.some((next) => next.includes('"choices"')));
  assert.doesNotMatch(kept.join(), /hash/);
});
