/** Every pattern of the protocol is about the whole value, not about a part of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAuthenticated } from '../../../src/protocol/parse/authenticated.js';
import {
  parseBinding,
  parseBindResult,
  parseRedeemResult,
} from '../../../src/protocol/parse/binding.js';
import { parseIdentityList } from '../../../src/protocol/parse/identities.js';
import { ShapeError } from '../../../src/protocol/parse/read.js';
import {
  parseBindRequest,
  parseCodesRequest,
  parseCreateRequest,
  parseRedeemRequest,
  parseTokenRequest,
} from '../../../src/protocol/parse/requests.js';

const verifier = 'v'.repeat(43);
const create = { challenge: verifier, purpose: 'login', method: 'scan' };
const bind = { verifier, action: 'link' };
const field = { name: 'email', label: 'E-mail', type: 'email', required: true };
const withField = (changes: object) => {
  const options = [{ action: 'link', method: 'x', label: 'X', fields: [{ ...field, ...changes }] }];
  return parseBinding({ result: 'binding', chatCode: true, expiresIn: 1, options });
};
const identity = { id: 'a', linkedAt: '2026-02-14T08:30:00Z' };

for (const [name, valid, read, outside = ['\n', ' ', '中']] of [
  ['challenge', verifier, (challenge) => parseCreateRequest({ ...create, challenge })],
  ['officialAccount', 'shop-1', (text) => parseCreateRequest({ ...create, officialAccount: text })],
  ['lang', 'zh-Hans', (lang) => parseCreateRequest({ ...create, lang })],
  ['verifier', verifier, (text) => parseRedeemRequest({ verifier: text })],
  ['method', 'email-code', (method) => parseCodesRequest({ verifier, method, fields: {} })],
  [
    'name of a value',
    'email',
    (key) => parseCodesRequest({ verifier, method: 'x', fields: { [key]: '' } }),
  ],
  ['method of a bind', 'password', (method) => parseBindRequest({ ...bind, method })],
  ['choice', 'a_B-9', (choice) => parseBindRequest({ ...bind, choice })],
  ['code', 'k3Xq9vR2', (code) => parseTokenRequest({ code })],
  ['name of a field', 'email', (text) => withField({ name: text })],
  [
    'autocomplete',
    'one-time-code',
    (autocomplete) => withField({ autocomplete }),
    ['\n', '"', '中'],
  ],
  [
    'choice of an account',
    'a_B-9',
    (choice) => parseBindResult({ result: 'select', accounts: [{ choice, name: 'Ann' }] }),
  ],
  ['id', 'a', (id) => parseIdentityList({ identities: [{ ...identity, id }] })],
  [
    'linkedAt',
    identity.linkedAt,
    (linkedAt) => parseIdentityList({ identities: [{ ...identity, linkedAt }] }),
    ['\n', ' ', '中', '+00'],
  ],
] as readonly (readonly [string, string, (text: string) => unknown, (readonly string[])?])[]) {
  test(`a ${name} is refused with anything before or after it`, () => {
    assert.ok(read(valid));
    for (const each of outside) {
      assert.throws(() => read(each + valid), ShapeError, JSON.stringify(each + valid));
      assert.throws(() => read(valid + each), ShapeError, JSON.stringify(valid + each));
    }
  });
}

test('an avatar is an address from its first character on', () => {
  const withAvatar = (avatar: string) =>
    parseAuthenticated({ result: 'authenticated', isNew: false, account: { name: 'Ann', avatar } });
  assert.ok(withAvatar('https://a.example/b'));
  for (const avatar of ['javascript:https://a.example', ' /a', 'x/a']) {
    const read = (): unknown => (withAvatar(avatar).account as { avatar?: string }).avatar;
    try {
      assert.equal(read(), undefined, avatar);
    } catch (error) {
      assert.ok(error instanceof ShapeError);
    }
  }
});

test('the texts of a request have a last character that they may have', () => {
  const longest: Readonly<
    Record<string, readonly [length: number, read: (text: string) => unknown]>
  > = {
    appData: [1000, (appData) => parseCreateRequest({ ...create, appData })],
    captcha: [4096, (captcha) => parseCreateRequest({ ...create, captcha })],
    chatCode: [200, (chatCode) => parseBindRequest({ ...bind, chatCode })],
  };
  for (const [name, [length, read]] of Object.entries(longest)) {
    assert.ok(read('1'.repeat(length)), name);
    assert.throws(() => read('1'.repeat(length + 1)), ShapeError, name);
  }
  for (const captcha of ['\n1', '1\n', '中']) {
    assert.throws(() => parseCreateRequest({ ...create, captcha }), ShapeError);
  }
  for (const appData of ['[object Object]', 'cart: [object Object]', '\n\n[object Map]']) {
    assert.throws(() => parseCreateRequest({ ...create, appData }), ShapeError, appData);
  }
});

test('the answer to a redeem is read as what it says it is', () => {
  const options = [{ action: 'create', label: 'I am new', fields: [] }];
  const binding = { result: 'binding', chatCode: false, expiresIn: 60, options };
  const authenticated = { result: 'authenticated', isNew: true, account: { name: 'Ann' } };
  assert.equal(parseRedeemResult(binding).result, 'binding');
  assert.equal(parseRedeemResult(authenticated).result, 'authenticated');
  assert.throws(() => parseRedeemResult({ ...binding, result: 'select' }), ShapeError);
});

test('a field may have a name that begins as a reserved one', () => {
  assert.ok(withField({ name: 'chatCodes' }));
  assert.throws(() => withField({ name: 'chatCode' }), ShapeError);
});
