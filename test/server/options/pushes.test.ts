/** The options about pushes that are not those of a login. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import {
  ConfigurationError,
  createWechatMpLogin,
  type Options,
} from '../../../src/server/index.js';
import { settings } from '../../support/server/harness.js';

function create(options: object): void {
  const valid: Options = {
    publicUrl: 'https://login.example/wechat-login/',
    wechat: settings,
    officialAccount: { name: 'Example' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: true }),
    newAccounts: 'create',
    log: () => undefined,
  };
  createWechatMpLogin({ ...valid, ...options });
}

const url = 'https://app.example/wechat';
const wrong: readonly [name: string, options: object, sentence: RegExp][] = [
  ['a path', { forwardPushes: '/wechat' }, /`forwardPushes` must be the full URL/],
  ['true', { forwardPushes: true }, /`forwardPushes` must be the full URL/],
  ['an object without a url', { forwardPushes: {} }, /or an object with that `url`/],
  ['a list', { forwardPushes: [url] }, /or an object with that `url`/],
  ['plain http', { forwardPushes: 'http://app.example/' }, /must begin with https.*own network/],
  [
    'a name that begins like a private address',
    { forwardPushes: 'http://10.example.com/' },
    /https/,
  ],
  ['a public address on plain http', { forwardPushes: 'http://203.0.113.7/' }, /begin with https/],
  ['another scheme', { forwardPushes: 'ftp://localhost/' }, /must begin with https/],
  ['a password', { forwardPushes: 'https://a:b@app.example/' }, /"#" or credentials; remove them/],
  ['a fragment', { forwardPushes: `${url}#a` }, /"#" or credentials/],
  ['a parameter of a push', { forwardPushes: `${url}?Nonce=1` }, /a parameter that WeChat adds/],
  ['a fetch that is no function', { forwardPushes: { url, fetch: 1 } }, /`forwardPushes\.fetch`/],
  ...[
    'https://login.example/wechat-login/wechat/default',
    'https://LOGIN.example//wechat-login/WeChat/default/?a=1',
    'https://login.example/wechat-login',
    'https://login.example/wechat-login/other',
  ].map((forwardPushes): [string, object, RegExp] => [
    forwardPushes,
    { forwardPushes },
    /is this backend's own address.*circles\. Set it to/,
  ]),
  [
    'the callback URL of a backend at the root',
    { publicUrl: 'https://a.example', forwardPushes: 'https://a.example/wechat/default' },
    /own address/,
  ],
];

for (const [name, options, sentence] of wrong) {
  test(`pushes cannot be forwarded to ${name}: the error says what to set`, () => {
    assert.throws(
      () => create(options),
      (error) => error instanceof ConfigurationError && sentence.test(error.message),
    );
  });
}

test('only one function or address can answer the pushes of the application', () => {
  for (const [options, sentence] of [
    [{ onPush: url }, /`onPush` must be a function/],
    [{ onPush: () => undefined, forwardPushes: url }, /`onPush` and `forwardPushes` exclude each/],
  ] as const) {
    assert.throws(
      () => create(options),
      (error) => error instanceof ConfigurationError && sentence.test(error.message),
    );
  }
  create({ onPush: () => undefined, forwardPushes: null });
});

test('pushes can be forwarded to https addresses, and to any in the own network', () => {
  for (const forwardPushes of [
    url,
    `${url}?account=1`,
    'https://login.example/wechat-logins',
    'https://login.example:8443/wechat-login',
    'http://localhost:3000/wechat',
    'http://127.0.0.1:3000/',
    'http://[::1]:3000/',
    'http://10.0.0.5/',
    'http://app:8080/wechat',
    'http://app.internal/wechat',
    { url, fetch: globalThis.fetch },
    undefined,
    null,
  ]) {
    create({ forwardPushes });
  }
  create({ publicUrl: 'https://a.example', forwardPushes: 'https://a.example/wechat' });
});
