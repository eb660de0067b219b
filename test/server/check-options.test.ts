import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../src/accounts/index.js';
import { ConfigurationError, createWechatMpLogin, type Options } from '../../src/server/index.js';
import type { LinkMethod } from '../../src/server/binding/link-methods.js';
import { settings } from '../support/server/harness.js';

const members = createMemoryAccounts();
const field = { name: 'number', label: 'Number', type: 'text' } as const;
const method: LinkMethod = {
  method: 'employee-number',
  label: { en: 'Employee number', zh: '工号' },
  fields: [field],
  target: () => '1',
  accounts: () => Promise.resolve([]),
};
const code = { ...field, name: 'code', type: 'code' } as const;
const send = (): Promise<void> => Promise.resolve();
const linking = (changes: object): object => ({ linkMethods: [{ ...method, ...changes }] });

const right: Options = {
  publicUrl: 'https://login.example/wechat-login/',
  wechat: settings,
  officialAccount: { name: 'Example' },
  accounts: {
    find: (identity) => members.find(identity),
    create: (identity, context) => members.create(identity, context),
    link: () => Promise.resolve('linked'),
  },
  sessions: createCookieSessions({ secure: true }),
  log: () => undefined,
};
const { appId, appSecret, token: goodToken } = settings;
const unencrypted = { appId, appSecret, token: goodToken };

const wrong: readonly [name: string, changes: object, sentence: RegExp][] = [
  ['no publicUrl', { publicUrl: undefined }, /publicUrl must be the address/],
  ['a path as publicUrl', { publicUrl: '/wechat-login' }, /publicUrl must be the address/],
  ['plain http', { publicUrl: 'http://login.example/' }, /must begin with https/],
  ['another scheme', { publicUrl: 'ftp://login.example/' }, /must begin with https/],
  ['a query in publicUrl', { publicUrl: 'https://login.example/?a=1' }, /without "\?"/],
  ['a password in publicUrl', { publicUrl: 'https://a:b@login.example/' }, /credentials/],
  ['any origin', { origins: ['*'] }, /"\*" and "null" are never allowed/],
  ['the null origin', { origins: ['null'] }, /never allowed/],
  ['an origin with a path', { origins: ['https://app.example/'] }, /without a path/],
  ['an origin on plain http', { origins: ['http://app.example'] }, /exact origins/],
  ['no wechat', { wechat: undefined }, /wechat is missing/],
  ['no appId', { wechat: { ...settings, appId: '' } }, /wechat\.appId .* copy the AppID/],
  ['a misshapen appId', { wechat: { ...settings, appId: 'gh_0123456789ab' } }, /wechat\.appId/],
  ['no secret', { wechat: { ...settings, appSecret: undefined } }, /wechat\.appSecret .* reset/],
  ['a cut secret', { wechat: { ...settings, appSecret: 'abc' } }, /wechat\.appSecret/],
  ['no token', { wechat: { ...settings, token: '' } }, /wechat\.token must be 3 to 32/],
  ['a token with marks', { wechat: { ...settings, token: 'a-b-c' } }, /letters and digits/],
  ['no AES key', { wechat: unencrypted }, /43 letters .* sets wechat\.mode to "plain"/],
  ['a short AES key', { wechat: { ...settings, encodingAesKey: 'abc' } }, /43 letters/],
  [
    'compatible mode without a key',
    { wechat: { ...unencrypted, mode: 'compatible' } },
    /43 letters/,
  ],
  ['an unknown mode', { wechat: { ...settings, mode: 'none' } }, /"safe", "compatible" or/],
  ['a wrong original id', { wechat: { ...settings, originalId: 'wx1' } }, /originalId/],
  ['a wrong API address', { wechat: { ...settings, apiBaseUrl: 'x' } }, /apiBaseUrl/],
  ['an account without a name', { officialAccount: { name: ' ' } }, /officialAccount\.name/],
  ['no official account', { officialAccount: undefined }, /officialAccount\.name/],
  ['an unknown kind', { officialAccount: { name: 'x', kind: 'shop' } }, /officialAccount\.kind/],
  [
    'an avatar that runs',
    { officialAccount: { name: 'x', avatar: 'javascript:alert(1)' } },
    /avatar/,
  ],
  ['a key with a slash', { officialAccount: { name: 'x', key: 'a/b' } }, /officialAccount\.key/],
  ['no accounts', { accounts: undefined }, /accounts must have the functions find/],
  ['half of the accounts', { accounts: { find: () => undefined } }, /create\(identity/],
  ['no sessions', { sessions: {} }, /sessions must have the function open/],
  ['a store that is none', { store: new Map() }, /createMemoryStore/],
  ['a confirmation to come', { confirm: 'tap' }, /"none" alone/],
  ['an unknown policy', { newAccounts: 'always' }, /"ask", "create" or "existing-only"/],
  [
    'the question without a way to link',
    { accounts: { find: send, create: send } },
    /link\(accountId, identity\) for newAccounts "ask".*sets newAccounts to "create"/,
  ],
  [
    'members alone without a way to link',
    { accounts: { find: send, create: send }, newAccounts: 'existing-only' },
    /link\(accountId, identity\) for newAccounts "existing-only"/,
  ],
  [
    'the question without a way to prove an account',
    { sessions: { open: send } },
    /needs a way to prove an account.*linkMethods.*current\(caller\)/,
  ],
  ['link methods that are none', { linkMethods: {} }, /linkMethods must be a list of 10/],
  ['too many link methods', { linkMethods: Array(11).fill(method) }, /a list of 10 at most/],
  ['a method twice', { linkMethods: [method, method] }, /each have another method/],
  ['a method that is none', { linkMethods: [undefined] }, /method must match/],
  ['a method called session', linking({ method: 'session' }), /"session" is there by itself/],
  ['a method with a slash', linking({ method: 'a/b' }), /must match \[a-z0-9-\]/],
  ['a method without a label', linking({ label: undefined }), /"employee-number": label/],
  ['a label without English', linking({ label: { zh: '工号' } }), /label .* in each language/],
  ['a method without accounts', linking({ accounts: undefined }), /target.* and accounts/],
  ['a method without a target', linking({ target: undefined }), /target\(fields\)/],
  ['a code that nobody sends', linking({ fields: [field, code] }), /the function send, or neither/],
  ['a sender without a code', linking({ send }), /one field of type "code"/],
  ['two codes', linking({ send, fields: [code, { ...code, name: 'b' }] }), /one field of type/],
  ['fields that are none', linking({ fields: undefined }), /list of fields, 8 at most/],
  ['a field twice', linking({ fields: [field, field] }), /each another/],
  [
    'a field called chatCode',
    linking({ fields: [{ ...field, name: 'chatCode' }] }),
    /not "chatCode"/,
  ],
  [
    'a field called __proto__',
    linking({ fields: [{ ...field, name: '__proto__' }] }),
    /must match/,
  ],
  ['a field without a name', linking({ fields: [{ ...field, name: undefined }] }), /name must/],
  ['a field without a label', linking({ fields: [{ ...field, label: '' }] }), /"number": label/],
  ['an endless hint', linking({ fields: [{ ...field, hint: 'x'.repeat(201) }] }), /hint must/],
  ['a field of no type', linking({ fields: [{ ...field, type: 'date' }] }), /type must be one of/],
  [
    'autocomplete with marks',
    linking({ fields: [{ ...field, autocomplete: '"' }] }),
    /autocomplete/,
  ],
  ['a broken pattern', linking({ fields: [{ ...field, pattern: '[' }] }), /pattern must be/],
  ['a code for a new account', { createFields: [code] }, /createFields can have no field of/],
  [
    'a wrong field of a new account',
    { createFields: [{ ...field, type: 'file' }] },
    /createFields/,
  ],
  ['a notify that is none', { notify: 'x' }, /notify must be a function/],
  ['no bad proofs at all', { limits: { badProofsPer15Minutes: 0 } }, /badProofsPer15Minutes/],
  ['a limit of nothing', { limits: { createsPerMinute: 0 } }, /limits\.createsPerMinute/],
];

for (const [name, changes, sentence] of wrong) {
  test(`refused at start with a sentence: ${name}`, () => {
    assert.throws(
      () => createWechatMpLogin({ ...right, ...changes }),
      (error) => error instanceof ConfigurationError && sentence.test(error.message),
    );
  });
}

for (const token of [
  'AAAAA',
  'wechat',
  'mytoken2026',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'abcdefghijklmnop1234',
  '12345678901234567890',
  'wechatloginwechatlogin',
]) {
  test(`plain mode refuses the guessable token ${token}`, () => {
    const wechat = { ...unencrypted, mode: 'plain', token } as const;
    assert.throws(() => createWechatMpLogin({ ...right, wechat }), /guessable/);
  });
}

test('plain mode is there for who asks for it by name, with a token that nobody guesses', () => {
  createWechatMpLogin({ ...right, wechat: { ...unencrypted, mode: 'plain' } });
});

test('a sentence about a wrong secret does not hold it', () => {
  const appSecret = 'almostASecret';
  assert.throws(
    () => createWechatMpLogin({ ...right, wechat: { ...settings, appSecret } }),
    (error) => error instanceof Error && !error.message.includes(appSecret),
  );
});

test('the callback address is told, with and without a slash at the end', () => {
  const callbackUrl = 'https://login.example/wechat-login/wechat/default';
  assert.equal(createWechatMpLogin(right).callbackUrl, callbackUrl);
  const publicUrl = 'http://localhost:8080';
  assert.equal(
    createWechatMpLogin({ ...right, publicUrl }).callbackUrl,
    'http://localhost:8080/wechat/default',
  );
});

test('a log says at start what it means that nothing is confirmed', () => {
  const lines: string[] = [];
  createWechatMpLogin({
    ...right,
    log: (level, event, details) => lines.push(JSON.stringify([level, event, details])),
  });
  assert.match(lines.join('\n'), /"warn","confirm_none".*scanning signs in/);
});

test('who signs people in by WeChat alone needs nothing to link', () => {
  createWechatMpLogin({
    ...right,
    newAccounts: 'create',
    accounts: {
      find: (identity) => members.find(identity),
      create: (identity, context) => members.create(identity, context),
    },
    sessions: { open: () => Promise.resolve({}) },
  });
});

test('ways to link, and fields of a new account, are taken as they are described', () => {
  const linkMethods = [{ ...method, fields: [{ ...field, pattern: '[A-Z]{2}\\d+' }] }];
  createWechatMpLogin({ ...right, linkMethods, createFields: [field] });
  createWechatMpLogin({ ...right, newAccounts: 'existing-only', linkMethods });
});
