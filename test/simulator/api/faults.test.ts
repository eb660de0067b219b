import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createWechatApi } from '../../../src/wechat/index.js';
import {
  callApi,
  requestQrCode,
  createSimulatorHarness,
  stableTokenOf,
} from '../../support/simulator/harness.js';
import { FakeClock } from '../../support/clock.js';
import { until } from '../../support/until.js';

const url = 'https://api.weixin.qq.com/cgi-bin/stable_token';

/** docs/wechat.md#error-codes */
const errcodes = [
  ...[-1, 40001, 40013, 40014, 40052, 40053, 40125, 40164, 40243, 41002, 41004, 42001, 43002],
  ...[45009, 45011, 45029, 47001, 48001, 50002, 63178, 63182, 63183, 89503],
];

test('every errcode can be set for every endpoint, with HTTP 200 and a request id', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const seconds = (clock.now() / 1000).toString(16);
  const rid = new RegExp(`^\\S.* rid: ${seconds}-[0-9a-f]{8}-[0-9a-f]{8}$`);
  const paths = {
    token: '/cgi-bin/token',
    stable_token: '/cgi-bin/stable_token',
    'qrcode/create': '/cgi-bin/qrcode/create',
    'user/info': '/cgi-bin/user/info',
    changeopenid: '/cgi-bin/changeopenid',
  } as const;
  for (const [name, path] of Object.entries(paths)) {
    for (const errcode of errcodes) {
      simulator.settings.fail = { [name]: errcode };
      const answer = await callApi(simulator, path);
      assert.deepEqual(Object.keys(answer), ['errcode', 'errmsg']);
      assert.equal(answer['errcode'], errcode);
      assert.match(String(answer['errmsg']), rid);
      assert.doesNotMatch(String(answer['errmsg']), /unknown/);
    }
  }
});

test("40164 names the caller's address, and a whitelist causes it", async () => {
  const { simulator } = createSimulatorHarness({ settings: { callerAddress: '198.51.100.9' } });
  simulator.settings.allowedAddresses = ['192.0.2.1'];
  const { errcode, errmsg } = await stableTokenOf(simulator);
  assert.equal(errcode, 40164);
  const expected = 'invalid ip 198.51.100.9 ipv6 ::ffff:198.51.100.9, not in whitelist rid: ';
  assert.ok(String(errmsg).startsWith(expected));
  const { account, fetch } = simulator;
  const api = createWechatApi({ ...account, fetch });
  await assert.rejects(api.createQrCode('a', 60), /198\.51\.100\.9/);
  simulator.settings.allowedAddresses = ['192.0.2.1', '198.51.100.9'];
  assert.equal((await stableTokenOf(simulator))['errcode'], undefined);
});

test('an entry of the whitelist is an address or a CIDR range', async () => {
  const cases: readonly (readonly [caller: string, entry: string, isAllowed: boolean])[] = [
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['203.0.113.7', '203.0.113.7/32', true],
    ['203.0.113.6', '203.0.113.7/32', false],
    ['203.0.113.7', '0.0.0.0/0', true],
    ['203.0.113.127', '203.0.113.64/26', true],
    ['203.0.113.128', '203.0.113.64/26', false],
    ['::ffff:203.0.113.7', '203.0.113.0/24', true],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['203.0.113.7', '::/0', false],
  ];
  for (const [callerAddress, entry, isAllowed] of cases) {
    const settings = { callerAddress, allowedAddresses: ['192.0.2.1', entry] };
    const { simulator } = createSimulatorHarness({ settings });
    const { errcode } = await stableTokenOf(simulator);
    assert.equal(errcode, isAllowed ? undefined : 40164, `${callerAddress} in ${entry}`);
  }
});

test('an entry of the whitelist that WeChat would not take is a clear error', async () => {
  const entries = [
    '203.0.113.*',
    '203.0.113.0/33',
    '203.0.113.0/',
    '300.1.1.1',
    '',
    'shop.example',
  ];
  for (const entry of [...entries, '2001:db8::/129', '::/0/0', '203.0.113.0/-1', ':::']) {
    const { simulator } = createSimulatorHarness({ settings: { allowedAddresses: [entry] } });
    await assert.rejects(stableTokenOf(simulator), (error: Error) =>
      error.message.includes(`settings.allowedAddresses: "${entry}"`),
    );
  }
});

test('a fault may be limited to a number of calls', async () => {
  const { simulator } = createSimulatorHarness({
    settings: { fail: { stable_token: { errcode: -1, times: 2 } } },
  });
  const codes = [];
  for (let call = 0; call < 3; call++) codes.push((await stableTokenOf(simulator))['errcode']);
  assert.deepEqual(codes, [-1, -1, undefined]);
});

test('a hook decides for each call', async () => {
  const { simulator } = createSimulatorHarness();
  simulator.settings.fail.stable_token = ({ method }) => (method === 'POST' ? 45011 : undefined);
  assert.equal((await stableTokenOf(simulator))['errcode'], 45011);
  const get = await callApi(simulator, '/cgi-bin/stable_token');
  assert.equal(get['errcode'], 43002);
});

test('JSON may be replaced by HTML, an empty body, or a dropped connection', async () => {
  const { simulator } = createSimulatorHarness();
  const { fail } = simulator.settings;
  fail.stable_token = { answer: 'html' };
  const page = await simulator.fetch(url, { method: 'POST' });
  assert.equal(page.status, 502);
  assert.match(await page.text(), /^<html>/);
  fail.stable_token = { answer: 'empty' };
  const empty = await simulator.fetch(url, { method: 'POST' });
  assert.deepEqual([empty.status, await empty.text()], [200, '']);
  fail.stable_token = { answer: 'cut' };
  await assert.rejects(simulator.fetch(url, { method: 'POST' }), TypeError);
  fail.showqrcode = { answer: 'html', status: 503 };
  const picture = await simulator.fetch('https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=x');
  assert.equal(picture.status, 503);
});

test('a delayed answer is the right one, and comes after the delay', async () => {
  const { simulator, clock } = createSimulatorHarness({
    settings: { fail: { stable_token: { delayMs: 8000 } } },
  });
  let answered = false;
  const call = stableTokenOf(simulator).finally(() => (answered = true));
  await until(() => clock.pending === 1);
  clock.tick(7999);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answered, false);
  clock.tick(1);
  assert.equal((await call)['expires_in'], 7200);
});

test('a caller who gives up on a delayed answer is released, and no timer is left', async () => {
  const { simulator, clock } = createSimulatorHarness({
    settings: { fail: { stable_token: { delayMs: 8000 } } },
  });
  const run = new AbortController();
  const call = simulator.fetch(url, { method: 'POST', signal: run.signal });
  await until(() => clock.pending === 1);
  run.abort();
  await assert.rejects(call, { name: 'AbortError' });
  assert.equal(clock.pending, 0);
  await assert.rejects(simulator.fetch(url, { signal: run.signal }), { name: 'AbortError' });
});

test('whatever the body, the API answers JSON with HTTP 200', async () => {
  const { simulator } = createSimulatorHarness();
  const paths = ['/cgi-bin/stable_token', '/cgi-bin/qrcode/create', '/cgi-bin/token', '/cgi-bin/x'];
  const body = fc.oneof(fc.string(), fc.json(), fc.constant('{'.repeat(70_000)));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, async (path, text) => {
      const answer = await callApi(simulator, path, undefined, { method: 'POST', body: text });
      assert.equal(typeof answer['errcode'], 'number');
    }),
    { numRuns: 200 },
  );
});

test('whatever the body, qrcode/create fails only with an errcode', async () => {
  const { simulator } = createSimulatorHarness();
  const scene = fc.record({ scene_str: fc.anything(), scene_id: fc.anything() });
  const body = fc.record(
    {
      expire_seconds: fc.anything(),
      action_name: fc.oneof(fc.constantFrom('QR_SCENE', 'QR_STR_SCENE'), fc.anything()),
      action_info: fc.oneof(fc.record({ scene }), fc.anything()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(body, async (value) => {
      const text = JSON.stringify(value, (_, each: unknown) =>
        typeof each === 'bigint' ? String(each) : each,
      );
      const answer = await requestQrCode(simulator, text);
      assert.ok(typeof answer['errcode'] === 'number' || typeof answer['url'] === 'string');
    }),
    { numRuns: 200 },
  );
});

test('the test clock fires each timer once, on time', () => {
  const clock = new FakeClock(0);
  const fired: number[] = [];
  clock.timers.setTimeout(() => fired.push(clock.now()), 10);
  clock.timers.clearTimeout(clock.timers.setTimeout(() => fired.push(-1), 10));
  clock.tick(9);
  clock.tick(1);
  clock.tick(100);
  assert.deepEqual(fired, [10]);
});
