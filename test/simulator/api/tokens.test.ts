import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulator } from '../../../src/simulator/index.js';
import {
  callApi,
  callEndpoint,
  createSimulatorHarness,
  stableTokenOf,
} from '../../support/simulator/harness.js';
import type { Json } from '../../support/simulator/harness.js';

function plainToken(simulator: Simulator, change: Record<string, string> = {}): Promise<Json> {
  const { appId: appid, appSecret: secret } = simulator.account;
  const query = { grant_type: 'client_credential', appid, secret, ...change };
  return callApi(simulator, `/cgi-bin/token?${new URLSearchParams(query)}`);
}

/** The errcode with which a token is refused; 0 if it is valid. */
async function refusal(simulator: Simulator, { access_token: token }: Json): Promise<unknown> {
  const path = `/cgi-bin/user/info?access_token=${String(token)}&openid=nobody`;
  const { errcode } = await callApi(simulator, path);
  return errcode === 40003 ? 0 : errcode;
}

test('every call of /token invalidates the previous token after 5 minutes', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const first = await plainToken(simulator);
  assert.equal(first['expires_in'], 7200);
  const second = await plainToken(simulator);
  assert.notEqual(first['access_token'], second['access_token']);
  clock.tick(299_999);
  assert.equal(await refusal(simulator, first), 0);
  clock.tick(1);
  assert.equal(await refusal(simulator, first), 40001);
  assert.equal(await refusal(simulator, second), 0);
});

test('a third call of /token does not extend the first token', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const first = await plainToken(simulator);
  await plainToken(simulator);
  clock.tick(200_000);
  await plainToken(simulator);
  clock.tick(100_000);
  assert.equal(await refusal(simulator, first), 40001);
});

test('a token ends after two hours', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const token = await plainToken(simulator);
  clock.tick(7_199_999);
  assert.equal(await refusal(simulator, token), 0);
  clock.tick(1);
  assert.equal(await refusal(simulator, token), 42001);
});

test('a token may have 512 characters, and a malformed one gets 40014', async () => {
  const { simulator } = createSimulatorHarness();
  assert.equal(String((await plainToken(simulator))['access_token']).length, 512);
  assert.equal(await refusal(simulator, { access_token: 'made-up' }), 40014);
  assert.match(String((await plainToken(simulator))['access_token']), /^[1-9]\d{2}_/);
  const strange = { access_token: `12_${'x'.repeat(509)}` };
  assert.equal(await refusal(simulator, strange), 40001);
  const none = await callApi(simulator, '/cgi-bin/user/info?openid=nobody');
  assert.equal(none['errcode'], 41001);
});

test('stable_token returns the same token until 5 minutes before its end, never for less than 300 s', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const first = await stableTokenOf(simulator);
  clock.tick(6_899_000);
  const late = await stableTokenOf(simulator);
  assert.equal(late['access_token'], first['access_token']);
  assert.equal(late['expires_in'], 301);
  clock.tick(1000);
  const next = await stableTokenOf(simulator);
  assert.notEqual(next['access_token'], first['access_token']);
  assert.equal(next['expires_in'], 7200);
  assert.equal(await refusal(simulator, first), 0, 'the old one counts until its own end');
  clock.tick(300_000);
  assert.equal(await refusal(simulator, first), 42001);
});

test('stable_token and /token are independent', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const stable = await stableTokenOf(simulator);
  await plainToken(simulator);
  await plainToken(simulator);
  clock.tick(400_000);
  assert.equal(await refusal(simulator, stable), 0);
});

test('force_refresh issues a new token and invalidates the previous one', async () => {
  const { simulator } = createSimulatorHarness();
  const first = await stableTokenOf(simulator);
  const forced = await stableTokenOf(simulator, { force_refresh: true });
  assert.notEqual(forced['access_token'], first['access_token']);
  assert.equal(await refusal(simulator, first), 40001);
  assert.deepEqual(await stableTokenOf(simulator), forced);
});

test('force_refresh does nothing within 30 s, and is refused after 20 times a day', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const forced = await stableTokenOf(simulator, { force_refresh: true });
  clock.tick(29_999);
  const again = await stableTokenOf(simulator, { force_refresh: true });
  assert.equal(again['access_token'], forced['access_token']);
  for (let time = 2; time <= 20; time++) {
    clock.tick(30_000);
    await stableTokenOf(simulator, { force_refresh: true });
  }
  assert.equal(simulator.used('stable_token/force'), 20);
  clock.tick(30_000);
  const refused = await stableTokenOf(simulator, { force_refresh: true });
  assert.equal(refused['errcode'], 45009);
  clock.tick(86_400_000);
  const nextDay = await stableTokenOf(simulator, { force_refresh: true });
  assert.equal(nextDay['errcode'], undefined);
});

test('stable_token takes only JSON: a form gets 41002, by its type or its content', async () => {
  const { simulator } = createSimulatorHarness();
  const { appId: appid, appSecret: secret } = simulator.account;
  const form = new URLSearchParams({ grant_type: 'client_credential', appid, secret });
  const bodies: readonly (string | URLSearchParams)[] = [form, form.toString(), ''];
  for (const body of bodies) {
    const answer = await callApi(simulator, '/cgi-bin/stable_token', undefined, {
      method: 'POST',
      body,
    });
    assert.equal(answer['errcode'], 41002);
  }
  const broken = await callApi(simulator, '/cgi-bin/stable_token', '{"grant_type":');
  assert.equal(broken['errcode'], 47001);
  assert.equal((await callApi(simulator, '/cgi-bin/stable_token'))['errcode'], 43002);
});

test('wrong credentials get the errcode for what is wrong', async () => {
  const { simulator } = createSimulatorHarness();
  const cases: readonly (readonly [Record<string, string>, number])[] = [
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ grant_type: 'password' }, 40002],
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ secret: 'wrong' }, 40125],
  ];
  for (const [change, errcode] of cases) {
    assert.equal((await plainToken(simulator, change))['errcode'], errcode);
    assert.equal((await stableTokenOf(simulator, change))['errcode'], errcode);
  }
  assert.equal(simulator.used('token'), 0, 'refused calls are not counted');
});

test('quotas count by the day in Beijing or by the minute, and can be set', async () => {
  const quotas = { token: 2, 'stable_token/minute': 1, stable_token: 2 };
  const { simulator, clock } = createSimulatorHarness({ settings: { quotas } });
  await plainToken(simulator);
  await plainToken(simulator);
  assert.equal((await plainToken(simulator))['errcode'], 45009);
  assert.equal(simulator.used('token'), 2);

  assert.equal((await stableTokenOf(simulator))['errcode'], undefined);
  assert.equal((await stableTokenOf(simulator))['errcode'], 45011);
  clock.tick(60_000);
  assert.equal((await stableTokenOf(simulator))['errcode'], undefined);
  clock.tick(60_000);
  assert.equal((await stableTokenOf(simulator))['errcode'], 45009);

  const beijing = (clock.now() + 8 * 3_600_000) % 86_400_000;
  clock.tick(86_400_000 - beijing - 1);
  assert.equal((await plainToken(simulator))['errcode'], 45009);
  clock.tick(1);
  assert.equal((await plainToken(simulator))['errcode'], undefined);
});

test('a disabled account and one with a frozen secret get no token, only their errcode', async () => {
  const states = [
    ['isDisabled', 50002],
    ['isSecretFrozen', 40243],
  ] as const;
  for (const [state, errcode] of states) {
    const { simulator } = createSimulatorHarness({ account: { [state]: true } });
    assert.equal((await plainToken(simulator))['errcode'], errcode);
    assert.equal((await stableTokenOf(simulator))['errcode'], errcode);
    assert.equal((await plainToken(simulator, { secret: 'wrong' }))['errcode'], 40125);
  }
});

test('an account that is disabled later is refused in spite of its token', async () => {
  const { simulator } = createSimulatorHarness();
  const token = await plainToken(simulator);
  simulator.account.isDisabled = true;
  assert.equal(await refusal(simulator, token), 50002);
});

test('some errors end with the advice that WeChat gives', async () => {
  const { simulator } = createSimulatorHarness({ settings: { quotas: { token: 0 } } });
  const texts = [
    await callApi(simulator, `/cgi-bin/user/info?access_token=12_${'x'.repeat(509)}`),
    await plainToken(simulator, { secret: 'wrong' }),
    await plainToken(simulator),
    await callEndpoint(simulator, 'qrcode/create', { action_name: 'QR_SCENE' }),
  ].map(({ errmsg }) => String(errmsg).replace(/ rid: .*$/, ''));
  const advice =
    'could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r';
  assert.deepEqual(texts, [
    `invalid credential, access_token is invalid or not latest, ${advice}`,
    'invalid appsecret, view more at http://t.cn/RAEkdVq',
    `reach max api daily quota limit, ${advice}`,
    'invalid action info, please check document',
  ]);
});
