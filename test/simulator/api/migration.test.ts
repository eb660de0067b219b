import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi } from '../../../src/wechat/index.js';
import type { SimulatorOptions } from '../../../src/simulator/index.js';
import {
  accessToken,
  callApi,
  createSceneQrCode,
  createSimulatorHarness,
  startMs,
  type Json,
} from '../../support/simulator/harness.js';

const dayMs = 86_400_000;
const former = { appId: 'wx1111111111111111', originalId: 'gh_111111111111' };
const account = { appId: 'wx2222222222222222' };

/** The openid of a person at the account, read from a push. */
async function openidAt(appId: string, personId: string): Promise<string> {
  const harness = createSimulatorHarness({ account: { appId, openPlatform: 'shop' } });
  await harness.simulator.phone.followBySearch(personId);
  await harness.simulator.phone.send(personId, 'hello');
  await harness.simulator.idle();
  return harness.received.at(-1)?.query.get('openid') ?? '';
}

function createMigratedHarness(more: Partial<SimulatorOptions> & { readonly atMs?: number } = {}) {
  const { atMs, ...options } = more;
  const migration = { from: former, followers: ['person-1', 'person-2'] };
  return createSimulatorHarness({
    account: { ...account, openPlatform: 'shop' },
    migration: atMs === undefined ? migration : { ...migration, atMs },
    ...options,
  });
}

async function change(
  { simulator }: ReturnType<typeof createSimulatorHarness>,
  openids: unknown,
  from = former.appId,
): Promise<Json> {
  const token = await accessToken(simulator);
  const body = { from_appid: from, openid_list: openids };
  return callApi(simulator, `/cgi-bin/changeopenid?access_token=${token}`, body);
}

test('followers of the former account get their new openids, others are refused one by one', async () => {
  const harness = createMigratedHarness();
  const ann = await openidAt(former.appId, 'person-1');
  const cem = await openidAt(former.appId, 'person-3');
  assert.deepEqual(await change(harness, [ann, cem, 7]), {
    errcode: 0,
    errmsg: 'ok',
    result_list: [
      { ori_openid: ann, new_openid: await openidAt(account.appId, 'person-1'), err_msg: 'ok' },
      { ori_openid: cem, err_msg: 'ori_openid error' },
      { ori_openid: 7, err_msg: 'ori_openid error' },
    ],
  });
});

test('migrated people are followers, with a new openid and the same unionid', async () => {
  const harness = createMigratedHarness();
  const { simulator, received, clock } = harness;
  const { url } = await createSceneQrCode(simulator, 'login-1');
  assert.equal((await simulator.phone.scan('person-1', url)).type, 'chat');
  await simulator.idle();
  const openid = received.at(-1)?.query.get('openid') ?? '';
  assert.equal(openid, await openidAt(account.appId, 'person-1'));
  assert.notEqual(openid, await openidAt(former.appId, 'person-1'));
  const query = new URLSearchParams({ access_token: await accessToken(simulator), openid });
  const user = await callApi(simulator, `/cgi-bin/user/info?${query}`);
  assert.equal(user['subscribe_scene'], 'ADD_SCENE_ACCOUNT_MIGRATION');
  assert.equal(user['subscribe_time'], clock.now() / 1000);

  const other = createSimulatorHarness({ account: { appId: former.appId, openPlatform: 'shop' } });
  await other.simulator.phone.followBySearch('person-1');
  const api = createWechatApi({ ...other.simulator.account, fetch: other.simulator.fetch });
  const before = await api.userInfo(await openidAt(former.appId, 'person-1'));
  assert.equal(user['unionid'], before.unionid);
});

test('more than 100 openids, an empty list, and another account are refused', async () => {
  const harness = createMigratedHarness();
  const many = Array.from({ length: 101 }, (_, index) => `o${index}`);
  assert.equal((await change(harness, many))['errcode'], 47001);
  assert.equal((await change(harness, many.slice(1)))['errcode'], 0);
  assert.equal((await change(harness, []))['errcode'], 63182);
  assert.equal((await change(harness, 'oA'))['errcode'], 63182);
  assert.equal((await change(harness, ['oA'], 'wx3333333333333333'))['errcode'], 63178);
  assert.equal((await change(harness, ['oA'], former.originalId))['errcode'], 63178);
  assert.equal((await change(createSimulatorHarness(), ['oA']))['errcode'], 63183);
  const unverified = createMigratedHarness({ account: { ...account, isVerified: false } });
  assert.equal((await change(unverified, ['oA']))['errcode'], 48001);
  const withoutToken = await callApi(harness.simulator, '/cgi-bin/changeopenid', {});
  assert.equal(withoutToken['errcode'], 41001);
});

test('the setting can demand the original id of the former account', async () => {
  const harness = createMigratedHarness({ settings: { formerAccountBy: 'original id' } });
  assert.equal((await change(harness, ['oA']))['errcode'], 63178);
  assert.equal((await change(harness, ['oA'], former.originalId))['errcode'], 0);
});

test('openids can be changed for 15 days after the migration', async () => {
  const harness = createMigratedHarness({ atMs: startMs + dayMs });
  const { clock, simulator } = harness;
  assert.equal((await change(harness, ['oA']))['errcode'], 63178);
  clock.tick(dayMs);
  assert.equal((await change(harness, ['oA']))['errcode'], 0);
  clock.tick(15 * dayMs - 1);
  assert.equal((await change(harness, ['oA']))['errcode'], 0);
  clock.tick(1);
  assert.equal((await change(harness, ['oA']))['errcode'], 63178);
  simulator.settings.closedMigration = 63183;
  assert.equal((await change(harness, ['oA']))['errcode'], 63183);
  simulator.settings.closedMigration = 'no result';
  assert.deepEqual(await change(harness, ['oA']), { errcode: 0, errmsg: 'ok' });
});

test('a migrated follower must be one of the people', () => {
  const migration = { from: former, followers: ['person-9'] };
  assert.throws(() => createSimulatorHarness({ migration }), RangeError);
});

test('our API client can read the answers', async () => {
  const { simulator } = createMigratedHarness();
  const api = createWechatApi({ ...simulator.account, fetch: simulator.fetch });
  const ben = await openidAt(former.appId, 'person-2');
  assert.deepEqual(await api.changeOpenids(former.appId, [ben, 'oNobody']), [
    { from: ben, to: await openidAt(account.appId, 'person-2') },
    { from: 'oNobody', to: undefined, reason: 'ori_openid error' },
  ]);
  simulator.settings.closedMigration = 'no result';
  await assert.rejects(api.changeOpenids('wx3333333333333333', [ben]), { kind: 'misconfigured' });
});
