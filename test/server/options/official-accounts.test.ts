/** The options about official accounts: one or several, what they offer, and what no two may share. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import {
  ConfigurationError,
  createWechatMpLogin,
  type Options,
  type SeveralAccountsOptions,
} from '../../../src/server/index.js';
import { checkOptions } from '../../../src/server/options/check-options.js';
import { settings } from '../../support/server/harness.js';

const common = {
  publicUrl: 'https://login.example/wechat-login/',
  accounts: createMemoryAccounts(),
  sessions: createCookieSessions({ secure: true }),
  log: () => undefined,
};
/** JavaScript: the compiler has not checked them. */
const given = (options: object): Options => ({ ...common, ...options }) as unknown as Options;
const shop = { key: 'shop', name: 'Shop', wechat: settings };
const newsSettings = {
  appId: 'wxfedcba9876543210',
  appSecret: 'fedcba9876543210fedcba9876543210',
  token: 'mQ4xT8rB2vK6wJ9zN3cF7hL5',
  encodingAesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba',
};
const news = { key: 'news', name: 'News', kind: 'subscription', wechat: newsSettings } as const;
const list = (...officialAccounts: unknown[]): object => ({ officialAccounts });
const one = (changes: object): object => ({
  officialAccount: { name: 'x', ...changes },
  wechat: settings,
});
const { encodingAesKey: _, ...plainSettings } = { ...newsSettings, mode: 'plain' };
const originalId = 'gh_0123456789ab';

const wrong: readonly [name: string, options: object, sentence: RegExp][] = [
  ['both forms', { ...list(shop), wechat: settings }, /takes the place of .* leave both out/],
  ['both names', { ...list(shop), officialAccount: { name: 'x' } }, /takes the place of/],
  ['no list', { officialAccounts: shop }, /`officialAccounts` must be a list of 1 to 20/],
  ['an empty list', list(), /must be a list of 1 to 20/],
  [
    'a list that is too long',
    list(...Array.from({ length: 21 }, () => shop)),
    /must be a list of 1 to 20/,
  ],
  ['an entry that is null', list(shop, null), /`officialAccounts\[1\]\.key` is missing/],
  ['an entry without a key', list({ ...shop, key: undefined }), /`officialAccounts\[0\]\.key`/],
  ['a key with a slash', list(shop, { ...news, key: 'a/b' }), /\[1\]\.key` must be 1 to 32/],
  ['an entry without a name', list(shop, { ...news, name: '' }), /\[1\]\.name` is missing/],
  ['an unknown kind', list({ ...shop, kind: 'shop' }), /\[0\]\.kind` must be "service" or/],
  [
    'an entry without settings',
    list(shop, { ...news, wechat: undefined }),
    /`officialAccounts\[1\]\.wechat` is missing\. Pass/,
  ],
  [
    'settings with a wrong secret',
    list(shop, { ...news, wechat: { ...newsSettings, appSecret: 'abc' } }),
    /`officialAccounts\[1\]\.wechat\.appSecret` must be/,
  ],
  ['a key twice', list(shop, { ...news, key: 'shop' }), /\[1\]\.key` is also that of `official/],
  [
    'an appId twice',
    list(shop, { ...news, wechat: settings }),
    /\[1\]\.wechat\.appId` is also that of `officialAccounts\[0\]`\. List each/,
  ],
  [
    'an original id twice',
    list(
      { ...shop, wechat: { ...settings, originalId } },
      { ...news, wechat: { ...newsSettings, originalId } },
    ),
    /wechat\.originalId` is also that of/,
  ],
  [
    'the Token of another account in plain mode',
    list(shop, { ...news, wechat: { ...plainSettings, token: settings.token } }),
    /\[1\]\.wechat\.token` is also that of .* In plain mode the Token alone/,
  ],
  [
    'the former Token of another account in plain mode',
    list(shop, { ...news, wechat: { ...plainSettings, previousToken: settings.token } }),
    /\[1\]\.wechat\.token` is also that of/,
  ],
  ['methods that are no list', one({ methods: 'scan' }), /`officialAccount\.methods` must be a/],
  ['no method', one({ methods: [] }), /at least one of them/],
  ['an unknown method', one({ methods: ['scan', 'fax'] }), /"scan", "message" and "oauth"/],
  ['a method twice', one({ methods: ['scan', 'scan'] }), /none twice/],
  ['a method of one entry', list(shop, { ...news, methods: [1] }), /\[1\]\.methods` must be/],
  [
    'a QR code that is a script',
    one({ qrCode: 'javascript:alert(1)' }),
    /`officialAccount\.qrCode`/,
  ],
  ['a QR code over http', one({ qrCode: 'http://a.example/qr.png' }), /an https URL, or a path/],
  [
    'a QR code of another host',
    one({ qrCode: 'http://weixin.qq.com.evil/r/a' }),
    /a picture of it/,
  ],
  ['a QR code that is a number', one({ qrCode: 5 }), /officialAccount\.qrCode/],
];

for (const [name, options, sentence] of wrong) {
  test(`the backend does not start with ${name}, and says what to do`, () => {
    assert.throws(
      () => createWechatMpLogin(given(options)),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.match(error.message, sentence);
        for (const { appSecret, token, encodingAesKey } of [settings, newsSettings]) {
          for (const secret of [appSecret, token, encodingAesKey]) {
            assert.ok(!error.message.includes(secret));
          }
        }
        return true;
      },
    );
  });
}

test('each official account has a callback URL of its own, and the first is the default', () => {
  const several: SeveralAccountsOptions = { ...common, officialAccounts: [shop, news] };
  const login = createWechatMpLogin(several);
  assert.equal(login.callbackUrl, 'https://login.example/wechat-login/wechat/shop');
  assert.deepEqual(login.callbackUrls, {
    shop: 'https://login.example/wechat-login/wechat/shop',
    news: 'https://login.example/wechat-login/wechat/news',
  });
  const single = createWechatMpLogin({
    ...common,
    ...{ officialAccount: { name: 'Shop' }, wechat: settings },
  });
  assert.deepEqual(single.callbackUrls, { default: single.callbackUrl });
});

test('two accounts in safe mode may share a Token', () => {
  const wechat = { ...newsSettings, token: settings.token };
  createWechatMpLogin({ ...common, officialAccounts: [shop, { ...news, wechat }] });
});

test('null counts as left out, for the list and in its entries', () => {
  const nulls = { avatar: null, kind: null, methods: null, qrCode: null };
  createWechatMpLogin(given({ ...one(nulls), officialAccounts: null }));
  const several = list({ ...shop, ...nulls }, news);
  createWechatMpLogin(given({ ...several, officialAccount: null, wechat: null }));
});

test('an official account offers a scan and a message unless its methods say otherwise', () => {
  const methodsOf = (changes: object) =>
    checkOptions(given(one(changes))).officialAccounts[0].methods;
  assert.deepEqual(methodsOf({}), ['scan', 'message']);
  assert.deepEqual(methodsOf({ methods: ['oauth', 'message'] }), ['oauth', 'message']);
});

test("the account's own QR code is its content or a picture, told apart by the address", () => {
  const qrCodeOf = (qrCode: string | undefined) =>
    checkOptions(given(one({ qrCode }))).officialAccounts[0].qrCode;
  const cases: readonly [string | undefined, object][] = [
    [undefined, {}],
    ['http://weixin.qq.com/r/ab_c-1', { url: 'http://weixin.qq.com/r/ab_c-1' }],
    ['https://weixin.qq.com/q/02abc', { url: 'https://weixin.qq.com/q/02abc' }],
    ['https://a.example/qr.png', { image: 'https://a.example/qr.png' }],
    ['/qr.png', { image: '/qr.png' }],
  ];
  for (const [qrCode, expected] of cases) assert.deepEqual(qrCodeOf(qrCode), expected);
});

test('the log names the account in plain mode if there are several, and only that one', () => {
  const warned = (options: object): unknown[] => {
    const lines: unknown[] = [];
    const log: Options['log'] = (level, event, { officialAccount }) => {
      if (event === 'plain_mode') lines.push(officialAccount);
    };
    createWechatMpLogin(given({ ...options, log }));
    return lines;
  };
  assert.deepEqual(warned(list(shop, { ...news, wechat: plainSettings })), ['news']);
  assert.deepEqual(warned(list({ ...news, wechat: plainSettings })), [undefined]);
});
