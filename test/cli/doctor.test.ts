/** The doctor: each planted fault turns one check red, and the sentences say so in both languages. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator, type Simulator } from 'wechat-mp-login/simulator';
import { UsageError } from '../../src/conformance/command/arguments.js';
import { readArguments } from '../../src/cli/doctor/arguments.js';
import { checks } from '../../src/cli/doctor/checks/index.js';
import { checkNames, type CheckName } from '../../src/cli/doctor/texts/names.js';
import { en } from '../../src/cli/doctor/texts/en.js';
import { errcodeInChinese } from '../../src/cli/doctor/texts/errcodes-zh.js';
import { zh } from '../../src/cli/doctor/texts/zh.js';
import { errcodeTable } from '../../src/wechat/api/error-codes.js';
import { url, visit, type Ailment, type Visit } from '../support/cli/doctor-case.js';
import { listen, stop } from '../support/server/http-server.js';

interface Row {
  readonly name: CheckName;
  readonly status: string;
  readonly seen: string;
  readonly means?: string;
  readonly mend?: string;
  readonly errcode?: number;
  readonly because?: string;
}

interface Report {
  readonly healthy: boolean;
  readonly checks: readonly Row[];
}

async function report(ailment: Ailment, language = 'en'): Promise<Visit & Report> {
  const visited = await visit(ailment, ['--json', '--lang', language]);
  return { ...visited, ...(JSON.parse(visited.output) as Report) };
}

/** Another program of the account, which does not know of this one. */
function forceToken({ account, fetch }: Simulator): Promise<Response> {
  const keys = { appid: account.appId, secret: account.appSecret };
  const body = { grant_type: 'client_credential', ...keys, force_refresh: true };
  const init = { method: 'POST', body: JSON.stringify(body) };
  return fetch('https://api.weixin.qq.com/cgi-bin/stable_token', init);
}

interface Fault extends Ailment {
  readonly red: CheckName;
  /** What the row says, in both languages. */
  readonly en: RegExp;
  readonly zh: RegExp;
  /** Checks that cannot be made then. */
  readonly left?: readonly CheckName[];
}

const ofCallback: readonly CheckName[] = ['handshake', 'signature', 'mode', 'push'];
const ofToken: readonly CheckName[] = [
  ...(['app_id', 'app_secret', 'whitelist', 'account'] as const),
  ...(['qr_codes', 'quota', 'token_kept', 'open_platform'] as const),
];
const but = (name: CheckName): readonly CheckName[] => ofToken.filter((each) => each !== name);
const wrongSecret = '0'.repeat(32);

/** A network on which each request fails. */
const failing = (code: string) => (): never => {
  throw new TypeError('fetch failed', { cause: { code } });
};

const faults: Readonly<Record<string, Fault>> = {
  'an EncodingAESKey of 42 characters': {
    environment: { WECHAT_AES_KEY: 'A'.repeat(42) },
    red: 'settings',
    en: /WECHAT_AES_KEY has 42 characters .*43 letters.*消息与事件推送/,
    zh: /WECHAT_AES_KEY 有 42 个字符 .*43 位.*消息与事件推送/,
    left: ['push'],
  },
  'a missing AppSecret': {
    environment: { WECHAT_APP_SECRET: '' },
    red: 'settings',
    en: /WECHAT_APP_SECRET is missing .*基础信息/,
    zh: /缺少 WECHAT_APP_SECRET .*基础信息/,
    left: ['api', 'clock', ...ofToken],
  },
  'an AppSecret of 31 characters': {
    environment: { WECHAT_APP_SECRET: wrongSecret.slice(1) },
    red: 'settings',
    en: /WECHAT_APP_SECRET has 31 characters .*WECHAT_APP_SECRET: 32 hexadecimal digits/,
    zh: /WECHAT_APP_SECRET 有 31 个字符 .*WECHAT_APP_SECRET：32 位十六进制数/,
    left: ['api', 'clock', ...ofToken],
  },
  'an AppID with a space inside': {
    environment: { WECHAT_APP_ID: 'wx 0123456789abcdef' },
    red: 'settings',
    en: /WECHAT_APP_ID has a space.*WECHAT_APP_ID: wx and 16/,
    zh: /WECHAT_APP_ID 中间有空格.*WECHAT_APP_ID：wx 加 16/,
    left: ['api', 'clock', ...ofToken, 'push'],
  },
  'a Token of two characters': {
    environment: { WECHAT_TOKEN: 'ab' },
    red: 'settings',
    en: /WECHAT_TOKEN has 2 characters .*3 to 32 letters/,
    zh: /WECHAT_TOKEN 有 2 个字符 .*3 到 32 位/,
    left: ['token_strength', ...ofCallback],
  },
  'quotation marks around a value': {
    environment: { WECHAT_MODE: '“safe”' },
    red: 'settings',
    en: /WECHAT_MODE is in quotation marks.*safe, compatible or plain/,
    zh: /WECHAT_MODE 的值两边有引号.*safe、compatible 或 plain/,
    left: ['mode', 'push'],
  },
  'an address of the API that is none': {
    environment: { WECHAT_API_BASE_URL: 'http://[bad' },
    red: 'settings',
    en: /WECHAT_API_BASE_URL is malformed .*https:\/\/ and a host/,
    zh: /WECHAT_API_BASE_URL 格式不对 .*https:\/\/ 开头/,
    left: ['api', 'clock', ...ofToken, 'callback_url', 'callback_reachable', ...ofCallback],
  },
  'a weak Token': {
    simulator: { account: { token: 'wechat123' } },
    red: 'token_strength',
    en: /guessable.*32 random letters/,
    zh: /容易猜到.*32 位随机/,
  },
  'a page in the place of WeChat': {
    plant: ({ settings }) => (settings.fail['stable_token'] = { answer: 'html' }),
    red: 'api',
    en: /HTTP 502 from api\.weixin\.qq\.com, but no answer of WeChat.*curl -i https:\/\/api\.weixin\.qq\.com\/cgi-bin\/token/,
    zh: /api\.weixin\.qq\.com 返回 HTTP 502，但内容不是微信的应答.*curl -i/,
    left: [...ofToken, 'clock'],
  },
  'a login page of the network': {
    network: () => () =>
      Promise.resolve(new Response(null, { status: 302, headers: { location: '/login' } })),
    red: 'api',
    en: /HTTP 3xx from .*login page of a network/,
    zh: /HTTP 3xx.*网络的登录页/,
    left: [...ofToken, 'clock'],
  },
  'an API whose name is unknown': {
    network: () => failing('ENOTFOUND'),
    red: 'api',
    en: /no answer from api\.weixin\.qq\.com: the name was not found in DNS \(ENOTFOUND\).*WECHAT_API_BASE_URL/,
    zh: /api\.weixin\.qq\.com 没有应答：DNS 查不到这个域名（ENOTFOUND）.*WECHAT_API_BASE_URL/,
    left: [...ofToken, 'clock'],
  },
  'a proxy that Node.js does not use': {
    environment: { HTTPS_PROXY: 'http://proxy.example:3128' },
    network: () => failing('UND_ERR_CONNECT_TIMEOUT'),
    red: 'api',
    en: /timed out \(UND_ERR_CONNECT_TIMEOUT\).*HTTPS_PROXY.*NODE_USE_ENV_PROXY=1/,
    zh: /超时（UND_ERR_CONNECT_TIMEOUT）.*HTTPS_PROXY.*NODE_USE_ENV_PROXY=1/,
    left: [...ofToken, 'clock'],
  },
  'an unknown AppID': {
    environment: { WECHAT_APP_ID: 'wx0000000000000000' },
    red: 'app_id',
    en: /errcode 40013.*does not know the AppID.*基础信息/,
    zh: /错误码 40013.*不认识这个 AppID.*基础信息/,
    left: [...but('app_id'), 'push'],
  },
  'a wrong AppSecret': {
    environment: { WECHAT_APP_SECRET: wrongSecret },
    red: 'app_secret',
    en: /errcode 40125.*AppSecret is wrong.*开发密钥/,
    zh: /错误码 40125.*AppSecret 不对.*开发密钥/,
    left: but('app_secret'),
  },
  'a frozen AppSecret': {
    plant: ({ account }) => (account.isSecretFrozen = true),
    red: 'app_secret',
    en: /errcode 40243.*frozen.*10 minutes/,
    zh: /错误码 40243.*冻结.*10 分钟/,
    left: but('app_secret'),
  },
  'an address that is not on the whitelist': {
    simulator: { settings: { allowedAddresses: ['198.51.100.0/24'] } },
    red: 'whitelist',
    en: /errcode 40164.*The address is 203\.0\.113\.7\..*API IP 白名单/,
    zh: /错误码 40164.*微信看到的地址是 203\.0\.113\.7。.*API IP 白名单/,
    left: but('whitelist'),
  },
  'an address that an administrator has to confirm': {
    plant: ({ settings }) => (settings.fail['stable_token'] = 89503),
    red: 'whitelist',
    en: /errcode 89503.*administrator.*confirm/,
    zh: /错误码 89503.*管理员.*确认/,
    left: but('whitelist'),
  },
  'a disabled account': {
    plant: ({ account }) => (account.isDisabled = true),
    red: 'account',
    en: /errcode 50002.*limited or disabled.*通知中心/,
    zh: /错误码 50002.*限制或停用.*通知中心/,
    left: but('account'),
  },
  'a clock that is seven minutes ahead': {
    aheadMs: 420_000,
    red: 'clock',
    en: /\+4\d\d s against.*NTP/,
    zh: /相差 \+4\d\d 秒.*校时/,
    left: ['mode', 'push'],
  },
  'a subscription account': {
    simulator: { account: { kind: 'subscription' } },
    red: 'qr_codes',
    en: /errcode 48001.*verified service account.*认证状态.*生成带参数的二维码/,
    zh: /错误码 48001.*已认证的服务号.*认证状态.*生成带参数的二维码/,
    left: ['quota'],
  },
  'QR codes that WeChat has blocked': {
    plant: ({ settings }) => (settings.fail['qrcode/create'] = 48004),
    red: 'qr_codes',
    en: /errcode 48004.*violation/,
    zh: /错误码 48004.*违规/,
    left: ['quota'],
  },
  'a quota that is used up': {
    simulator: { settings: { quotas: { 'qrcode/create': 0 } } },
    red: 'quota',
    en: /errcode 45009.*used up.*接口权限/,
    zh: /错误码 45009.*用完.*接口权限/,
    left: ['qr_codes'],
  },
  'an access token that somebody else invalidates': {
    meanwhile: forceToken,
    red: 'token_kept',
    en: /invalid within 1 s \(errcode 40001\).*Another program.*force_refresh: true.*\/cgi-bin\/token is not the cause/,
    zh: /1 秒之内失效（错误码 40001）.*另一个程序.*force_refresh: true.*\/cgi-bin\/token 的程序不会/,
    left: ['open_platform'],
  },
  'an account without an Open Platform account': {
    simulator: { account: { openPlatform: null } },
    red: 'open_platform',
    en: /no unionid.*绑定关系.*--no-open-platform/,
    zh: /没有 UnionID.*绑定关系.*--no-open-platform/,
  },
  'an IP address as callback URL': {
    args: ['--url', 'https://203.0.113.9/wechat-login'],
    red: 'callback_url',
    en: /203\.0\.113\.9 is an IP address.*domain name/,
    zh: /203\.0\.113\.9 是 IP 地址.*域名/,
    left: ['callback_reachable', ...ofCallback],
  },
  'a port in the callback URL': {
    args: ['--url', 'https://example.com:8443/wechat-login'],
    red: 'callback_url',
    en: /port 8443.*80 and 443/,
    zh: /端口 8443.*80 和 443/,
    left: ['callback_reachable', ...ofCallback],
  },
  'a callback URL without https': {
    args: ['--url', 'http://example.com/wechat-login'],
    red: 'callback_url',
    en: /no https.*certificate/,
    zh: /不是 https.*证书/,
    left: ['callback_reachable', ...ofCallback],
  },
  'a private name in the callback URL': {
    args: ['--url', 'https://shop.internal/wechat-login'],
    red: 'callback_url',
    en: /shop\.internal is no public name.*tunnel/,
    zh: /shop\.internal 不是公网域名.*内网穿透/,
    left: ['callback_reachable', ...ofCallback],
  },
  'a backend that does not answer': {
    before: () => failing('ECONNREFUSED'),
    red: 'callback_reachable',
    en: /no answer: nothing listens there \(ECONNREFUSED\).*backend running/,
    zh: /没有应答：那里没有程序在监听（ECONNREFUSED）.*后端在运行/,
    left: ofCallback,
  },
  'a certificate without its chain': {
    before: () => failing('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    red: 'callback_reachable',
    en: /certificate is not valid, or its chain.*whole chain/,
    zh: /证书链不完整.*完整的证书链/,
    left: ofCallback,
  },
  'a long page in the place of the backend': {
    before: () => () =>
      Promise.resolve(
        new Response('<p>'.repeat(50_000), { headers: { 'content-type': 'text/html' } }),
      ),
    red: 'callback_reachable',
    en: /HTTP 200: something other.*mount/,
    zh: /HTTP 200：应答的不是后端.*挂载/,
    left: ofCallback,
  },
  'a proxy that limits requests with a signature': {
    before: (answer) => async (request) =>
      new URL(request.url).search ? new Response('', { status: 429 }) : answer(request),
    red: 'handshake',
    en: /HTTP 429, but not the echostr.*proxy/,
    zh: /HTTP 429，但内容不是 echostr.*代理/,
    left: ofCallback.slice(1),
  },
  'a page in the place of the backend': {
    before: () => () =>
      Promise.resolve(new Response('<h1>Log in', { headers: { 'content-type': 'text/html' } })),
    red: 'callback_reachable',
    en: /HTTP 200: something other.*mount/,
    zh: /HTTP 200：应答的不是后端.*挂载/,
    left: ofCallback,
  },
  'another Token in the backend': {
    backend: { token: 'Zx81Zx82Zx83Zx84Zx85Zx86Zx87Zx88' },
    red: 'handshake',
    en: /refused, with HTTP 403.*another Token.*消息与事件推送/,
    zh: /被拒绝（HTTP 403）.*Token 和 WECHAT_TOKEN 不一致.*消息与事件推送/,
    left: ofCallback.slice(1),
  },
  'a proxy that changes answers': {
    before: (answer) => async (request) => {
      const response = await answer(request);
      const { status } = response;
      return new Response(`${await response.text()}\n<!-- -->`, { status });
    },
    red: 'handshake',
    en: /HTTP 200, but not the echostr.*proxy/,
    zh: /HTTP 200，但内容不是 echostr.*代理/,
    left: ofCallback.slice(1),
  },
  'a backend that verifies no signature': {
    before: (answer) => async (request) => {
      const echostr = new URL(request.url).searchParams.get('echostr');
      return echostr === null ? answer(request) : new Response(echostr);
    },
    red: 'signature',
    en: /accepted.*sign in as anybody.*verifyHandshake/,
    zh: /被接受了.*任何人.*verifyHandshake/,
    left: ofCallback.slice(2),
  },
  'a backend in plain mode': {
    backend: { mode: 'plain' },
    red: 'mode',
    en: /accepted, with HTTP 200.*forge.*安全模式/,
    zh: /被接受了（HTTP 200）.*伪造.*安全模式/,
    left: ['push'],
  },
  'plain mode here, and a backend in safe mode': {
    environment: { WECHAT_MODE: 'plain' },
    red: 'push',
    en: /refused, with HTTP 403.*WECHAT_MODE is plain.*leave WECHAT_MODE out/,
    zh: /被拒绝（HTTP 403）.*WECHAT_MODE 是 plain.*去掉 WECHAT_MODE/,
    left: ['mode'],
  },
  'a proxy that adds to the answers to pushes': {
    before: (answer) => async (request) => {
      const response = await answer(request.clone());
      const { status } = response;
      if (request.method === 'GET' || status !== 200) return response;
      return new Response(`${await response.text()}<!-- -->`, { status });
    },
    red: 'push',
    en: /HTTP 200, but no answer that WeChat takes.*该公众号提供的服务出现故障.*proxy/,
    zh: /HTTP 200，但不是微信接受的应答.*该公众号提供的服务出现故障.*代理/,
  },
  'another EncodingAESKey in the backend': {
    backend: { encodingAesKey: 'A'.repeat(43) },
    red: 'push',
    en: /refused, with HTTP 403.*another EncodingAESKey.*消息与事件推送/,
    zh: /被拒绝（HTTP 403）.*EncodingAESKey.*不一致.*消息与事件推送/,
  },
};

const named = (rows: readonly Row[], status: string): readonly string[] =>
  rows.filter((row) => row.status === status).map(({ name }) => name);

const sentence = ({ seen, means = '', mend = '' }: Row): string => `${seen} ${means} ${mend}`;

for (const [name, fault] of Object.entries(faults)) {
  test(`finds ${name}, and nothing else`, async () => {
    for (const language of ['en', 'zh'] as const) {
      const { exitCode, healthy, checks: rows } = await report(fault, language);
      assert.deepEqual(named(rows, 'wrong'), [fault.red]);
      assert.deepEqual([exitCode, healthy], [1, false]);
      const row = rows.find((each) => each.name === fault.red);
      assert.match(row ? sentence(row) : '', fault[language]);
      assert.ok(row?.means && row.mend, 'it says what it means and where to mend it');
      assert.deepEqual(
        [...named(rows, 'not_checked')].sort(),
        [...(fault.left ?? [])].sort(),
        language,
      );
    }
  });
}

test('two faults are both found, if neither is the reason of the other', async () => {
  const pairs: readonly (readonly [Ailment, readonly CheckName[]])[] = [
    [
      {
        environment: { WECHAT_APP_SECRET: wrongSecret },
        backend: { token: 'Zx81Zx82Zx83Zx84Zx85Zx86Zx87Zx88' },
      },
      ['app_secret', 'handshake'],
    ],
    [
      { environment: { WECHAT_APP_SECRET: wrongSecret, WECHAT_AES_KEY: 'short' } },
      ['settings', 'app_secret'],
    ],
    [
      { simulator: { account: { token: 'wechat123', openPlatform: null } } },
      ['token_strength', 'open_platform'],
    ],
    [
      {
        simulator: { account: { kind: 'subscription' } },
        meanwhile: forceToken,
      },
      ['qr_codes', 'token_kept'],
    ],
    [{ aheadMs: 420_000, backend: { token: 'A1'.repeat(16) } }, ['clock', 'handshake']],
  ];
  for (const [ailment, red] of pairs) {
    const { checks: rows } = await report(ailment);
    assert.deepEqual(named(rows, 'wrong'), red);
  }
});

test('every setting that is not as it should be is named at once', async () => {
  const { checks: rows } = await report({
    environment: { WECHAT_APP_ID: '', WECHAT_AES_KEY: 'short', WECHAT_ORIGINAL_ID: 'shop' },
  });
  assert.equal(
    rows[0]?.seen,
    'WECHAT_APP_ID is missing; WECHAT_AES_KEY has 5 characters; WECHAT_ORIGINAL_ID is malformed',
  );
});

test('a program that calls /cgi-bin/token meanwhile is no fault: its tokens are others', async () => {
  const { exitCode } = await report({
    async meanwhile({ account, fetch }) {
      const keys = { appid: account.appId, secret: account.appSecret };
      const query = new URLSearchParams({ grant_type: 'client_credential', ...keys });
      for (const _ of [1, 2, 3]) await fetch(`https://api.weixin.qq.com/cgi-bin/token?${query}`);
    },
  });
  assert.equal(exitCode, 0);
});

test('the doctor replaces no access token, and leaves nothing behind but a short QR code', async () => {
  const paths: string[] = [];
  await report({
    network: (answer) => async (request) => {
      paths.push(new URL(request.url).pathname.replace('/cgi-bin/', ''));
      if (request.url.includes('stable_token')) {
        assert.equal(
          ((await request.clone().json()) as { force_refresh: boolean }).force_refresh,
          false,
        );
      }
      return answer(request);
    },
  });
  assert.deepEqual(paths, [
    ...['stable_token', 'qrcode/create', 'openapi/quota/get'],
    ...['get_api_domain_ip', 'get_api_domain_ip', 'user/get', 'user/info'],
  ]);
});

test('the unionid is found among thousands of followers, too', async () => {
  const people = Array.from({ length: 4000 }, (_, at) => ({ name: `Mei ${at}`, follows: true }));
  const { checks: rows } = await report({ simulator: { people } });
  assert.equal(rows.find(({ name }) => name === 'open_platform')?.status, 'ok');
});

test('a call that is not answered is not one that WeChat refuses', async () => {
  const { exitCode, checks: rows } = await report({
    plant: ({ settings }) => (settings.fail['user/get'] = { answer: 'cut' }),
  });
  const row = rows.find(({ name }) => name === 'open_platform');
  assert.equal(row?.seen, 'because WeChat did not answer this call');
  assert.equal(exitCode, 0);
});

test('.env completes the environment, and PUBLIC_URL says where the backend is', async () => {
  const ailment: Ailment = {
    simulator: { account: { appId: 'wx0123456789abcdef' } },
    environment: { WECHAT_APP_ID: undefined },
    args: [],
  };
  const files = { '.env': 'WECHAT_APP_ID=wx0123456789abcdef\nWECHAT_MODE=compatible\n' };
  const { exitCode, checks: rows } = await report({ ...ailment, files });
  assert.deepEqual([exitCode, rows[0]?.status], [0, 'ok']);
  assert.match(rows[0]?.seen ?? '', /mode safe; what the environment lacks is from \.env/);
  const named = readArguments(['--env', 'keys'], {}, (path) =>
    path === 'keys' ? 'PUBLIC_URL=https://shop.example/\nLANG=zh_CN\n' : undefined,
  );
  assert.equal(named.callbackUrl?.href, 'https://shop.example/wechat-login/wechat/default');
  assert.deepEqual([named.file, named.language], ['keys', 'en']);
  assert.throws(
    () => readArguments(['--env', 'none'], {}),
    (error) => error instanceof UsageError && /none cannot be read/.test(error.message),
  );
});

test('a PUBLIC_URL that WeChat or the backend would refuse is named', async () => {
  const wrongUrls: Readonly<Record<string, readonly [CheckName, RegExp]>> = {
    'https://example.com/wechat-login': ['settings', /PUBLIC_URL is malformed/],
    'example.com': ['settings', /PUBLIC_URL is malformed/],
    'http://example.com': ['callback_url', /no https/],
    'https://example.com:8443': ['callback_url', /port 8443/],
    'https://203.0.113.9': ['callback_url', /IP address/],
    'http://localhost:3000': ['callback_url', /localhost is no public name/],
  };
  for (const [publicUrl, [red, seen]] of Object.entries(wrongUrls)) {
    const { checks: rows } = await report({
      withoutUrl: true,
      environment: { PUBLIC_URL: publicUrl },
    });
    assert.deepEqual(named(rows, 'wrong'), [red], publicUrl);
    assert.match(rows.find(({ name }) => name === red)?.seen ?? '', seen);
  }
  const { exitCode } = await report({
    withoutUrl: true,
    environment: { PUBLIC_URL: 'https://example.com/' },
  });
  assert.equal(exitCode, 0);
});

test('a healthy account is green in each mode', async () => {
  for (const mode of ['safe', 'compatible'] as const) {
    const { exitCode, checks: rows } = await report({ simulator: { account: { mode } } });
    assert.deepEqual(named(rows, 'ok'), checkNames);
    assert.equal(exitCode, 0);
  }
  const { exitCode, checks: rows } = await report({
    simulator: { account: { isTestAccount: true } },
  });
  assert.deepEqual([named(rows, 'not_checked'), named(rows, 'wrong')], [['mode'], []]);
  assert.equal(exitCode, 0);
});

test('what is not asked for is not checked, and says why', async () => {
  const alone = await report({
    args: ['--no-open-platform'],
    simulator: { account: { openPlatform: null } },
  });
  const row = alone.checks.find(({ name }) => name === 'open_platform');
  assert.equal(row?.seen, 'because of --no-open-platform');
  const stranger = await report({ args: ['--openid', 'oSomebodyElse'] });
  const unknown = stranger.checks.find(({ name }) => name === 'open_platform');
  assert.equal(unknown?.seen, 'because --openid is not one of this account');
  assert.deepEqual([alone.exitCode, stranger.exitCode], [0, 0]);
});

test('the table says the same, and no secret is in it', async () => {
  for (const ailment of [{}, ...Object.values(faults)]) {
    const { output, simulator } = await visit(ailment, ['--lang', 'en']);
    const { appSecret, token, encodingAesKey } = simulator.account;
    const [mei] = await simulator.phone.people();
    assert.ok(mei);
    for (const secret of [appSecret, token, encodingAesKey, wrongSecret]) {
      assert.ok(!output.includes(secret));
    }
    assert.doesNotMatch(output, /o[A-Za-z0-9_-]{27}|\d{3}_[A-Za-z0-9_-]{16}|signature=|\{\w+\}/);
    assert.match(output, /^ {2}✓ Settings: well-formed|✗ Settings: /m);
  }
  const { output } = await visit({ backend: { mode: 'plain' } }, ['--lang', 'zh']);
  assert.match(output, /^ {2}✗ 未加密的推送：被接受了（HTTP 200）\n {6}含义：.*\n {6}解决：/m);
  assert.match(output, /^ {2}- 推送：未检查，因为要先解决“未加密的推送”$/m);
  assert.match(output, /\n1 项有问题，16 项正常，1 项未检查\n$/);
});

test('every check is made, in the order of the report', () => {
  assert.deepEqual(
    checks.map(({ name }) => name),
    checkNames,
  );
});

test('every errcode of the API client has a Chinese sentence', () => {
  for (const code of Object.keys(errcodeTable).map(Number)) {
    assert.doesNotMatch(errcodeInChinese(code, ''), /本版本不认识/, String(code));
  }
  assert.match(errcodeInChinese(12345, ''), /不认识错误码 12345/);
});

test('both languages name the same values', () => {
  const valuesOf = (texts: typeof en.texts): unknown =>
    Object.entries(texts).map(([name, { seen, means = '', mend = '' }]) => [
      name,
      ...new Set(`${seen}${means}${mend}`.match(/\{\w+\}/g)?.sort()),
    ]);
  assert.deepEqual(valuesOf(zh.texts), valuesOf(en.texts));
});

const mistakes: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['--lang', 'fr'], /--lang must be zh or en/],
  [['--url', 'example.com'], /--url must be the address of the backend, such as https/],
  [['--url', `${url}?key=1`], /--url must be .* without "\?"/],
  [['--openid', 'o o'], /--openid must be/],
  [['--wait', 'long'], /--wait must be a number of seconds/],
  // A token that is fetched now is sure to live for five minutes, and no longer.
  [['--wait', '300'], /--wait must be .* from 0 to 290/],
  [['--jsn'], /--jsn/],
];

test('a wrong argument is named, with the way to write it', () => {
  for (const [args, message] of mistakes) {
    assert.throws(
      () => readArguments(args, {}),
      (error) => error instanceof UsageError && message.test(error.message),
      args.join(' '),
    );
  }
});

test('the language is that of the environment, and --url leads to the callback URL', () => {
  assert.equal(readArguments([], { LANG: 'zh_CN.UTF-8' }).language, 'zh');
  assert.equal(readArguments([], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }).language, 'en');
  assert.equal(readArguments(['--lang', 'en'], { LANG: 'zh_CN' }).language, 'en');
  const callback = `${url}/wechat/default`;
  assert.equal(readArguments(['--url', `${url}/`], {}).callbackUrl?.href, callback);
  assert.equal(readArguments(['--url', callback], {}).callbackUrl?.href, callback);
});

test('the program asks a simulator over HTTP, and shows neither colours nor progress in a pipe', async () => {
  const simulator = createSimulator({ people: [{ name: 'Mei', follows: true }] });
  const { account } = simulator;
  const platform = createServer(toNodeListener(simulator));
  const origin = await listen(platform);
  try {
    const program = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/cli/command.ts', 'doctor', '--wait', '0', '--lang', 'en'],
      {
        env: {
          ...process.env,
          WECHAT_APP_ID: account.appId,
          WECHAT_APP_SECRET: account.appSecret,
          WECHAT_TOKEN: account.token,
          WECHAT_AES_KEY: account.encodingAesKey,
          WECHAT_API_BASE_URL: origin,
        },
      },
    );
    let output = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [exitCode] = (await once(program, 'exit')) as [number];
    assert.match(output, /Callback URL: not checked, because neither --url nor PUBLIC_URL/);
    assert.match(output, /\nNothing is wrong: 12 checks are green, 6 not checked\n$/);
    assert.doesNotMatch(output, /[\u001b\r]/);
    assert.equal(exitCode, 0);
  } finally {
    await stop(platform);
  }
});
