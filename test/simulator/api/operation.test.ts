/** Quotas, failed calls, addresses and tickets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  callApi,
  callEndpoint,
  createSceneQrCode,
  createSimulatorHarness,
} from '../../support/simulator/harness.js';

const dayMs = 86_400_000;

test('clear_quota forgets the calls of the day, ten times a month', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const { appId: appid } = simulator.account;
  await createSceneQrCode(simulator);
  assert.equal(simulator.used('qrcode/create'), 1);
  const other = await callEndpoint(simulator, 'clear_quota', { appid: 'wx0000000000000000' });
  assert.equal(other['errcode'], 40013);
  for (let time = 1; time <= 10; time++) {
    const answer = await callEndpoint(simulator, 'clear_quota', { appid });
    assert.deepEqual(answer, { errcode: 0, errmsg: 'ok' });
  }
  assert.equal(simulator.used('qrcode/create'), 0);
  const eleventh = await callEndpoint(simulator, 'clear_quota', { appid });
  assert.equal(eleventh['errcode'], 48006);
  assert.equal(simulator.used('clear_quota/month'), 10);
  clock.tick(31 * dayMs);
  assert.equal((await callEndpoint(simulator, 'clear_quota', { appid }))['errcode'], 0);
});

test('quota/get says how many calls of an endpoint are left today', async () => {
  const { simulator } = createSimulatorHarness({ log: () => undefined });
  await createSceneQrCode(simulator);
  const quota = (cgi_path?: string) => callEndpoint(simulator, 'openapi/quota/get', { cgi_path });
  assert.deepEqual(await quota('/cgi-bin/qrcode/create'), {
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: 100_000, used: 1, remain: 99_999 },
  });
  const cases: readonly (readonly [string | undefined, number])[] = [
    ['cgi-bin/token', 76003],
    ['https://api.weixin.qq.com/cgi-bin/token', 76003],
    [undefined, 76003],
    ['/cgi-bin/invented', 76021],
    ['/cgi-bin/stable_token/minute', 76021],
    ['/cgi-bin/constructor', 76021],
    ['/sns/userinfo', 76022],
    ['/cgi-bin/tags/create', -40066],
    ['/cgi-bin/ticket/getticket', -40066],
  ];
  for (const [path, errcode] of cases) {
    assert.equal((await quota(path))['errcode'], errcode, path);
  }
});

test('rid/get tells of a failed call for 7 days', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const body = '{"action_name":"QR_OTHER"}';
  const { errcode, errmsg } = await callEndpoint(simulator, 'qrcode/create', body);
  const rid = /rid: (\S+)$/.exec(String(errmsg))?.[1] ?? '';
  const read = (wanted: unknown) => callEndpoint(simulator, 'openapi/rid/get', { rid: wanted });
  const { request } = (await read(rid)) as { request?: Record<string, unknown> };
  assert.ok(request);
  assert.match(String(request['request_url']), /^access_token=\d{3}_/);
  assert.deepEqual(
    { ...request, request_url: '' },
    {
      invoke_time: clock.now() / 1000,
      cost_in_ms: 0,
      request_url: '',
      request_body: body,
      response_body: JSON.stringify({ errcode, errmsg }),
      client_ip: '203.0.113.7',
    },
  );
  assert.equal((await read('655d9278-7c157f97-69055077'))['errcode'], 76001);
  assert.equal((await read('655d9278'))['errcode'], 76002);
  assert.equal((await read(7))['errcode'], 76002);
  clock.tick(7 * dayMs);
  assert.equal((await read(rid))['errcode'], 76001);
});

test('the last 100 failed calls are remembered, whatever their bodies', async () => {
  const { simulator } = createSimulatorHarness();
  const first = await callApi(simulator, '/cgi-bin/x', 'x'.repeat(70_000));
  const rid = /rid: (\S+)$/.exec(String(first['errmsg']))?.[1];
  const find = () => callEndpoint(simulator, 'openapi/rid/get', { rid });
  const found = (await find()) as { request?: { request_body?: string } };
  assert.equal(found.request?.request_body, '');
  for (let count = 0; count < 100; count++) await callApi(simulator, '/cgi-bin/x');
  assert.equal((await find())['errcode'], 76001);
});

test('WeChat says which addresses it has, as the settings say', async () => {
  const settings = { pushAddresses: ['198.51.100.0/25'], apiAddresses: ['198.51.100.200'] };
  const { simulator } = createSimulatorHarness({ settings });
  const push = await callEndpoint(simulator, 'getcallbackip');
  assert.deepEqual(push, { ip_list: ['198.51.100.0/25'] });
  const api = await callEndpoint(simulator, 'get_api_domain_ip');
  assert.deepEqual(api, { ip_list: ['198.51.100.200'] });
  assert.equal((await callApi(simulator, '/cgi-bin/getcallbackip'))['errcode'], 41001);
});

test('callback/check answers for the callback URL', async () => {
  const { simulator } = createSimulatorHarness();
  const check = (action: unknown, check_operator: unknown) =>
    callEndpoint(simulator, 'callback/check', { action, check_operator });
  const all = await check('all', 'CAP');
  assert.deepEqual(Object.keys(all), ['dns', 'ping']);
  assert.deepEqual(Object.keys(await check('dns', 'DEFAULT')), ['dns']);
  assert.deepEqual(Object.keys(await check('ping', 'DEFAULT')), ['ping']);
  assert.equal((await check('trace', 'DEFAULT'))['errcode'], 40202);
  assert.equal((await check('all', 'MOBILE'))['errcode'], 40203);
  simulator.account.callbackUrl = undefined;
  assert.equal((await check('all', 'DEFAULT'))['errcode'], 40201);
});

test('a ticket for the JavaScript SDK lives for two hours', async () => {
  const { simulator } = createSimulatorHarness();
  const { ticket, ...rest } = await callEndpoint(simulator, 'ticket/getticket?type=jsapi');
  assert.match(String(ticket), /^[\w-]{86}$/);
  assert.deepEqual(rest, { errcode: 0, errmsg: 'ok', expires_in: 7200 });
  assert.equal((await callEndpoint(simulator, 'ticket/getticket'))['errcode'], 40097);
});
