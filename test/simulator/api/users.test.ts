import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi } from '../../../src/wechat/index.js';
import type { Simulator } from '../../../src/simulator/index.js';
import { openidOf } from '../../../src/simulator/ids.js';
import {
  accessToken,
  callApi,
  callEndpoint,
  createSceneQrCode,
  createSimulatorHarness,
  requestQrCode,
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

test('the scene is a number if the QR code was created with one', async () => {
  const kinds = [
    ['QR_SCENE', { scene_id: 98_765 }, 98_765, ''],
    ['QR_LIMIT_SCENE', { scene_id: 7 }, 7, ''],
    ['QR_STR_SCENE', { scene_str: '98765' }, 0, '98765'],
  ] as const;
  for (const [action_name, scene, number, text] of kinds) {
    const harness = createSimulatorHarness();
    const { url } = await requestQrCode(harness.simulator, { action_name, action_info: { scene } });
    const openid = await follow(harness, 'person-1', String(url));
    const user = await userInfo(harness.simulator, openid);
    assert.deepEqual([user['qr_scene'], user['qr_scene_str']], [number, text]);
  }
});

test('user/info/batchget says the same about many, or which list it refuses', async () => {
  const harness = createSimulatorHarness();
  const { simulator } = harness;
  const openids = [await follow(harness, 'person-1'), await follow(harness, 'person-3')];
  await simulator.phone.unfollow('person-3');
  const list = openids.map((openid) => ({ openid, lang: 'zh_CN' }));
  const answer = await callEndpoint(simulator, 'user/info/batchget', { user_list: list });
  const expected = await Promise.all(openids.map((openid) => userInfo(simulator, openid)));
  assert.deepEqual(answer, { user_info_list: expected });
  const cases: readonly (readonly [unknown, number])[] = [
    [[], 40031],
    [undefined, 40031],
    [new Array(101).fill(list[0]), 40032],
    [[...list, { openid: 'nobody' }], 40003],
    [[null], 40003],
  ];
  for (const [user_list, errcode] of cases) {
    const refused = await callEndpoint(simulator, 'user/info/batchget', { user_list });
    assert.equal(refused['errcode'], errcode);
  }
});

test('user/get lists the followers in pages, oldest first', async () => {
  const harness = createSimulatorHarness({ settings: { followersPerPage: 2 } });
  const { simulator, clock } = harness;
  const openids = [await openidOf(simulator.account.appId, 'person-2')];
  for (const person of ['person-3', 'person-1']) {
    clock.tick(1000);
    openids.push(await follow(harness, person));
  }
  const page = (after?: string): Promise<Json> =>
    callEndpoint(simulator, `user/get${after === undefined ? '' : `?next_openid=${after}`}`);
  const [first, second, third] = openids;
  const total = 3;
  assert.deepEqual(await page(), {
    ...{ total, count: 2, data: { openid: [first, second] } },
    next_openid: second,
  });
  assert.deepEqual(await page(second), {
    ...{ total, count: 1, data: { openid: [third] } },
    next_openid: third,
  });
  assert.deepEqual(await page(third), { total, count: 0, next_openid: '' });
  assert.equal((await page('nobody'))['errcode'], 40003);
  simulator.settings.quotas['user/get'] = 0;
  assert.equal((await page())['errcode'], 45009);
});

test('a remark is kept and shown', async () => {
  const harness = createSimulatorHarness();
  const { simulator } = harness;
  const openid = await follow(harness, 'person-1');
  const body = { openid, remark: 'regular' };
  const answer = await callEndpoint(simulator, 'user/info/updateremark', body);
  assert.deepEqual(answer, { errcode: 0, errmsg: 'ok' });
  assert.equal((await userInfo(simulator, openid))['remark'], 'regular');
  const unknown = { openid: 'nobody', remark: '' };
  const refused = await callEndpoint(simulator, 'user/info/updateremark', unknown);
  assert.equal(refused['errcode'], 40003);
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
  assert.deepEqual(user, {
    subscribe: 0,
    openid,
    nickname: '',
    sex: 0,
    language: '',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    tagid_list: [],
  });
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
