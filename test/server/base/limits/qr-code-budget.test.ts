/** The day's QR codes: who may use how many of them, and when the next day begins. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addressGroups,
  truncatedAddress,
} from '../../../../src/server/base/limits/address-group.js';
import { createMemoryCounters } from '../../../../src/server/base/shared/memory-counters.js';
import {
  createQrCodeBudget,
  type BudgetAnswer,
  type Share,
} from '../../../../src/server/base/limits/qr-code-budget.js';
import { checkLimits } from '../../../../src/server/options/limits.js';

/** 23:59 in China. */
const lateEvening = Date.UTC(2027, 0, 15, 15, 59);

interface Person {
  readonly address: string;
  readonly deviceHash?: string;
}

/** Shows what is hashed. */
const marked = { hash: (parts: readonly string[]) => Promise.resolve(`#${parts.join(' ')}`) };

function setup(given: Parameters<typeof checkLimits>[0] = {}) {
  const limits = checkLimits(given);
  const clock = { nowMs: lateEvening };
  const now = (): number => clock.nowMs;
  const counters = createMemoryCounters({ now });
  const usedUp: Share[] = [];
  const perDay = {
    all: limits.qrCodesPerDay,
    address: limits.qrCodesPerAddressPerDay,
    network: limits.qrCodesPerNetworkPerDay,
    knownBrowser: limits.qrCodesPerKnownBrowserPerDay,
  };
  /** That of an instance. All of them share the counters. */
  const createBudget = (appId = 'wxExample') =>
    createQrCodeBudget({
      ...{ appId, perDay, counters, now },
      onUsedUp: (share) => usedUp.push(share),
    });
  const budget = createBudget();
  async function take(
    { address, deviceHash }: Person,
    shares: readonly Share[],
    instance = budget,
  ): Promise<BudgetAnswer> {
    return instance.take({ groups: await addressGroups(address, marked), deviceHash }, shares);
  }
  /** Takes up to `max`, round robin over the visitors, until all are refused. Returns how many. */
  async function takeAll(
    visitors: readonly Person[],
    shares: readonly Share[],
    max = Infinity,
  ): Promise<number> {
    let count = 0;
    for (let refused = 0, index = 0; refused < visitors.length && count < max; index++) {
      const visitor = visitors[index % visitors.length];
      assert.ok(visitor);
      const isTaken = 'share' in (await take(visitor, shares));
      count += isTaken ? 1 : 0;
      refused = isTaken ? 0 : refused + 1;
    }
    return count;
  }
  return { limits, clock, usedUp, take, takeAll, createBudget };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const newcomer: readonly Share[] = ['open', 'rest'];
const knownBrowser: readonly Share[] = ['open', 'known'];

test('two addresses at full speed leave most of the day to others', async () => {
  const { takeAll, limits } = setup();
  const two = [{ address: '192.0.2.1' }, { address: '198.51.100.1' }];
  const taken = await takeAll(two, newcomer);
  assert.equal(taken, 11_000);
  assert.ok(taken < limits.qrCodesPerDay / 5);
});

test('one IPv6 /48, with 256 homes of 256 networks each, leaves most of the day to others', async () => {
  const { takeAll, take } = setup();
  const addresses = range(4000).map((index) => ({
    address: `2001:db8:7:${index.toString(16)}::${index + 1}`,
  }));
  assert.equal(await takeAll(addresses, newcomer), 11_000);
  assert.ok('share' in (await take({ address: '2001:db8:8::1' }, newcomer)));
});

test('a home with a /56 counts as one address, and a /64 as half of one', async () => {
  const { takeAll } = setup();
  assert.equal(await takeAll([{ address: '2001:db8:7:100::1' }], ['open']), 2500);
  const home = range(256).map((index) => ({
    address: `2001:db8:7:${(0x100 + index).toString(16)}::1`,
  }));
  assert.equal(await takeAll(home, ['open']), 2500, 'the rest of its 5000');
});

test('when strangers have used up what is open, known browsers still sign in', async () => {
  const { takeAll, take, usedUp } = setup({ qrCodesPerDay: 1000 });
  const strangers = range(200).map((index) => ({ address: `10.${index}.0.1` }));
  assert.equal(await takeAll(strangers, newcomer), 700);
  assert.deepEqual(usedUp, ['open', 'rest']);
  const visitor = { address: '192.0.2.1' };
  const refused = await take(visitor, newcomer);
  assert.deepEqual(refused, { limit: 'qrCodesPerDay', retryAfterMs: 60_000, used: 1 });
  const known = { ...visitor, deviceHash: 'aBrowser' };
  assert.equal(await takeAll([known], knownBrowser), 50, 'as many as one known browser gets');
  const others = range(100).map((index) => ({
    address: `172.16.${index}.1`,
    deviceHash: `browser${index}`,
  }));
  assert.equal(await takeAll(others, knownBrowser), 250, 'all that is reserved');
});

test('one network with a thousand known browsers cannot use up what is reserved for them', async () => {
  const { takeAll } = setup({ qrCodesPerDay: 1000 });
  const farm = range(1000).map((index) => ({ address: '192.0.2.7', deviceHash: `b${index}` }));
  assert.equal(await takeAll(farm, knownBrowser), 100);
});

test('an office, a campus and the address of a mobile carrier fit', async () => {
  // A login takes one QR code, and every second one another: somebody fetches the phone.
  const codes = (people: number) => people * 1.5;
  for (const [who, address, people] of [
    ['an office of 1000 behind one address', '192.0.2.1', 1000],
    ['2500 phones behind one address of a carrier', '198.51.100.9', 2500],
  ] as const) {
    const { takeAll } = setup();
    assert.equal(await takeAll([{ address }], newcomer, codes(people)), codes(people), who);
  }
  const { takeAll } = setup();
  const pool = range(16).map((index) => ({ address: `203.0.113.${index}` }));
  assert.equal(
    await takeAll(pool, newcomer, codes(6000)),
    codes(6000),
    'a campus with a pool of 16',
  );
});

test('a test account, with a tenth of the quota, has limits of a tenth', async () => {
  const { limits, takeAll } = setup({ qrCodesPerDay: 10_000 });
  assert.equal(limits.qrCodesPerAddressPerDay, 500);
  assert.equal(limits.qrCodesPerNetworkPerDay, 1000);
  assert.equal(
    await takeAll([{ address: '192.0.2.1' }, { address: '198.51.100.1' }], newcomer),
    1100,
  );
});

test('the day begins at midnight in China, also after the clock was set back', async () => {
  const { clock, takeAll, take } = setup({ qrCodesPerDay: 1000 });
  const visitor = { address: '192.0.2.1' };
  assert.equal(await takeAll([visitor], ['open']), 50);
  clock.nowMs += 59_999;
  assert.ok('limit' in (await take(visitor, ['open'])));
  clock.nowMs += 1;
  assert.equal(await takeAll([visitor], ['open']), 50);
  clock.nowMs -= 3 * 86_400_000;
  assert.equal(await takeAll([visitor], ['open']), 50);
});

test('a QR code that was not made does not count, and not on the next day either', async () => {
  const { clock, take, takeAll } = setup({ qrCodesPerDay: 1000 });
  const visitor = { address: '192.0.2.1' };
  for (let count = 0; count < 500; count++) {
    const granted = await take(visitor, ['open']);
    assert.ok('share' in granted);
    await granted.giveBack();
  }
  const granted = await take(visitor, ['open']);
  clock.nowMs += 60_000;
  if ('share' in granted) await granted.giveBack();
  assert.equal(await takeAll([visitor], ['open']), 50);
});

test('visitors without an address share the total alone', async () => {
  const { takeAll } = setup({ qrCodesPerDay: 1000 });
  assert.equal(await takeAll([{ address: '' }], newcomer), 700);
});

test('two instances give the same QR codes, and the one that gives the last says so', async () => {
  const { take, usedUp, createBudget } = setup({ qrCodesPerDay: 100 });
  const instances = [createBudget(), createBudget()] as const;
  let given = 0;
  for (let index = 0; index < 100; index++) {
    const answer = await take({ address: `10.${index}.0.1` }, ['open'], instances[index % 2]);
    if ('share' in answer) assert.equal(answer.used, given++ / 60);
  }
  assert.deepEqual([given, usedUp], [60, ['open']]);
  const ofOther = await take({ address: '10.0.0.1' }, ['open'], createBudget('wxOther'));
  assert.ok('share' in ofOther, 'WeChat counts for each official account');
});

for (const [address, groups, truncated] of [
  ['203.0.113.9', ['#203.0.113.0/24 9', '#203.0.113.0/24'], '203.0.113.0/24'],
  ['::ffff:203.0.113.9', ['#203.0.113.0/24 9', '#203.0.113.0/24'], '203.0.113.0/24'],
  [
    '2001:db8:1:2345::9',
    ['#2001:db8:1::/48 2345/64', '#2001:db8:1::/48 2300/56', '#2001:db8:1::/48'],
    '2001:db8:1::/48',
  ],
  [
    '[2001:DB8::1]:443',
    ['#2001:db8:0::/48 0/64', '#2001:db8:0::/48 0/56', '#2001:db8:0::/48'],
    '2001:db8:0::/48',
  ],
  ['', [], 'unknown'],
  // An application may pass a hash in place of the address.
  ['q8Zr-secret', ['#q8Zr-secret'], 'unknown'],
  ['zz:secret::1', ['#zz:secret:0:0'], 'unknown'],
] as const) {
  test(`"${address}" belongs to ${groups.length} groups and is logged as ${truncated}`, async () => {
    assert.deepEqual(
      (await addressGroups(address, marked)).map(({ key }) => key),
      groups,
    );
    assert.equal(truncatedAddress(address), truncated);
  });
}
