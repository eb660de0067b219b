import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { createMemoryAccounts } from '../../src/accounts/memory/accounts.js';
import type { AccountsKit } from '../../src/accounts/accounts-kit.js';
import { createWechatMpLogin } from '../../src/server/create-login.js';
import { migrateOpenids, type MigrationOptions } from '../../src/accounts/migrate-openids.js';
import type { HostAccount } from '../../src/server/host/host.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { createWechatApi } from '../../src/wechat/index.js';

const base = 'https://shop.example/wechat-login';
const people = ['Ann', 'Ben', 'Cem'];
const oldAppId = 'wx1111111111111111';
const newAppId = 'wx2222222222222222';

interface SignedIn {
  readonly account: HostAccount;
  readonly isNew: boolean;
}

/** A backend for one official account that creates an account for everybody who scans. */
function openShop(accounts: AccountsKit, options: SimulatorOptions) {
  const signedIn: SignedIn[] = [];
  const simulator = createSimulator({
    people,
    deliver: (request) => login.fetch(request),
    ...options,
    account: { callbackUrl: `${base}/wechat/default`, ...options.account },
  });
  const login = createWechatMpLogin({
    publicUrl: base,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Shop' },
    accounts,
    sessions: {
      open: (account, { isNew }) => {
        signedIn.push({ account, isNew });
        return Promise.resolve({ setCookies: [] });
      },
    },
    newAccounts: 'create',
    confirm: 'none',
    log: () => undefined,
  });

  async function post(path: string, body: object, cookie = ''): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const request = new Request(base + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return login.fetch(request, { cookie, origin: 'https://shop.example', address: '203.0.113.1' });
  }

  /** The person scans the QR code of a page, and the page signs them in. */
  async function signIn(personId: string): Promise<SignedIn> {
    const chain = await createChain();
    const requestBody = { challenge: chain.challenge, purpose: 'login', method: 'scan' };
    const created = await post('/attempts', requestBody);
    assert.equal(created.status, 201);
    const cookie = created.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { id, present } = (await created.json()) as { id: string; present: { url: string } };
    const result = await simulator.phone.scan(personId, present.url);
    if (result.type === 'profile') await simulator.phone.follow(personId, result.scanId);
    await simulator.idle();
    const redeemed = await post(`/attempts/${id}/redeem`, { verifier: chain.verifier }, cookie);
    assert.equal(redeemed.status, 200, await redeemed.text());
    return signedIn.at(-1) ?? assert.fail('nobody was signed in');
  }

  return { simulator, signIn };
}

/** The same people at the new official account; those who followed the old one follow it. */
async function migrateShop(accounts: AccountsKit, old: Simulator, openPlatform: string | null) {
  const followers = (await old.phone.people()).filter(({ follows }) => follows);
  return openShop(accounts, {
    account: { appId: newAppId, openPlatform },
    migration: { from: old.account, followers: followers.map(({ id }) => id) },
  });
}

function migrationOf(
  accounts: AccountsKit,
  { account, fetch }: Simulator,
  more: Partial<MigrationOptions> = {},
): MigrationOptions {
  const wechat = createWechatApi({ ...account, fetch });
  return { wechat, accounts, fromAppId: oldAppId, toAppId: newAppId, ...more };
}

/** Accounts in memory, each with an identity at the old official account. */
async function manyAccounts(count: number): Promise<AccountsKit> {
  const accounts = createMemoryAccounts();
  for (let index = 0; index < count; index++) {
    const openid = `oOld${String(index).padStart(4, '0')}`;
    await accounts.create({ appId: oldAppId, openid }, { key: openid });
  }
  return accounts;
}

/** A migration in which each `oOld…` becomes `oNew…`. */
const changeAll: MigrationOptions['wechat'] = {
  changeOpenids: (_, openids) =>
    Promise.resolve(openids.map((from) => ({ from, to: from.replace('oOld', 'oNew') }))),
};

for (const openPlatform of [null, 'shop']) {
  const where = openPlatform === null ? 'without unionids' : 'with unionids';

  test(`a follower who scans at the new official account keeps their old account, without a second one, ${where}`, async () => {
    const accounts = createMemoryAccounts();
    const old = openShop(accounts, { account: { appId: oldAppId, openPlatform } });
    const ann = await old.signIn('person-1');
    const ben = await old.signIn('person-2');
    assert.deepEqual([ann.isNew, ben.isNew], [true, true]);
    await old.simulator.phone.unfollow('person-2');

    const next = await migrateShop(accounts, old.simulator, openPlatform);
    const benBefore = await accounts.openids(oldAppId, { limit: 10 });
    const result = await migrateOpenids(migrationOf(accounts, next.simulator));
    assert.equal(result.moved, 1);
    assert.deepEqual(
      result.left.map(({ reason }) => reason),
      ['ori_openid error'],
    );
    assert.ok(benBefore.includes(result.left[0]?.openid ?? ''));

    const again = await next.signIn('person-1');
    assert.deepEqual([again.account.id, again.isNew], [ann.account.id, false]);
    assert.equal((await accounts.identities(ann.account.id)).length, 1);
    // Ben has unfollowed: only a unionid can still identify him.
    const benAgain = await next.signIn('person-2');
    assert.equal(benAgain.isNew, openPlatform === null);
    assert.equal(benAgain.account.id === ben.account.id, openPlatform !== null);
    assert.equal((await next.signIn('person-3')).isNew, true);
  });
}

test('a follower who got an account through the new official account before is a conflict that a person has to decide', async () => {
  const accounts = createMemoryAccounts();
  const old = openShop(accounts, { account: { appId: oldAppId, openPlatform: null } });
  const before = await old.signIn('person-1');
  const next = await migrateShop(accounts, old.simulator, null);
  const early = await next.signIn('person-1');
  assert.notEqual(early.account.id, before.account.id);
  const openids = await accounts.openids(oldAppId, { limit: 10 });
  assert.deepEqual(await migrateOpenids(migrationOf(accounts, next.simulator)), {
    moved: 0,
    left: [{ openid: openids[0], reason: 'conflict' }],
  });
  assert.equal((await next.signIn('person-1')).account.id, early.account.id);
});

test('all openids are moved, a hundred in a call, and a second run finds nothing left to do', async () => {
  const accounts = await manyAccounts(250);
  const sizes: number[] = [];
  const log: unknown[] = [];
  const options: MigrationOptions = {
    accounts,
    fromAppId: oldAppId,
    toAppId: newAppId,
    wechat: {
      changeOpenids: (from, openids) => {
        sizes.push(openids.length);
        return changeAll.changeOpenids(from, openids);
      },
    },
    log: (...entry) => log.push(entry),
  };
  assert.deepEqual(await migrateOpenids(options), { moved: 250, left: [] });
  assert.deepEqual(sizes, [100, 100, 50]);
  assert.deepEqual(log.at(-1), ['info', 'openids_moved', { moved: 250, left: 0 }]);
  assert.doesNotMatch(JSON.stringify(log), /oOld|oNew/);
  assert.deepEqual(await accounts.openids(oldAppId, { limit: 10 }), []);
  assert.equal((await accounts.openids(newAppId, { limit: 1000 })).length, 250);
  assert.deepEqual(await migrateOpenids(options), { moved: 0, left: [] });
});

test('a run that was stopped continues where it was, and moves nobody twice', async () => {
  const accounts = await manyAccounts(250);
  const first = await accounts.find({ appId: oldAppId, openid: 'oOld0000' });
  const stop = new AbortController();
  const options = { accounts, fromAppId: oldAppId, toAppId: newAppId, signal: stop.signal };
  let calls = 0;
  const failing: MigrationOptions['wechat'] = {
    changeOpenids: (from, openids) =>
      ++calls === 2
        ? Promise.reject(new TypeError('The connection was cut'))
        : changeAll.changeOpenids(from, openids),
  };
  await assert.rejects(migrateOpenids({ ...options, wechat: failing }), /was cut/);
  assert.equal((await accounts.openids(oldAppId, { limit: 1000 })).length, 150);

  const stopping: MigrationOptions['wechat'] = {
    changeOpenids: (from, openids) => {
      stop.abort(new Error('stopped by hand'));
      return changeAll.changeOpenids(from, openids);
    },
  };
  await assert.rejects(migrateOpenids({ ...options, wechat: stopping }), /stopped by hand/);
  assert.equal((await accounts.openids(oldAppId, { limit: 1000 })).length, 50);

  const rest = { accounts, fromAppId: oldAppId, toAppId: newAppId, wechat: changeAll };
  assert.deepEqual(await migrateOpenids(rest), { moved: 50, left: [] });
  const found = await accounts.find({ appId: newAppId, openid: 'oNew0000' });
  assert.equal(found?.id, first?.id);
});

test('openids that WeChat does not know are skipped, even whole pages of them', async () => {
  const accounts = await manyAccounts(230);
  const wechat: MigrationOptions['wechat'] = {
    changeOpenids: (_, openids) =>
      Promise.resolve(
        openids.map((from) =>
          from < 'oOld0220'
            ? { from, to: undefined, reason: 'ori_openid error' }
            : { from, to: from.replace('oOld', 'oNew') },
        ),
      ),
  };
  const { moved, left } = await migrateOpenids({
    ...{ accounts, wechat, fromAppId: oldAppId, toAppId: newAppId },
  });
  assert.deepEqual([moved, left.length], [10, 220]);
  assert.equal(new Set(left.map(({ openid }) => openid)).size, 220);
});

test('without such a migration it stops at once, says what is wrong, and changes nothing', async () => {
  const accounts = createMemoryAccounts();
  const old = openShop(accounts, { account: { appId: oldAppId } });
  await old.signIn('person-1');
  const { simulator } = openShop(accounts, { account: { appId: newAppId } });
  await assert.rejects(migrateOpenids(migrationOf(accounts, simulator)), {
    name: 'WechatApiError',
    kind: 'misconfigured',
    errcode: 63183,
  });
  assert.equal((await accounts.openids(oldAppId, { limit: 10 })).length, 1);
  const same = migrationOf(accounts, simulator, { toAppId: oldAppId });
  await assert.rejects(migrateOpenids(same), /`fromAppId` and `toAppId` are the same/);
});

test('accounts that return the same page again and again do not keep it running forever', async () => {
  const accounts: MigrationOptions['accounts'] = {
    openids: () => Promise.resolve(['oOld0001']),
    exchangeOpenids: () => Promise.resolve({ exchanged: 0, conflicts: [] }),
  };
  const options = { accounts, fromAppId: oldAppId, toAppId: newAppId, wechat: changeAll };
  await assert.rejects(migrateOpenids(options), /the same page twice/);
});
