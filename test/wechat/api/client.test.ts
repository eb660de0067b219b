import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  createWechatApi,
  WechatApiError,
  WechatConfigurationError,
  type WechatApiErrorKind,
  type WechatApiOptions,
} from '../../../src/wechat/index.js';
import {
  createFakeApi,
  qrPath,
  qrUrl,
  refusal,
  rid,
  tokenPath,
  userPath,
  type Answer,
} from '../../support/wechat/fake-api.js';

const appId = 'wxba5fad812f8e6fb9';
const appSecret = 'SECRETSECRETSECRETSECRETSECRET12';

function setup(options: Partial<WechatApiOptions> = {}) {
  const fake = createFakeApi();
  const api = createWechatApi({ appId, appSecret, fetch: fake.fetch, now: () => 0, ...options });
  return { fake, api };
}

async function failure(call: Promise<unknown>): Promise<WechatApiError> {
  const error = await call.then(
    (value) => assert.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WechatApiError, String(error));
  // Whatever happens, no secret may end up in a log.
  assert.equal(error.cause, undefined);
  assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}`, /SECRET|token-\d/);
  return error;
}

test('a QR code is requested as WeChat expects', async () => {
  const { fake, api } = setup();
  assert.deepEqual(await api.createQrCode('scene_A-1', 240), {
    url: qrUrl,
    ticket: 'gQFy7zwAAAAAAAAAAS5odHRw',
    expireSeconds: 240,
  });
  const [tokenCall, qrCall] = fake.calls;
  assert.equal(tokenCall?.path, tokenPath);
  assert.equal(tokenCall.method, 'POST');
  assert.deepEqual(tokenCall.body, {
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
    force_refresh: false,
  });
  assert.equal(qrCall?.path, qrPath);
  assert.equal(qrCall.method, 'POST');
  assert.equal(qrCall.token, 'token-1');
  assert.deepEqual(qrCall.body, {
    expire_seconds: 240,
    action_name: 'QR_STR_SCENE',
    action_info: { scene: { scene_str: 'scene_A-1' } },
  });
});

test('no call follows a redirect, and every call declares its JSON', async () => {
  const { fake, api } = setup();
  await api.createQrCode('x', 60);
  for (const { init } of fake.calls) {
    assert.equal(init.redirect, 'manual');
    assert.equal(new Headers(init.headers).get('content-type'), 'application/json');
  }
});

test('a redirect is an error, also where its status is hidden', async () => {
  const { fake, api } = setup();
  const hidden = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
  for (const answer of [new Response(null, { status: 302 }), hidden]) {
    fake.answer(qrPath, () => answer);
    const { kind, message } = await failure(api.createQrCode('x', 60));
    assert.equal(kind, 'bad_response');
    assert.match(message, /answered with a redirect.*proxy/);
  }
});

test('a user is read by openid', async () => {
  const { fake, api } = setup();
  assert.deepEqual(await api.userInfo('oFzSV6rZotPwdFx-4pBas6TwPVhc'), {
    subscribed: true,
    unionid: 'oUnion',
  });
  const [call] = fake.to(userPath);
  assert.equal(call?.method, 'GET');
  assert.equal(call.query.get('openid'), 'oFzSV6rZotPwdFx-4pBas6TwPVhc');
  assert.equal(call.query.get('lang'), 'zh_CN');
});

test('users who do not follow, or whose account is not bound, have no unionid', async () => {
  const { fake, api } = setup();
  fake.answer(userPath, { subscribe: 0, openid: 'o' }, { subscribe: 1, unionid: '' });
  assert.deepEqual(await api.userInfo('o'), { subscribed: false });
  assert.deepEqual(await api.userInfo('o'), { subscribed: true });
});

test('scenes, times and openids that WeChat would refuse are refused without a call', async () => {
  const { fake, api } = setup();
  for (const scene of ['', 'x'.repeat(65), 'a b', '活动', 'a\n', 'a/b']) {
    assert.equal((await failure(api.createQrCode(scene, 60))).kind, 'request');
  }
  for (const seconds of [0, -1, 0.5, 2_592_001, NaN, Infinity]) {
    assert.equal((await failure(api.createQrCode('x', seconds))).kind, 'request');
  }
  for (const openid of ['', 'a&b', 'x'.repeat(65)]) {
    assert.equal((await failure(api.userInfo(openid))).kind, 'request');
  }
  assert.equal(fake.calls.length, 0);
  await api.createQrCode('x'.repeat(64), 2_592_000);
});

test('wrong settings are refused at the start, by name', () => {
  const invalid: [Partial<WechatApiOptions>, string][] = [
    [{ appId: '' }, 'appId'],
    [{ appId: 'wx 1' }, 'appId'],
    [{ appSecret: '' }, 'appSecret'],
    [{ appSecret: 'SECRET\n' }, 'appSecret'],
    [{ baseUrl: 'api.weixin.qq.com' }, 'baseUrl'],
    [{ baseUrl: 'ftp://api.weixin.qq.com' }, 'baseUrl'],
    [{ baseUrl: 'https://user:pass@api.weixin.qq.com' }, 'baseUrl'],
    [{ baseUrl: 'https://api.weixin.qq.com/?a=b' }, 'baseUrl'],
    [{ baseUrl: '' }, 'baseUrl'],
  ];
  for (const [options, setting] of invalid) {
    assert.throws(
      () => setup(options),
      (error) => {
        assert.ok(error instanceof WechatConfigurationError);
        assert.equal(error.setting, setting);
        return !error.message.includes('SECRET');
      },
    );
  }
});

test('a base URL with a path, such as that of a proxy, is called below that path', async () => {
  const { fake, api } = setup({ baseUrl: 'http://proxy.internal:8080/wechat/' });
  fake.answer(`/wechat${tokenPath}`, { access_token: 't', expires_in: 7200 });
  fake.answer(`/wechat${qrPath}`, { ticket: 't', expire_seconds: 60, url: qrUrl });
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
});

test('every error of WeChat has its kind, its errcode and its request id', async () => {
  const expected: [number, WechatApiErrorKind, boolean][] = [
    [40013, 'misconfigured', false],
    [40125, 'misconfigured', false],
    [40164, 'misconfigured', false],
    [40243, 'misconfigured', false],
    [48001, 'misconfigured', false],
    [89503, 'misconfigured', false],
    [50002, 'disabled', false],
    [45009, 'quota', true],
    [45011, 'quota', true],
    [47001, 'request', false],
    [43002, 'request', false],
  ];
  for (const path of [tokenPath, qrPath]) {
    for (const [errcode, kind, retryable] of expected) {
      const { fake, api } = setup();
      fake.answer(path, refusal(errcode, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7,'));
      const error = await failure(api.createQrCode('x', 60));
      assert.deepEqual([error.kind, error.errcode, error.retryable], [kind, errcode, retryable]);
      assert.equal(error.rid, rid);
      assert.equal(fake.to(path).length, 1);
      if (errcode === 40164) assert.match(error.sentence, /203\.0\.113\.7/);
    }
  }
});

test('when WeChat is busy, the call is repeated once only', async () => {
  const { fake, api } = setup();
  fake.answer(qrPath, refusal(-1));
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  assert.equal(fake.to(qrPath).length, 2);
  fake.answer(qrPath, refusal(-1), refusal(-1));
  assert.equal((await failure(api.createQrCode('x', 60))).kind, 'busy');
  assert.equal(fake.to(qrPath).length, 4);
});

test('when WeChat is too busy to issue a token, that call is repeated too', async () => {
  const { fake, api } = setup();
  fake.answer(tokenPath, refusal(-1));
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  fake.answer(tokenPath, refusal(-1), refusal(-1));
  const other = createWechatApi({ appId, appSecret, fetch: fake.fetch });
  assert.equal((await failure(other.createQrCode('x', 60))).kind, 'busy');
  assert.equal(fake.to(tokenPath).length, 4);
});

const html = () => new Response('<html>https://x/?access_token=token-1</html>');
const notWechat: Record<string, Answer> = {
  html,
  empty: () => new Response(''),
  'no body': () => new Response(null, { status: 200 }),
  'cut JSON': () => new Response('{"ticket":"gQFy7zw'),
  'an array': [],
  null: () => Response.json(null),
  'a text': () => Response.json('token-1'),
  'no fields': {},
  'a captive portal': () => new Response('sign in', { status: 511 }),
  'a gateway': () =>
    Response.json({ ticket: 't', expire_seconds: 60, url: qrUrl }, { status: 502 }),
  'an errcode that is a text': { errcode: '0', ticket: 't', expire_seconds: 60, url: qrUrl },
};

test("an answer that is not WeChat's is refused", async () => {
  for (const path of [tokenPath, qrPath, userPath]) {
    for (const [name, answer] of Object.entries(notWechat)) {
      const { fake, api } = setup();
      fake.answer(path, answer);
      const call = path === userPath ? api.userInfo('o') : api.createQrCode('x', 60);
      const error = await failure(call);
      assert.deepEqual([error.kind, error.retryable], ['bad_response', true], `${path}: ${name}`);
    }
  }
});

test('a QR code with wrong types, or with an executable URL, is refused', async () => {
  const valid = { ticket: 't', expire_seconds: 60, url: qrUrl };
  const invalid = [
    { url: undefined },
    { url: 'javascript:alert(1)' },
    { url: 'weixin://dl/business' },
    { url: 'http://' },
    { url: `http://weixin.qq.com/q/${'x'.repeat(500)}` },
    { url: 'http://weixin.qq.com/q/ x' },
    { url: 1 },
    { ticket: '' },
    { ticket: undefined },
    { ticket: 'a b' },
    { expire_seconds: '60' },
    { expire_seconds: 0 },
    { expire_seconds: null },
    { expire_seconds: 2_592_001 },
  ];
  for (const fields of invalid) {
    const { fake, api } = setup();
    fake.answer(qrPath, { ...valid, ...fields });
    assert.equal((await failure(api.createQrCode('x', 60))).kind, 'bad_response');
  }
});

test('a token or a user with wrong types is refused', async () => {
  const tokens = [
    { access_token: 1, expires_in: 7200 },
    { access_token: '', expires_in: 7200 },
    { access_token: 'a b', expires_in: 7200 },
    { access_token: 'x'.repeat(1025), expires_in: 7200 },
    { access_token: 't', expires_in: '7200' },
    { access_token: 't', expires_in: 0 },
    { access_token: 't', expires_in: -1 },
    { access_token: 't', expires_in: 1e9 },
    { access_token: 't' },
  ];
  for (const answer of tokens) {
    const { fake, api } = setup();
    fake.answer(tokenPath, answer);
    assert.equal((await failure(api.userInfo('o'))).kind, 'bad_response');
  }
  for (const answer of [{ subscribe: '1' }, { subscribe: 2 }, { subscribe: 1, unionid: 1 }]) {
    const { fake, api } = setup();
    fake.answer(userPath, answer);
    assert.equal((await failure(api.userInfo('o'))).kind, 'bad_response');
  }
});

test('a token of 512 characters with special characters is sent unchanged', async () => {
  const { fake, api } = setup();
  const token = `${'x'.repeat(505)}+/=&?#%`;
  fake.answer(tokenPath, { access_token: token, expires_in: 7200 });
  await api.createQrCode('x', 60);
  assert.equal(fake.to(qrPath)[0]?.token, token);
});

test('whatever WeChat answers, the client throws only WechatApiError', async () => {
  const field = fc.constantFrom(
    'errcode',
    'errmsg',
    'url',
    'ticket',
    'expire_seconds',
    'subscribe',
  );
  const answers = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(field, fc.jsonValue()).map((o) => JSON.stringify(o)),
  );
  await fc.assert(
    fc.asyncProperty(answers, fc.integer({ min: 200, max: 599 }), async (text, status) => {
      const { fake, api } = setup();
      for (const path of [tokenPath, qrPath, userPath]) {
        const other = createWechatApi({ appId, appSecret, fetch: fake.fetch });
        const answer = () =>
          new Response([204, 205, 304].includes(status) ? null : text, { status });
        fake.answer(path, answer, answer, answer);
        const call = path === userPath ? api.userInfo('o') : other.createQrCode('x', 60);
        await call.catch((error: unknown) =>
          assert.ok(error instanceof WechatApiError, String(error)),
        );
      }
    }),
  );
});
