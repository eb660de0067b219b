/** The day's QR codes: who may use how many of them, and when the next day begins. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addressGroups,
  truncatedAddress,
} from '../../../../src/server/base/limits/address-group.js';
import type { Visitor } from '../../../../src/server/base/limits/create-limit.js';
import {
  createQrCodeBudget,
  type Share,
} from '../../../../src/server/base/limits/qr-code-budget.js';
import { checkLimits } from '../../../../src/server/options/limits.js';

/** 23:59 in China. */
const lateEvening = Date.UTC(2027, 0, 15, 15, 59);

function setup(given: Parameters<typeof checkLimits>[0] = {}) {
  const limits = checkLimits(given);
  const clock = { nowMs: lateEvening };
  const usedUp: Share[] = [];
  const perDay = {
    all: limits.qrCodesPerDay,
    address: limits.qrCodesPerAddressPerDay,
    network: limits.qrCodesPerNetworkPerDay,
    knownBrowser: limits.qrCodesPerKnownBrowserPerDay,
  };
  const budget = createQrCodeBudget(
    perDay,
    () => clock.nowMs,
    (share) => usedUp.push(share),
  );
  /** Takes up to `max`, round robin over the visitors, until all are refused. Returns how many. */
  function takeAll(visitors: readonly Visitor[], shares: readonly Share[], max = Infinity): number {
    let count = 0;
    for (let refused = 0, index = 0; refused < visitors.length && count < max; index++) {
      const visitor = visitors[index % visitors.length];
      assert.ok(visitor);
      const isTaken = 'share' in budget.take(visitor, shares);
      count += isTaken ? 1 : 0;
      refused = isTaken ? 0 : refused + 1;
    }
    return count;
  }
  return { limits, clock, usedUp, budget, takeAll };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const newcomer: readonly Share[] = ['open', 'rest'];
const knownBrowser: readonly Share[] = ['open', 'known'];

test('two addresses at full speed leave most of the day to others', () => {
  const { takeAll, limits } = setup();
  const two = [{ address: '192.0.2.1' }, { address: '198.51.100.1' }];
  const taken = takeAll(two, newcomer);
  assert.equal(taken, 11_000);
  assert.ok(taken < limits.qrCodesPerDay / 5);
});

test('one IPv6 /48, with 256 homes of 256 networks each, leaves most of the day to others', () => {
  const { takeAll, budget } = setup();
  const addresses = range(4000).map((index) => ({
    address: `2001:db8:7:${index.toString(16)}::${index + 1}`,
  }));
  assert.equal(takeAll(addresses, newcomer), 11_000);
  assert.ok('share' in budget.take({ address: '2001:db8:8::1' }, newcomer));
});

test('a home with a /56 counts as one address, and a /64 as half of one', () => {
  const { takeAll } = setup();
  assert.equal(takeAll([{ address: '2001:db8:7:100::1' }], ['open']), 2500);
  const home = range(256).map((index) => ({
    address: `2001:db8:7:${(0x100 + index).toString(16)}::1`,
  }));
  assert.equal(takeAll(home, ['open']), 2500, 'the rest of its 5000');
});

test('when strangers have used up what is open, known browsers still sign in', () => {
  const { takeAll, budget, usedUp } = setup({ qrCodesPerDay: 1000 });
  const strangers = range(200).map((index) => ({ address: `10.${index}.0.1` }));
  assert.equal(takeAll(strangers, newcomer), 700);
  assert.deepEqual(usedUp, ['open', 'rest']);
  assert.equal(budget.usedOf('open'), 1);
  const visitor = { address: '192.0.2.1' };
  const refused = budget.take(visitor, newcomer);
  assert.deepEqual(refused, { limit: 'qrCodesPerDay', retryAfterMs: 60_000 });
  const known = { ...visitor, deviceHash: 'aBrowser' };
  assert.equal(takeAll([known], knownBrowser), 50, 'as many as one known browser gets');
  const others = range(100).map((index) => ({
    address: `172.16.${index}.1`,
    deviceHash: `browser${index}`,
  }));
  assert.equal(takeAll(others, knownBrowser), 250, 'all that is reserved');
});

test('one network with a thousand known browsers cannot use up what is reserved for them', () => {
  const { takeAll } = setup({ qrCodesPerDay: 1000 });
  const farm = range(1000).map((index) => ({ address: '192.0.2.7', deviceHash: `b${index}` }));
  assert.equal(takeAll(farm, knownBrowser), 100);
});

test('an office, a campus and the address of a mobile carrier fit', () => {
  // A login takes one QR code, and every second one another: somebody fetches the phone.
  const codes = (people: number) => people * 1.5;
  for (const [who, address, people] of [
    ['an office of 1000 behind one address', '192.0.2.1', 1000],
    ['2500 phones behind one address of a carrier', '198.51.100.9', 2500],
  ] as const) {
    const { takeAll } = setup();
    assert.equal(takeAll([{ address }], newcomer, codes(people)), codes(people), who);
  }
  const { takeAll } = setup();
  const pool = range(16).map((index) => ({ address: `203.0.113.${index}` }));
  assert.equal(takeAll(pool, newcomer, codes(6000)), codes(6000), 'a campus with a pool of 16');
});

test('a test account, with a tenth of the quota, has limits of a tenth', () => {
  const { limits, takeAll } = setup({ qrCodesPerDay: 10_000 });
  assert.equal(limits.qrCodesPerAddressPerDay, 500);
  assert.equal(limits.qrCodesPerNetworkPerDay, 1000);
  assert.equal(takeAll([{ address: '192.0.2.1' }, { address: '198.51.100.1' }], newcomer), 1100);
});

test('the day begins at midnight in China, also after the clock was set back', () => {
  const { clock, takeAll, budget } = setup({ qrCodesPerDay: 1000 });
  const visitor = { address: '192.0.2.1' };
  assert.equal(takeAll([visitor], ['open']), 50);
  clock.nowMs += 59_999;
  assert.ok('limit' in budget.take(visitor, ['open']));
  clock.nowMs += 1;
  assert.equal(takeAll([visitor], ['open']), 50);
  clock.nowMs -= 3 * 86_400_000;
  assert.equal(takeAll([visitor], ['open']), 50);
});

test('a QR code that was not made does not count, and not on the next day either', () => {
  const { clock, budget, takeAll } = setup({ qrCodesPerDay: 1000 });
  const visitor = { address: '192.0.2.1' };
  for (let count = 0; count < 500; count++) {
    const granted = budget.take(visitor, ['open']);
    assert.ok('share' in granted);
    granted.giveBack();
  }
  const granted = budget.take(visitor, ['open']);
  clock.nowMs += 60_000;
  if ('share' in granted) granted.giveBack();
  assert.equal(takeAll([visitor], ['open']), 50);
});

test('visitors without an address share the total alone', () => {
  const { takeAll } = setup({ qrCodesPerDay: 1000 });
  assert.equal(takeAll([{ address: '' }], newcomer), 700);
});

for (const [address, groups, truncated] of [
  ['203.0.113.9', ['203.0.113.9', '203.0.113.0/24'], '203.0.113.0/24'],
  ['::ffff:203.0.113.9', ['203.0.113.9', '203.0.113.0/24'], '203.0.113.0/24'],
  [
    '2001:db8:1:2345::6',
    ['2001:db8:1:2345::/64', '2001:db8:1:2300::/56', '2001:db8:1::/48'],
    '2001:db8:1::/48',
  ],
  [
    '[2001:DB8::1]:443',
    ['2001:db8:0:0::/64', '2001:db8:0:0::/56', '2001:db8:0::/48'],
    '2001:db8:0::/48',
  ],
  ['', [], 'unknown'],
  // An application may pass a hash in place of the address.
  ['q8Zr-secret', ['q8Zr-secret'], 'unknown'],
  ['zz:secret::1', ['zz:secret:0:0::/64', 'zz:secret:0:0::/56'], 'unknown'],
] as const) {
  test(`"${address}" belongs to ${groups.length} groups and is logged as ${truncated}`, () => {
    assert.deepEqual(
      addressGroups(address).map(({ key }) => key),
      groups,
    );
    assert.equal(truncatedAddress(address), truncated);
  });
}
