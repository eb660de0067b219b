import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConfig, UsageError } from '../../demo/config.js';
import { inVariables } from '../../demo/real-account.js';
import { createCookieSessions, createMemoryAccounts } from '../../src/accounts/index.js';
import { ConfigurationError, createWechatMpLogin } from '../../src/server/index.js';

const account = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6n',
  WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
} as const;
const real = { ...account, PUBLIC_URL: 'https://shop.example' };

type Environment = Readonly<Record<string, string | undefined>>;

/** The error message for these settings. */
function refusal(env: Environment, args: readonly string[] = []): string {
  try {
    readConfig(args, env);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail(`${JSON.stringify([env, args])} was accepted`);
}

describe('The configuration of npm start', () => {
  test('uses the simulator on port 3000, asks new visitors and keeps accounts by default', () => {
    const simulated = {
      ...{ port: 3000, trustedProxies: 0, confirm: 'auto', newAccounts: 'ask', dataDir: '.data' },
    };
    assert.deepEqual(readConfig([], {}), simulated);
    assert.deepEqual(readConfig(['--confirm=auto', '--new-accounts=ask'], {}), simulated);
  });

  test('takes each policy for --new-accounts', () => {
    for (const policy of ['ask', 'create', 'existing-only'] as const) {
      assert.equal(readConfig(['--new-accounts', policy], {}).newAccounts, policy);
    }
  });

  test('keeps accounts in DATA_DIR, or nowhere with --memory, and refuses both at once', () => {
    assert.equal(readConfig([], { DATA_DIR: '/srv/shop' }).dataDir, '/srv/shop');
    assert.equal(readConfig([], { DATA_DIR: '' }).dataDir, '.data');
    for (const env of [{}, { DATA_DIR: '' }]) {
      assert.equal(readConfig(['--memory'], env).dataDir, undefined);
    }
    assert.match(
      refusal({ DATA_DIR: '/srv/shop' }, ['--memory']),
      /^DATA_DIR .* --memory .* one of them\.$/,
    );
  });

  test('takes a whole number for PORT, and ignores an empty one', () => {
    for (const [value, port] of [
      ['0', 0],
      ['1', 1],
      ['8080', 8080],
      ['65535', 65_535],
      ['', 3000],
    ] as const) {
      assert.equal(readConfig([], { PORT: value }).port, port);
    }
    for (const value of ['65536', '-1', '80.5', '1e3', '0x50', ' 80', 'eighty', '123456', 'NaN']) {
      assert.match(refusal({ PORT: value }), /^PORT takes .* 0 \(any free port\) to 65535\.$/);
    }
  });

  test('takes the number of proxies for TRUSTED_PROXIES, and none if it is empty', () => {
    for (const [value, trustedProxies] of [
      ['', 0],
      ['0', 0],
      ['1', 1],
      ['12', 12],
    ] as const) {
      assert.equal(readConfig([], { TRUSTED_PROXIES: value }).trustedProxies, trustedProxies);
    }
    for (const value of [
      'true',
      'yes',
      '-1',
      '1.5',
      '1e1',
      ' 1',
      '127.0.0.1',
      '10.0.0.0/8',
      '100',
    ]) {
      assert.match(
        refusal({ TRUSTED_PROXIES: value }),
        /^TRUSTED_PROXIES takes the number .*X-Forwarded-For.* leave it out/,
      );
    }
  });

  test('takes an origin for PUBLIC_URL', () => {
    for (const [value, publicUrl] of [
      ['https://shop.example', 'https://shop.example'],
      ['https://shop.example/', 'https://shop.example'],
      ['HTTPS://Shop.Example:443', 'https://shop.example'],
      ['http://localhost:8080', 'http://localhost:8080'],
    ] as const) {
      assert.equal(readConfig([], { PUBLIC_URL: value }).publicUrl, publicUrl);
    }
    for (const value of [
      'shop.example',
      'https://shop.example/shop',
      'https://shop.example/?a=b',
      'https://shop.example/#top',
      'https://ada:secret@shop.example',
      'ftp://shop.example',
      'javascript:alert(1)',
    ]) {
      for (const env of [{ PUBLIC_URL: value }, { ...account, PUBLIC_URL: value }]) {
        assert.match(refusal(env), /^PUBLIC_URL takes the origin .* https:\/\/example\.com$/);
      }
    }
  });

  test('uses the real WeChat with the keys of an account and a public address', () => {
    const { wechat, publicUrl } = readConfig([], real);
    assert.equal(publicUrl, 'https://shop.example');
    assert.deepEqual(wechat, {
      appId: account.WECHAT_APP_ID,
      appSecret: account.WECHAT_APP_SECRET,
      token: account.WECHAT_TOKEN,
      encodingAesKey: account.WECHAT_AES_KEY,
    });
  });

  for (const missing of Object.keys(real)) {
    test(`refuses the keys without ${missing}, and says what is missing and what to do`, () => {
      for (const nothing of [undefined, '']) {
        const sentence = refusal({ ...real, [missing]: nothing });
        const [given = '', lacking = ''] = sentence.split('. ')[0]?.split(', but not ') ?? [];
        assert.equal(lacking, missing);
        assert.equal(given.includes(missing), false);
        const hint =
          missing === 'WECHAT_AES_KEY' ? / set WECHAT_MODE=plain for it\.$/ : /simulator\.$/;
        assert.match(sentence, /Set all of them .* or none to use the simulator\./);
        assert.match(sentence, hint);
        for (const secret of Object.values(account)) {
          assert.equal(sentence.includes(secret), false, 'the error contains no key');
        }
      }
    });
  }

  test('takes a test account without an EncodingAESKey in plain mode', () => {
    const { WECHAT_AES_KEY: _, ...testAccount } = real;
    for (const nothing of [{}, { WECHAT_AES_KEY: '' }]) {
      const { wechat } = readConfig([], { ...testAccount, ...nothing, WECHAT_MODE: 'plain' });
      assert.equal(wechat?.mode, 'plain');
      assert.equal('encodingAesKey' in wechat, false);
    }
    for (const mode of ['safe', 'compatible', '']) {
      assert.match(refusal({ ...testAccount, WECHAT_MODE: mode }), /but not WECHAT_AES_KEY\./);
    }
  });

  test('takes each mode, and the name, kind and original id of the account', () => {
    for (const mode of ['safe', 'compatible', 'plain'] as const) {
      assert.equal(readConfig([], { ...real, WECHAT_MODE: mode }).wechat?.mode, mode);
    }
    const { wechat, officialAccount } = readConfig([], {
      ...real,
      WECHAT_ORIGINAL_ID: 'gh_0123456789ab',
      WECHAT_ACCOUNT_NAME: '山岚商店',
      WECHAT_ACCOUNT_KIND: 'subscription',
    });
    assert.equal(wechat?.originalId, 'gh_0123456789ab');
    assert.deepEqual(officialAccount, { name: '山岚商店', kind: 'subscription' });
    const empty = { WECHAT_ORIGINAL_ID: '', WECHAT_ACCOUNT_NAME: '', WECHAT_ACCOUNT_KIND: '' };
    assert.deepEqual(readConfig([], { ...real, ...empty }), readConfig([], real));
    for (const value of ['Plain', '明文', 'none', 'constructor']) {
      assert.equal(
        refusal({ ...real, WECHAT_MODE: value }),
        'WECHAT_MODE takes "safe", "compatible", "plain"; leave it out for "safe".',
      );
      assert.equal(
        refusal({ ...real, WECHAT_ACCOUNT_KIND: value }),
        'WECHAT_ACCOUNT_KIND takes "service", "subscription"; leave it out for "service".',
      );
    }
  });

  test('names all missing settings if only one is given', () => {
    const sentence = refusal({ WECHAT_TOKEN: account.WECHAT_TOKEN });
    assert.match(
      sentence,
      /^WECHAT_TOKEN given, but not WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_AES_KEY, PUBLIC_URL\./,
    );
  });

  test('takes WECHAT_API_BASE_URL only with a real account', () => {
    const apiBaseUrl = 'http://localhost:9000/wechat';
    assert.equal(
      readConfig([], { ...real, WECHAT_API_BASE_URL: apiBaseUrl }).wechat?.apiBaseUrl,
      apiBaseUrl,
    );
    assert.equal(
      'apiBaseUrl' in (readConfig([], { ...real, WECHAT_API_BASE_URL: '' }).wechat ?? {}),
      false,
    );
    for (const value of ['wechat.example', 'ftp://wechat.example', 'https://a:b@wechat.example']) {
      assert.match(
        refusal({ ...real, WECHAT_API_BASE_URL: value }),
        /^WECHAT_API_BASE_URL takes .* leave it out/,
      );
    }
  });

  test('refuses settings of an account without the keys of one', () => {
    for (const [name, value] of [
      ['WECHAT_API_BASE_URL', 'http://localhost:9000'],
      ['WECHAT_MODE', 'plain'],
      ['WECHAT_ORIGINAL_ID', 'gh_0123456789ab'],
      ['WECHAT_ACCOUNT_NAME', 'A shop'],
      ['WECHAT_ACCOUNT_KIND', 'service'],
    ] as const) {
      const sentence = refusal({ [name]: value });
      assert.match(sentence, /^\w+ given, but not WECHAT_APP_ID.* leave it out\.$/);
      assert.ok(sentence.startsWith(`${name} `));
    }
  });

  const mistakes: readonly (readonly [env: Environment, sentence: RegExp])[] = [
    [{ WECHAT_APP_ID: 'gh_1' }, /^WECHAT_APP_ID must be/],
    [{ WECHAT_APP_SECRET: 'short' }, /^WECHAT_APP_SECRET must be/],
    [{ WECHAT_ORIGINAL_ID: 'wx01' }, /^WECHAT_ORIGINAL_ID must be/],
    [{ WECHAT_AES_KEY: 'short' }, /^WECHAT_AES_KEY must be .+ set WECHAT_MODE=plain\.$/],
    [{ WECHAT_ACCOUNT_NAME: ' ' }, /^WECHAT_ACCOUNT_NAME is missing or longer/],
    [{ PUBLIC_URL: 'http://shop.example' }, /^PUBLIC_URL /],
    [
      { WECHAT_MODE: 'plain', WECHAT_TOKEN: 'wechat123' },
      /^WECHAT_TOKEN is guessable, and in plain mode it alone proves .* 32 random letters and digits/,
    ],
  ];

  test('what the backend says about its options names the variables', () => {
    for (const [env, sentence] of mistakes) {
      const { wechat, publicUrl = '', officialAccount } = readConfig([], { ...real, ...env });
      assert.ok(wechat);
      const start = () =>
        createWechatMpLogin({
          publicUrl: `${publicUrl}/wechat-login`,
          wechat,
          officialAccount: { name: 'A shop', ...officialAccount },
          accounts: createMemoryAccounts(),
          sessions: createCookieSessions({ secure: true }),
          newAccounts: 'create',
        });
      assert.throws(start, (error: Error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.match(inVariables(error.message), sentence);
        return true;
      });
    }
  });

  test('refuses unknown policies and arguments by name', () => {
    for (const [env, args] of [
      [{}, ['--confirm', 'never']],
      [{ CONFIRM: 'yes' }, []],
    ] as const) {
      assert.equal(
        refusal(env, [...args]),
        'CONFIRM, or --confirm, takes "auto", "tap", "digits" or "none".',
      );
    }
    assert.match(refusal({ KEEP_BROWSERS: 'yes' }, []), /^KEEP_BROWSERS takes 1, .* or 0, /);
    assert.match(refusal({ ACCOUNTS: '3' }, []), /^ACCOUNTS takes 2 .* or 1, /);
    assert.match(refusal({ ACCOUNTS: '2', ...real }, []), /^ACCOUNTS=2 is for simulated/);
    assert.equal(readConfig([], { ACCOUNTS: '2' }).hasNews, true);
    assert.equal(readConfig([], {}).hasNews, undefined);
    assert.equal(
      refusal({}, ['--new-accounts=all']),
      '--new-accounts takes "ask", "create" or "existing-only".',
    );
    assert.match(refusal({}, ['--port', '80']), /--port/);
    assert.match(refusal({}, ['now']), /now/);
  });
});
