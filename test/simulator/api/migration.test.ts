import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi } from '../../../src/wechat/index.js';
import type { SimulatorOptions } from '../../../src/simulator/index.js';
import {
  accessToken,
  callApi,
  createClock,
  sceneCode,
  setTable,
  type Json,
} from '../../support/simulator/account.js';

const dayMs = 86_400_000;
const startMs = createClock().now();
const former = { appId: 'wx1111111111111111', originalId: 'gh_111111111111' };
const account = { appId: 'wx2222222222222222' };

/** The openid by which somebody is pushed at the account. */
async function openidAt(appId: string, personId: string): Promise<string> {
  const table = setTable({ account: { appId, openPlatform: 'shop' } });
  await table.simulator.phone.followBySearch(personId);
  await table.simulator.phone.send(personId, 'hello');
  await table.simulator.idle();
  return table.received.at(-1)?.query.get('openid') ?? '';
}

function setMigrated(more: Partial<SimulatorOptions> & { readonly atMs?: number } = {}) {
  const { atMs, ...options } = more;
  const migration = { from: former, followers: ['person-1', 'person-2'] };
  return setTable({
    account: { ...account, openPlatform: 'shop' },
    migration: atMs === undefined ? migration : { ...migration, atMs },
    ...options,
  });
}

async function change(
  { simulator }: ReturnType<typeof setTable>,
  openids: unknown,
  from = former.appId,
): Promise<Json> {
  const token = await accessToken(simulator);
  const body = { from_appid: from, openid_list: openids };
  return callApi(simulator, `/cgi-bin/changeopenid?access_token=${token}`, body);
}

test('followers of the former account get their new openids, others are refused one by one', async () => {
  const table = setMigrated();
  const ann = await openidAt(former.appId, 'person-1');
  const cem = await openidAt(former.appId, 'person-3');
  assert.deepEqual(await change(table, [ann, cem, 7]), {
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
  const table = setMigrated();
  const { simulator, received, clock } = table;
  const { url } = await sceneCode(simulator, 'login-1');
  assert.equal((await simulator.phone.scan('person-1', url)).type, 'chat');
  await simulator.idle();
  const openid = received.at(-1)?.query.get('openid') ?? '';
  assert.equal(openid, await openidAt(account.appId, 'person-1'));
  assert.notEqual(openid, await openidAt(former.appId, 'person-1'));
  const query = new URLSearchParams({ access_token: await accessToken(simulator), openid });
  const user = await callApi(simulator, `/cgi-bin/user/info?${query}`);
  assert.equal(user['subscribe_scene'], 'ADD_SCENE_ACCOUNT_MIGRATION');
  assert.equal(user['subscribe_time'], clock.now() / 1000);

  const other = setTable({ account: { appId: former.appId, openPlatform: 'shop' } });
  await other.simulator.phone.followBySearch('person-1');
  const api = createWechatApi({ ...other.simulator.account, fetch: other.simulator.fetch });
  const before = await api.userInfo(await openidAt(former.appId, 'person-1'));
  assert.equal(user['unionid'], before.unionid);
});

test('more than 100 openids, an empty list, and another account are refused', async () => {
  const table = setMigrated();
  const many = Array.from({ length: 101 }, (_, index) => `o${index}`);
  assert.equal((await change(table, many))['errcode'], 47001);
  assert.equal((await change(table, many.slice(1)))['errcode'], 0);
  assert.equal((await change(table, []))['errcode'], 63182);
  assert.equal((await change(table, 'oA'))['errcode'], 63182);
  assert.equal((await change(table, ['oA'], 'wx3333333333333333'))['errcode'], 63178);
  assert.equal((await change(table, ['oA'], former.originalId))['errcode'], 63178);
  assert.equal((await change(setTable(), ['oA']))['errcode'], 63183);
  const unverified = setMigrated({ account: { ...account, isVerified: false } });
  assert.equal((await change(unverified, ['oA']))['errcode'], 48001);
  const untold = await callApi(table.simulator, '/cgi-bin/changeopenid', {});
  assert.equal(untold['errcode'], 41001);
});

test('the setting can demand the original id of the former account', async () => {
  const table = setMigrated({ settings: { formerAccountBy: 'original id' } });
  assert.equal((await change(table, ['oA']))['errcode'], 63178);
  assert.equal((await change(table, ['oA'], former.originalId))['errcode'], 0);
});

test('openids can be changed for 15 days after the migration', async () => {
  const table = setMigrated({ atMs: startMs + dayMs });
  const { clock, simulator } = table;
  assert.equal((await change(table, ['oA']))['errcode'], 63178);
  clock.advance(dayMs);
  assert.equal((await change(table, ['oA']))['errcode'], 0);
  clock.advance(15 * dayMs - 1);
  assert.equal((await change(table, ['oA']))['errcode'], 0);
  clock.advance(1);
  assert.equal((await change(table, ['oA']))['errcode'], 63178);
  simulator.settings.closedMigration = 63183;
  assert.equal((await change(table, ['oA']))['errcode'], 63183);
  simulator.settings.closedMigration = 'no result';
  assert.deepEqual(await change(table, ['oA']), { errcode: 0, errmsg: 'ok' });
});

test('a migrated follower must be one of the people', () => {
  const migration = { from: former, followers: ['person-9'] };
  assert.throws(() => setTable({ migration }), RangeError);
});

test('our API client can read the answers', async () => {
  const { simulator } = setMigrated();
  const api = createWechatApi({ ...simulator.account, fetch: simulator.fetch });
  const ben = await openidAt(former.appId, 'person-2');
  assert.deepEqual(await api.changeOpenids(former.appId, [ben, 'oNobody']), [
    { from: ben, to: await openidAt(account.appId, 'person-2') },
    { from: 'oNobody', to: undefined, reason: 'ori_openid error' },
  ]);
  simulator.settings.closedMigration = 'no result';
  await assert.rejects(api.changeOpenids('wx3333333333333333', [ben]), { kind: 'misconfigured' });
});
