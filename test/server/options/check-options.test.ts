import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import {
  ConfigurationError,
  createWechatMpLogin,
  type Options,
} from '../../../src/server/index.js';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import { settings } from '../../support/server/harness.js';

const memoryAccounts = createMemoryAccounts();
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

const validOptions: Options = {
  publicUrl: 'https://login.example/wechat-login/',
  wechat: settings,
  officialAccount: { name: 'Example' },
  accounts: {
    find: (identity) => memoryAccounts.find(identity),
    create: (identity, context) => memoryAccounts.create(identity, context),
    link: () => Promise.resolve('linked'),
  },
  sessions: createCookieSessions({ secure: true }),
  log: () => undefined,
};
const { appId, appSecret, token: goodToken } = settings;
const unencrypted = { appId, appSecret, token: goodToken };

const wrongOptions: readonly [name: string, changes: object, sentence: RegExp][] = [
  ['no publicUrl', { publicUrl: undefined }, /`publicUrl` must be the full URL/],
  ['a path as publicUrl', { publicUrl: '/wechat-login' }, /`publicUrl` must be the full URL/],
  ['plain http', { publicUrl: 'http://login.example/' }, /must begin with https:/],
  ['another scheme', { publicUrl: 'ftp://login.example/' }, /must begin with https:/],
  ['a query in publicUrl', { publicUrl: 'https://login.example/?a=1' }, /must not contain "\?"/],
  ['a password in publicUrl', { publicUrl: 'https://a:b@login.example/' }, /credentials/],
  ['any origin', { origins: ['*'] }, /"\*" and "null" are never allowed/],
  ['the null origin', { origins: ['null'] }, /never allowed/],
  ['an origin with a path', { origins: ['https://app.example/'] }, /without a path/],
  ['origins that are no list', { origins: 'https://app.example' }, /`origins` must be an array/],
  ['any page above', { frameAncestors: ['*'] }, /`frameAncestors` must list exact https origins/],
  ['a page above on plain http', { frameAncestors: ['http://a.example'] }, /`frameAncestors`/],
  ['an origin on plain http', { origins: ['http://app.example'] }, /exact https origins/],
  ['no secret in the list', { secrets: [] }, /`secrets` must be a list of 1 to 5/],
  ['a secret that is no list', { secrets: 'x'.repeat(40) }, /`secrets` must be a list/],
  ['a short secret', { secrets: ['x'.repeat(40), 'short'] }, /at least 32 random characters/],
  ['the same secret twice', { secrets: ['x'.repeat(40), 'x'.repeat(40)] }, /5 different texts/],
  ['metrics that are no function', { metrics: {} }, /`metrics` must be a function/],
  ['no wechat', { wechat: undefined }, /`wechat` is missing\. Pass/],
  ['no appId', { wechat: { ...settings, appId: '' } }, /`wechat\.appId` .* Copy the AppID/],
  ['a misshapen appId', { wechat: { ...settings, appId: 'gh_0123456789ab' } }, /wechat\.appId/],
  ['no secret', { wechat: { ...settings, appSecret: undefined } }, /`wechat\.appSecret` .* reset/],
  ['a cut secret', { wechat: { ...settings, appSecret: 'abc' } }, /wechat\.appSecret/],
  ['no token', { wechat: { ...settings, token: '' } }, /`wechat\.token` must be 3 to 32/],
  ['a token with marks', { wechat: { ...settings, token: 'a-b-c' } }, /letters and digits/],
  ['no AES key', { wechat: unencrypted }, /43 letters .* set `wechat\.mode: 'plain'`/],
  ['a short AES key', { wechat: { ...settings, encodingAesKey: 'abc' } }, /43 letters/],
  [
    'compatible mode without a key',
    { wechat: { ...unencrypted, mode: 'compatible' } },
    /43 letters/,
  ],
  ['an unknown mode', { wechat: { ...settings, mode: 'none' } }, /"safe", "compatible" or/],
  [
    'a former token with marks',
    { wechat: { ...settings, previousToken: 'a-b-c' } },
    /`wechat\.previousToken` must be the former Token/,
  ],
  [
    'a guessable former token in plain mode',
    { wechat: { ...unencrypted, mode: 'plain', previousToken: 'wechat' } },
    /previousToken.*in plain mode must be random/,
  ],
  [
    'a short former AES key',
    { wechat: { ...settings, previousEncodingAesKey: 'abc' } },
    /`wechat\.previousEncodingAesKey` must be the 43/,
  ],
  ['a wrong original id', { wechat: { ...settings, originalId: 'wx1' } }, /originalId/],
  ['a wrong API address', { wechat: { ...settings, apiBaseUrl: 'x' } }, /apiBaseUrl/],
  ['an account without a name', { officialAccount: { name: ' ' } }, /officialAccount\.name/],
  ['no official account', { officialAccount: undefined }, /officialAccount\.name/],
  ['an unknown kind', { officialAccount: { name: 'x', kind: 'shop' } }, /officialAccount\.kind/],
  [
    'an avatar that is a script',
    { officialAccount: { name: 'x', avatar: 'javascript:alert(1)' } },
    /avatar/,
  ],
  ['a key with a slash', { officialAccount: { name: 'x', key: 'a/b' } }, /officialAccount\.key/],
  ['no accounts', { accounts: undefined }, /`accounts` needs the functions .*createMemoryAccounts/],
  ['accounts without create', { accounts: { find: () => undefined } }, /create\(identity/],
  ['no sessions', { sessions: {} }, /`sessions` needs the function .*createCookieSessions/],
  ['a store that is a map', { store: new Map() }, /createMemoryStore/],
  ['an unknown confirmation', { confirm: 'code' }, /`confirm` must be "auto", "tap"/],
  ['an unknown policy', { newAccounts: 'always' }, /"ask", "create" or "existing-only"/],
  [
    'newAccounts "ask" without accounts.link',
    { accounts: { find: send, create: send }, newAccounts: 'ask' },
    /`accounts\.link` is missing\. `newAccounts: 'ask'` needs it.*set `newAccounts: 'create'`/,
  ],
  [
    'link methods without accounts.link',
    { accounts: { find: send, create: send }, ...linking({}) },
    /`accounts\.link` is missing\. `newAccounts: 'ask'` needs it/,
  ],
  [
    'fields of a new account without accounts.link',
    { accounts: { find: send, create: send }, createFields: [field] },
    /`accounts\.link` is missing\. `newAccounts: 'ask'` needs it/,
  ],
  [
    'newAccounts "existing-only" without accounts.link',
    { accounts: { find: send, create: send }, newAccounts: 'existing-only' },
    /`accounts\.link` is missing\. `newAccounts: 'existing-only'` needs it/,
  ],
  [
    'newAccounts "ask" without a way to prove an account',
    { sessions: { open: send } },
    /needs a way to prove an account: add a link method.*current\(caller\)/,
  ],
  [
    'link methods that are not an array',
    { linkMethods: {} },
    /`linkMethods` must be an array of at most 10/,
  ],
  ['too many link methods', { linkMethods: Array(11).fill(method) }, /an array of at most 10/],
  ['a method twice', { linkMethods: [method, method] }, /two with the same `method`/],
  ['a method that is missing', { linkMethods: [undefined] }, /`linkMethods\[0\]\.method` must be/],
  ['a method called session', linking({ method: 'session' }), /not "session", which is built in/],
  [
    'a method with a slash',
    linking({ method: 'a/b' }),
    /`linkMethods\[0\]\.method` must be 1 to 32/,
  ],
  ['a method without a label', linking({ label: undefined }), /"employee-number": `label`/],
  ['a label without English', linking({ label: { zh: '工号' } }), /`label` .* include "en"/],
  [
    'a method without accounts',
    linking({ accounts: undefined }),
    /`target\(fields\)` and `accounts\(fields\)`/,
  ],
  ['a method without a target', linking({ target: undefined }), /target\(fields\)/],
  [
    'a code field without a sender',
    linking({ fields: [field, code] }),
    /the function `send`, or neither/,
  ],
  ['a sender without a code field', linking({ send }), /one field of type "code"/],
  [
    'two code fields',
    linking({ send, fields: [code, { ...code, name: 'b' }] }),
    /one field of type/,
  ],
  [
    'fields that are missing',
    linking({ fields: undefined }),
    /fields must be an array of at most 8/,
  ],
  ['a field twice', linking({ fields: [field, field] }), /two fields have the name "number"/],
  [
    'a field called chatCode',
    linking({ fields: [{ ...field, name: 'chatCode' }] }),
    /not "chatCode"/,
  ],
  [
    'a field called __proto__',
    linking({ fields: [{ ...field, name: '__proto__' }] }),
    /`name` of a field must/,
  ],
  [
    'a field without a name',
    linking({ fields: [{ ...field, name: undefined }] }),
    /`name` of a field must/,
  ],
  ['a field without a label', linking({ fields: [{ ...field, label: '' }] }), /"number": `label`/],
  [
    'a hint that is too long',
    linking({ fields: [{ ...field, hint: 'x'.repeat(201) }] }),
    /`hint` must/,
  ],
  [
    'a field of an unknown type',
    linking({ fields: [{ ...field, type: 'date' }] }),
    /`type` must be one of/,
  ],
  [
    'autocomplete with marks',
    linking({ fields: [{ ...field, autocomplete: '"' }] }),
    /autocomplete/,
  ],
  ...['(a+)+', '(?:\\w*)*x', '((a+)b)+', '([a-z]+){2,}', '(?<n>[[a-z]--[x]]+)+', '(a{2,})*'].map(
    (pattern): [string, object, RegExp] => [
      `the slow pattern ${pattern}`,
      linking({ fields: [{ ...field, pattern }] }),
      /`pattern` repeats a group that contains a repetition/,
    ],
  ),
  ['a broken pattern', linking({ fields: [{ ...field, pattern: '[' }] }), /`pattern` must be/],
  [
    'a code field for a new account',
    { createFields: [code] },
    /`createFields` must not contain a field of/,
  ],
  [
    'a wrong field of a new account',
    { createFields: [{ ...field, type: 'file' }] },
    /createFields/,
  ],
  ['a notify that is not a function', { notify: 'x' }, /`notify` must be a function/],
  [
    'no wrong proof at all',
    { limits: { badProofsPerTargetPer15Minutes: 0 } },
    /badProofsPerTargetPer15Minutes/,
  ],
  [
    'a limit of another name',
    { limits: { badProofsPer15Minutes: 5 } },
    /`limits\.badProofsPer15Minutes` is unknown; the limits are .*badProofsPerIdentityPer15Minutes/,
  ],
  [
    'a limit of zero',
    { limits: { createsPerMinute: 0 } },
    /`limits\.createsPerMinute` must be a number/,
  ],
];

for (const [name, changes, sentence] of wrongOptions) {
  test(`the options are refused at start, and the error says how to fix them: ${name}`, () => {
    assert.throws(
      () => createWechatMpLogin({ ...validOptions, ...changes }),
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
    assert.throws(() => createWechatMpLogin({ ...validOptions, wechat }), /guessable/);
  });
}

test('plain mode works if it is set explicitly, with a token that nobody can guess', () => {
  createWechatMpLogin({ ...validOptions, wechat: { ...unencrypted, mode: 'plain' } });
});

test('an error about a wrong secret does not contain it', () => {
  const appSecret = 'almostASecret';
  assert.throws(
    () => createWechatMpLogin({ ...validOptions, wechat: { ...settings, appSecret } }),
    (error) => error instanceof Error && !error.message.includes(appSecret),
  );
});

test('callbackUrl is the same with and without a slash at the end of publicUrl', () => {
  const callbackUrl = 'https://login.example/wechat-login/wechat/default';
  assert.equal(createWechatMpLogin(validOptions).callbackUrl, callbackUrl);
  const publicUrl = 'http://localhost:8080';
  assert.equal(
    createWechatMpLogin({ ...validOptions, publicUrl }).callbackUrl,
    'http://localhost:8080/wechat/default',
  );
});

for (const [publicUrl, sentence] of [
  ['https://shop.example:8443/login', /ports 80 and 443 only.*has port 8443/],
  ['https://203.0.113.7/login', /no IP address as server URL/],
  ['https://[2001:db8::1]/login', /no IP address as server URL/],
  ['http://localhost:3000/login', /cannot reach localhost/],
  ['https://shop.local/login', /cannot reach shop\.local/],
  ['https://shop.example/login', undefined],
  ['https://shop.example:443/login', undefined],
] as const) {
  test(`the log says at start if WeChat would refuse the callback URL below ${publicUrl}`, () => {
    const linesWith = (wechat: object): string[] => {
      const lines: string[] = [];
      createWechatMpLogin({
        ...{ ...validOptions, publicUrl, wechat: { ...settings, ...wechat } },
        log: (level, event, { meaning }) => lines.push(`${level} ${event} ${String(meaning)}`),
      });
      return lines.filter((line) => line.startsWith('warn callback_url_refused'));
    };
    for (const real of [{}, { apiBaseUrl: 'https://proxy.example' }]) {
      assert.equal(linesWith(real).length, sentence ? 1 : 0);
      assert.match(linesWith(real).join(), sentence ?? /^$/);
    }
    const simulated = [{ fetch: globalThis.fetch }, { apiBaseUrl: 'http://127.0.0.1:4000' }];
    for (const each of simulated) assert.deepEqual(linesWith(each), []);
  });
}

test('the log warns at start if nothing is confirmed in the chat, and what that means', () => {
  const startWith = (more: Partial<Options>): string => {
    const lines: string[] = [];
    const log: Options['log'] = (...line) => lines.push(JSON.stringify(line));
    createWechatMpLogin({ ...validOptions, log, ...more });
    return lines.join('\n');
  };
  assert.match(startWith({ confirm: 'none' }), /"warn","confirm_none".*scanning signs in/);
  assert.doesNotMatch(startWith({}), /confirm_none/);
});

test('without accounts.link new accounts are created without a question, and the log says so once', () => {
  const accounts = { ...validOptions.accounts, link: undefined as never };
  const sayings = (more: Partial<Options>): unknown[] => {
    const lines: unknown[] = [];
    const log: Options['log'] = (level, event, { meaning }) => {
      if (event === 'new_accounts_create') lines.push([level, meaning]);
    };
    createWechatMpLogin({ ...validOptions, accounts, log, ...more });
    return lines;
  };
  const [[level, meaning] = [], ...others] = sayings({}) as [string, string][];
  assert.deepEqual([level, others], ['warn', []]);
  assert.match(meaning ?? '', /add `accounts\.link`.*set `newAccounts: 'create'`/);
  assert.equal(sayings({ sessions: { open: () => Promise.resolve({}) } }).length, 1);
  assert.equal(sayings({ newAccounts: null as never }).length, 1);
  assert.deepEqual(sayings({ newAccounts: 'create' }), []);
  assert.deepEqual(sayings({ accounts: validOptions.accounts }), []);
});

test('if WeChat is the only way in, the application needs no functions for linking', () => {
  createWechatMpLogin({
    ...validOptions,
    newAccounts: 'create',
    accounts: {
      find: (identity) => memoryAccounts.find(identity),
      create: (identity, context) => memoryAccounts.create(identity, context),
    },
    sessions: { open: () => Promise.resolve({}) },
  });
});

test('link methods and fields of a new account are accepted as documented', () => {
  const linkMethods = [{ ...method, fields: [{ ...field, pattern: '[A-Z]{2}\\d+' }] }];
  createWechatMpLogin({ ...validOptions, linkMethods, createFields: [field] });
  createWechatMpLogin({ ...validOptions, newAccounts: 'existing-only', linkMethods });
});

for (const pattern of [
  '\\(a+\\)+',
  '[\\(a+\\)]+',
  '(a+){3}',
  '(ab)+c*',
  '(a+)?',
  '(a{1,20}-)+',
  '(?=.*\\d).+',
]) {
  test(`the pattern ${pattern} is accepted`, () => {
    const linkMethods = [{ ...method, fields: [{ ...field, pattern }] }];
    createWechatMpLogin({ ...validOptions, linkMethods });
  });
}

test('options that are null count as left out', () => {
  const nulls = Object.fromEntries(
    ['createFields', 'linkMethods', 'notify', 'store', 'origins', 'limits', 'confirm', 'now']
      .concat('newAccounts', 'openPlatform', 'randomToken', 'replies')
      .map((name) => [name, null]),
  );
  const officialAccount = { name: 'Example', key: null, kind: null, avatar: null };
  // JavaScript: the compiler has not checked them.
  createWechatMpLogin({ ...validOptions, ...nulls, officialAccount } as unknown as Options);
});

test('a log that throws or rejects fails nothing, and its error is not repeated in full', async (t) => {
  const said: unknown[] = [];
  t.mock.method(console, 'error', (...line: unknown[]) => void said.push(line));
  const logs: readonly (() => unknown)[] = [
    () => {
      throw new RangeError('secret');
    },
    () => Promise.reject(new RangeError('secret')),
  ];
  for (const log of logs) {
    // JavaScript may pass an asynchronous one.
    createWechatMpLogin({ ...validOptions, confirm: 'none', log });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(said.pop(), ['wechat-mp-login: log_failed', { error: 'RangeError' }]);
  }
});
