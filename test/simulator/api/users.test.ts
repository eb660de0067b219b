import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi } from '../../../src/wechat/index.js';
import type { Simulator } from '../../../src/simulator/index.js';
import {
  accessToken,
  callApi,
  createSceneQrCode,
  createSimulatorHarness,
} from '../../support/simulator/harness.js';
import type { Json, SimulatorHarness } from '../../support/simulator/harness.js';

async function userInfo(simulator: Simulator, openid: string): Promise<Json> {
  const query = new URLSearchParams({ access_token: await accessToken(simulator), openid });
  return callApi(simulator, `/cgi-bin/user/info?${query}&lang=zh_CN`);
}

/** Lets somebody follow by a QR code, or by search; returns the openid of the push. */
async function follow(
  { simulator, received }: SimulatorHarness,
  person: string,
  url?: string,
): Promise<string> {
  const { phone } = simulator;
  const scan = url === undefined ? undefined : await phone.scan(person, url);
  if (scan?.type === 'profile') await phone.follow(person, scan.scanId);
  else await phone.followBySearch(person);
  await simulator.idle();
  return received.at(-1)?.query.get('openid') ?? '';
}

test('a follower by QR code has a scene and a unionid, and no name', async () => {
  const harness = createSimulatorHarness();
  const { simulator, clock } = harness;
  const { url } = await createSceneQrCode(simulator, 'login-1');
  const openid = await follow(harness, 'person-1', url);
  const { unionid, ...rest } = await userInfo(simulator, openid);
  assert.match(String(unionid), /^[A-Za-z0-9_-]{28}$/);
  assert.deepEqual(rest, {
    subscribe: 1,
    openid,
    nickname: '',
    sex: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: clock.now() / 1000,
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: 'login-1',
  });
});

test('a follower by search is reported as such', async () => {
  const harness = createSimulatorHarness();
  const user = await userInfo(harness.simulator, await follow(harness, 'person-1'));
  assert.equal(user['subscribe_scene'], 'ADD_SCENE_SEARCH');
  assert.equal(user['qr_scene_str'], '');
});

test('a person who has unfollowed has no unionid', async () => {
  const harness = createSimulatorHarness();
  const openid = await follow(harness, 'person-1');
  await harness.simulator.phone.unfollow('person-1');
  const user = await userInfo(harness.simulator, openid);
  assert.deepEqual(user, { subscribe: 0, openid, tagid_list: [] });
});

test('without an Open Platform account there is no unionid', async () => {
  const harness = createSimulatorHarness({ account: { openPlatform: null } });
  const user = await userInfo(harness.simulator, await follow(harness, 'person-1'));
  assert.equal(user['subscribe'], 1);
  assert.equal('unionid' in user, false);
});

test('ids are stable, differ by person and account, and share their beginning', async () => {
  const idsAt = async (appId: string): Promise<{ openids: string[]; unionids: unknown[] }> => {
    const harness = createSimulatorHarness({ account: { appId, openPlatform: 'shop' } });
    const openids = [await follow(harness, 'person-1'), await follow(harness, 'person-3')];
    const users = [
      await userInfo(harness.simulator, openids[0] ?? ''),
      await userInfo(harness.simulator, openids[1] ?? ''),
    ];
    return { openids, unionids: users.map(({ unionid }) => unionid) };
  };
  const here = await idsAt('wx1111111111111111');
  const there = await idsAt('wx2222222222222222');
  assert.deepEqual(await idsAt('wx1111111111111111'), here);
  for (const openid of here.openids) assert.match(openid, /^o[A-Za-z0-9_-]{27}$/);
  assert.equal(new Set([...here.openids, ...there.openids]).size, 4);
  assert.equal(new Set(here.openids.map((openid) => openid.slice(0, 6))).size, 1);
  assert.notEqual(here.openids[0]?.slice(0, 6), there.openids[0]?.slice(0, 6));
  assert.deepEqual(there.unionids, here.unionids, 'one person, one unionid');
  assert.notEqual(here.unionids[0], here.unionids[1]);
});

test('an unknown openid gets 40003, a missing one 41009, an unverified account 48001', async () => {
  const { simulator } = createSimulatorHarness();
  assert.equal((await userInfo(simulator, 'o1234567890123456789012345678'))['errcode'], 40003);
  assert.equal((await userInfo(simulator, ''))['errcode'], 41009);
  simulator.account.isVerified = false;
  assert.equal((await userInfo(simulator, 'x'))['errcode'], 48001);
  simulator.account.isDisabled = true;
  assert.equal((await userInfo(simulator, 'x'))['errcode'], 50002);
});

test('our API client works with the simulator', async () => {
  const harness = createSimulatorHarness();
  const { fetch, account, phone } = harness.simulator;
  const api = createWechatApi({ ...account, fetch, now: harness.clock.now });
  const code = await api.createQrCode('login-2', 240);
  assert.equal(code.expireSeconds, 240);
  assert.equal((await phone.scan('person-1', code.url)).type, 'profile');
  const openid = await follow(harness, 'person-1', code.url);
  const user = await api.userInfo(openid);
  assert.equal(user.subscribed, true);
  assert.equal(user.unionid?.length, 28);

  harness.simulator.settings.fail['qrcode/create'] = { errcode: 40001, times: 1 };
  harness.clock.tick(61_000);
  assert.equal((await api.createQrCode('login-3', 240)).expireSeconds, 240);
});
