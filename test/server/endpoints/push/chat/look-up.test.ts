/** Tests which people the chat asks, in each mode, and how it treats scans that come late or at once. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { SignInRefusedError, type Accounts } from '../../../../../src/server/index.js';
import { settle } from '../../../../support/clock.js';
import { until } from '../../../../support/until.js';
import type { IdentityRecords } from '../../../../../src/server/host/records/identity-records.js';
import { createMemoryIdentityRecords } from '../../../../../src/server/host/records/memory-identity-records.js';
import { createHarness, type HarnessOptions } from '../../../../support/server/harness.js';
import { lin, mei } from '../../../../support/accounts/sessions-contract.js';

type Info = object | (() => Promise<object>);

interface About {
  readonly find?: Accounts['find'];
  /** WeChat's answer to `user/info`. */
  readonly info?: Info;
  readonly options?: HarnessOptions;
}

const follower = { subscribe: 1, openid: 'x' };
const unbound: Accounts['find'] = () => Promise.resolve(undefined);
const never = (): Promise<never> => new Promise(() => undefined);

function createLookingUp({ find = unbound, info = follower, options }: About) {
  return createHarness({
    confirm: 'auto',
    accounts: { find, create: () => Promise.resolve(mei) },
    api: (path) =>
      !path.endsWith('/user/info') ? undefined : info instanceof Function ? info() : info,
    ...options,
  });
}

/** What the look-up finds, and whether the person is then asked. */
const cases: readonly [name: string, about: About, state: 'approved' | 'scanned'][] = [
  ['known by openid', { find: () => Promise.resolve(lin) }, 'scanned'],
  [
    'known by unionid',
    {
      find: ({ unionid }) => Promise.resolve(unionid === 'u1' ? lin : undefined),
      info: { ...follower, unionid: 'u1' },
    },
    'scanned',
  ],
  ['a follower without an account', { info: { ...follower, unionid: 'u1' } }, 'approved'],
  ['a follower of an account without an Open Platform', {}, 'approved'],
  ['no unionid although all have one', { options: { openPlatform: true } }, 'scanned'],
  [
    'no Open Platform: WeChat is not asked',
    { info: { errcode: 40001, errmsg: '' }, options: { openPlatform: false } },
    'approved',
  ],
  ['somebody who does not follow', { info: { subscribe: 0, openid: 'x' } }, 'scanned'],
  ['WeChat refuses', { info: { errcode: 48001, errmsg: 'unauthorized' } }, 'scanned'],
  ['WeChat answers nonsense', { info: { subscribe: 'yes' } }, 'scanned'],
  ['the accounts fail', { find: () => Promise.reject(new Error('down')) }, 'scanned'],
  [
    'the accounts refuse',
    { find: () => Promise.reject(new SignInRefusedError('locked')) },
    'scanned',
  ],
  [
    'the accounts fail for the unionid',
    {
      find: ({ unionid }) => (unionid === undefined ? Promise.resolve(undefined) : never()),
      info: () => Promise.reject(new TypeError('no network')),
    },
    'scanned',
  ],
];

for (const [name, about, state] of cases) {
  test(`look-up, ${name}: ${state === 'scanned' ? 'asked' : 'let in'}`, async () => {
    const { open, scan, watch } = createLookingUp(about);
    const tab = await open();
    await scan(tab.scene);
    assert.equal((await watch(tab)).body['state'], state);
  });
}

for (const [name, about] of [
  ['the accounts', { find: never }],
  ['WeChat', { info: never }],
] as const) {
  test(`a look-up that ${name} leave without an answer is unclear, in time for WeChat`, async () => {
    const { open, push, scanXml, watch } = createLookingUp(about);
    const tab = await open();
    mock.timers.enable({ apis: ['setTimeout'] });
    const scanned = push(scanXml(tab.scene));
    for (let turn = 0; turn < 7; turn++) {
      await settle();
      mock.timers.tick(500);
    }
    const { status } = await scanned.finally(() => mock.timers.reset());
    assert.equal(status, 200);
    assert.equal((await watch(tab)).body['state'], 'scanned');
  });
}

test('the modes tap and digits ask new people, too', async () => {
  for (const confirm of ['tap', 'digits'] as const) {
    const { open, scan, watch } = createLookingUp({ options: { confirm } });
    const tab = await open();
    await scan(tab.scene);
    const { state, confirm: shown } = (await watch(tab)).body;
    assert.deepEqual([state, (shown as { mode: string }).mode], ['scanned', confirm]);
  }
});

test('another person who scans a taken QR code changes nothing, and is told so', async () => {
  const events: unknown[] = [];
  const onEvent = (event: unknown) => void events.push(event);
  const { open, scan, watch, tap } = createLookingUp({
    find: () => Promise.resolve(lin),
    options: { onEvent },
  });
  const [tab, others] = [await open({ lang: 'en' }), await open({ lang: 'en' })];
  const own = await scan(others.scene, { openid: 'oPersonTwo' });
  await scan(tab.scene);
  const before = (await watch(tab)).body;
  assert.match(await scan(tab.scene, { openid: 'oPersonTwo' }), /^This code was already used/);
  assert.deepEqual((await watch(tab)).body, before);
  assert.deepEqual(events, [{ type: 'contested', attempt: tab.id }]);
  await tap(own, 'confirm', { openid: 'oPersonTwo' });
  assert.equal((await watch(others)).body['state'], 'approved', 'their own question still counts');
});

test('of several scans of one person at once, exactly one goes on', async () => {
  const { open, scan, watch, clock } = createLookingUp({ find: () => Promise.resolve(lin) });
  for (let round = 0; round < 5; round++) {
    // One person scans at most ten times a minute.
    clock.nowMs += 61_000;
    const tabs = [await open(), await open(), await open()];
    await Promise.all(tabs.map(({ scene }) => scan(scene)));
    const states = await Promise.all(tabs.map(async (tab) => (await watch(tab)).body['state']));
    assert.equal(states.filter((each) => each === 'scanned').length, 1, states.join());
  }
});

test('of three scans one after the other, a slow second one leaves the first no way on', async () => {
  const records = createMemoryIdentityRecords({ now: () => clock.nowMs });
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => void (release = resolve));
  const second = { isSlow: false };
  const identityRecords: IdentityRecords = {
    async get(key) {
      // The read after the second scan has taken over.
      const stored = records.get(key);
      const isHeld = second.isSlow && (await stored)?.record.live?.attempt === two.id;
      if (isHeld) {
        second.isSlow = false;
        await gate;
      }
      return records.get(key);
    },
    set: (...written) => records.set(...written),
  };
  const { open, scan, watch, clock } = createLookingUp({
    find: () => Promise.resolve(lin),
    options: { identityRecords },
  });
  const [one, two, three] = [await open(), await open(), await open()];
  await scan(one.scene);
  second.isSlow = true;
  const scanned = scan(two.scene);
  await until(() => !second.isSlow);
  await scan(three.scene);
  release();
  await scanned;
  const tabs = [one, two, three];
  const states = await Promise.all(tabs.map(async (tab) => (await watch(tab)).body['state']));
  assert.deepEqual(states, ['cancelled', 'cancelled', 'scanned']);
});

test('a scan that WeChat reports late supersedes nothing, and a repeated one gets the same reply', async () => {
  const { open, scan, watch, clock } = createLookingUp({ find: () => Promise.resolve(lin) });
  const [one, two] = [await open({ lang: 'en' }), await open({ lang: 'en' })];
  const nowS = Math.floor(clock.nowMs / 1000);
  const reply = await scan(two.scene, { sentAtS: nowS });
  assert.match(await scan(one.scene, { sentAtS: nowS - 5 }), /^You have scanned another code/);
  const states = async () => [(await watch(one)).body['state'], (await watch(two)).body['state']];
  assert.deepEqual(await states(), ['pending', 'scanned']);
  await scan(one.scene, { sentAtS: nowS + 1 });
  assert.equal(await scan(two.scene, { sentAtS: nowS }), reply, 'WeChat repeats it');
  assert.deepEqual(await states(), ['scanned', 'cancelled']);
});
