import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BindingOption } from '../../../../src/protocol/messages.js';
import {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
  type Accounts,
  type HostAccount,
  type LinkMethod,
} from '../../../../src/server/index.js';
import { createHarness, type Answer } from '../../../support/server/harness.js';
import { lin, mei } from '../../../support/accounts/sessions-contract.js';

/** An application's own link method: nothing in this project knows about employee numbers. */
const employeeMethod: LinkMethod = {
  method: 'employee',
  label: { en: 'With your employee number', 'zh-Hans': '用工号验证' },
  fields: [
    {
      name: 'number',
      label: { en: 'Employee number', 'zh-Hans': '工号' },
      type: 'text',
      pattern: '[A-Z][0-9]{4}',
    },
    { name: 'birthday', label: '生日', hint: 'MMDD', type: 'text', required: false },
  ],
  target: ({ number = '' }) => number,
  accounts: ({ number, birthday }) =>
    Promise.resolve(number === 'E1042' && birthday === '0312' ? [lin] : []),
};

/** A page that asks for the account, after a scan by an unknown WeChat user. */
async function createPrompts(lang: string) {
  const post: string[][] = [];
  const linked: string[][] = [];
  const people: Readonly<Record<string, readonly HostAccount[]>> = {
    'lin@example.com': [lin],
    '+8613800138000': [mei],
  };
  const find = (target: string): Promise<readonly HostAccount[]> =>
    Promise.resolve(people[target] ?? []);
  const send = (target: string, code: string): Promise<void> => {
    post.push([target, code]);
    return Promise.resolve();
  };
  const accounts: Accounts = {
    find: () => Promise.resolve(undefined),
    create: () => Promise.reject(new Error('nobody asked for it')),
    link(accountId, { openid }) {
      linked.push([accountId, openid]);
      return Promise.resolve('linked');
    },
  };
  const harness = createHarness({
    accounts,
    newAccounts: 'existing-only',
    linkMethods: [
      passwordMethod({
        check: (name, password) =>
          Promise.resolve(name === 'Lin' && password === ' correct ' ? [lin] : []),
      }),
      emailCodeMethod({ find, send }),
      phoneCodeMethod({ find, send }),
      employeeMethod,
    ],
  });
  const { open, scan, redeem, call } = harness;
  const tab = await open({ lang });
  const chatCode = /\d{6}/.exec(await scan(tab.scene))?.[0] ?? assert.fail('no digits');
  const binding = await redeem(tab);
  assert.equal(binding.body['result'], 'binding', binding.text);
  const { cookie, id, chain } = tab;
  const ask = (path: string, body: object): Promise<Answer> =>
    call('POST', `/attempts/${id}/${path}`, { verifier: chain.verifier, ...body }, { cookie });
  return {
    post,
    linked,
    options: binding.body['options'] as BindingOption[],
    link: (method: string, fields: object) =>
      ask('bind', { action: 'link', method, fields, chatCode }),
    codes: (method: string, fields: object) => ask('codes', { method, fields }),
  };
}

function assertLinked(answer: Answer, { name }: HostAccount): void {
  assert.equal(answer.status, 200, answer.text);
  const { result, linked, account } = answer.body;
  assert.deepEqual([result, linked, (account as HostAccount).name], ['authenticated', true, name]);
}

test('the page gets every link method in its language, custom methods included', async () => {
  const { options } = await createPrompts('zh-CN');
  const labels = options.map((option) => option.action === 'link' && option.label);
  assert.deepEqual(labels, ['密码', '邮箱验证码', '手机验证码', '用工号验证']);
  assert.deepEqual(options.at(-1), {
    action: 'link',
    method: 'employee',
    label: '用工号验证',
    fields: [
      { name: 'number', label: '工号', type: 'text', required: true, pattern: '[A-Z][0-9]{4}' },
      { name: 'birthday', label: '生日', hint: 'MMDD', type: 'text', required: false },
    ],
  });
});

test('an employee links by number and birthday, a custom method', async () => {
  const { link, linked } = await createPrompts('en');
  const wrong = await link('employee', { number: 'E1042', birthday: '0101' });
  assert.deepEqual([wrong.status, wrong.body['code']], [401, 'proof_failed']);
  const misshapen = await link('employee', { number: 'e1042', birthday: '0312' });
  assert.deepEqual([misshapen.status, misshapen.body['field']], [400, 'number']);
  assertLinked(await link('employee', { number: 'E1042', birthday: '0312' }), lin);
  assert.deepEqual(linked, [[lin.id, 'oPersonOne']]);
});

test('a visitor links an account by name and password', async () => {
  const { link } = await createPrompts('en');
  const wrong = await link('password', { username: 'Lin', password: 'correct' });
  assert.equal(wrong.status, 401);
  assertLinked(await link('password', { username: ' Lin', password: ' correct ' }), lin);
});

for (const [method, asked, proof, target, owner] of [
  [
    'email-code',
    { email: ' Lin@Example.com' },
    { email: 'lin@example.COM' },
    'lin@example.com',
    lin,
  ],
  ['phone-code', { phone: '138 0013 8000' }, { phone: '+86 13800138000' }, '+8613800138000', mei],
] as const) {
  test(`a visitor links an account by ${method}, however they write the address the second time`, async () => {
    const { codes, link, post } = await createPrompts('en');
    const sent = await codes(method, asked);
    assert.deepEqual([sent.status, sent.body], [202, { resendIn: 60 }]);
    while (post.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const [[to, code] = []] = post;
    assert.equal(to, target);
    assertLinked(await link(method, { ...proof, code }), owner);
  });
}

for (const [method, fields] of [
  ['email-code', { email: 'lin' }],
  ['email-code', { email: 'lin@example' }],
  ['email-code', { email: 'lin@example.com,mei@example.com' }],
  ['phone-code', { phone: '12345' }],
  ['phone-code', { phone: 'lin@example.com' }],
  ['phone-code', { phone: '5551234567' }],
] as const) {
  const [[field, value] = []] = Object.entries(fields);
  test(`"${value}" in the field ${field} is refused, and nothing is sent`, async () => {
    const { codes, link, post } = await createPrompts('en');
    for (const answer of [
      await codes(method, fields),
      await link(method, { ...fields, code: '402913' }),
    ]) {
      assert.deepEqual([answer.status, answer.body['field']], [400, field], answer.text);
    }
    assert.deepEqual(post, []);
  });
}
