import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { createCreateLimit } from '../../src/server/base/limits/create-limit.js';
import { createMemoryCounters } from '../../src/server/base/shared/memory-counters.js';
import { createBuckets } from '../../src/server/base/limits/rate-limits.js';
import { addressGroup, addressGroups } from '../../src/server/base/limits/address-group.js';
import { pendingMs, times } from '../../src/server/attempts/times-and-tries.js';
import { defaultCap } from '../../src/server/attempts/store/memory-store.js';
import { checkLimits } from '../../src/server/options/limits.js';
import { createMemoryStore } from '../../src/server/index.js';
import { baseUrl, createHarness, type Tab } from '../support/server/harness.js';

test('a hundred requests with one challenge ask WeChat for one QR code', async () => {
  const { call, scenes } = createHarness();
  const { challenge } = await createChain();
  const body = { challenge, purpose: 'login', method: 'scan' };
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => call('POST', '/attempts', body)),
  );
  assert.equal(scenes().length, 1);
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(answers.filter(({ status }) => status === 409).length, 99);
});

test("a parallel create with the same challenge and cookie waits for the first one's QR code", async () => {
  let answerWechat = (): void => undefined;
  const held = new Promise<undefined>((resolve) => {
    answerWechat = () => resolve(undefined);
  });
  const { call, scenes } = createHarness({
    // Fixed tokens, because the second request needs the cookie before the first has its answer.
    randomToken: (bytes) => 'x'.repeat(Math.ceil((bytes * 4) / 3)),
    api: async (path) => (path === '/cgi-bin/qrcode/create' ? held : undefined),
  });
  const { challenge } = await createChain();
  const body = { challenge, purpose: 'login', method: 'scan' };
  const cookie = `__Host-wml-${'x'.repeat(22)}=${'x'.repeat(43)}`;
  const first = call('POST', '/attempts', body);
  while (scenes().length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = call('POST', '/attempts', body, { cookie });
  await new Promise((resolve) => setImmediate(resolve));
  answerWechat();
  assert.deepEqual([(await first).status, (await second).status], [201, 200]);
  assert.deepEqual((await second).body['present'], (await first).body['present']);
  assert.equal(scenes().length, 1);
});

test('attempts per address and minute are limited, and the refusal says how long to wait', async () => {
  const { open, call, clock } = createHarness({ limits: { createsPerAddressPerMinute: 6 } });
  const from = { address: '192.0.2.1' };
  for (let count = 0; count < 6; count++) await open({}, from);
  const { challenge } = await createChain();
  const body = { challenge, purpose: 'login', method: 'scan' };
  const refused = await call('POST', '/attempts', body, from);
  assert.equal(refused.status, 429);
  assert.equal(refused.body['code'], 'rate_limited');
  assert.equal(refused.headers.get('retry-after'), '62', 'a minute, and a thirtieth of it');
  await open({}, { address: '192.0.2.2' });
  clock.nowMs += 62_000;
  await open({}, from);
});

test('a page that repeats its create, to see that the cookie comes back, is counted once', async () => {
  const { open, call } = createHarness({ limits: { createsPerAddressPerMinute: 6 } });
  const address = '192.0.2.1';
  for (let count = 0; count < 5; count++) {
    const { chain, cookie } = await open({}, { address });
    const body = { challenge: chain.challenge, purpose: 'login', method: 'scan' };
    for (let repeats = 0; repeats < 3; repeats++) {
      assert.equal((await call('POST', '/attempts', body, { address, cookie })).status, 200);
    }
  }
});

test('busy addresses cannot use up the reserve for quiet ones', async () => {
  const counters = createMemoryCounters({ now: () => 0 });
  const limit = createCreateLimit({ address: 1000, all: 100 }, counters);
  const plain = { hash: (parts: readonly string[]) => Promise.resolve(parts.join()) };
  const refused = async (address: string) => {
    const counted = await limit.take({ groups: await addressGroups(address, plain) });
    return 'limit' in counted ? counted.limit : undefined;
  };
  let busy = 0;
  while (!(await refused('192.0.2.1'))) busy++;
  assert.equal(busy, 80);
  assert.equal(await refused(''), 'createsPerMinute');
  for (let quiet = 0; quiet < 20; quiet++) {
    assert.equal(await refused(`198.51.100.${quiet}`), undefined);
  }
  assert.equal(await refused('198.51.100.99'), 'createsPerMinute');
});

test('at its default, the limit of a minute refuses before the store in memory is full', () => {
  const { createsPerMinute } = checkLimits();
  assert.equal(createsPerMinute, 20_000);
  const keptMs = pendingMs + times.endMs;
  assert.ok((createsPerMinute * keptMs) / 60_000 <= defaultCap);
  assert.equal(checkLimits({ qrCodesPerDay: 10_000 }).createsPerMinute, 2000, 'a test account');
  assert.equal(checkLimits({ qrCodesPerDay: 100 }).createsPerMinute, 600);
});

test('addresses that one client can have by the million count as one', () => {
  assert.equal(addressGroup('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(addressGroup('2001:db8::1'), '2001:db8:0:0');
  assert.equal(addressGroup('2001:DB8:0:0:1:2:3:4'), '2001:db8:0:0');
  assert.equal(addressGroup('2001:db8:0001::'), '2001:db8:1:0');
  assert.equal(addressGroup('fe80::1%eth0'), 'fe80:0:0:0');
  assert.equal(addressGroup('::1'), '0:0:0:0');
  assert.equal(addressGroup(''), '');
});

test('limits drop old keys instead of growing', () => {
  let nowMs = 0;
  const buckets = createBuckets({ capacity: 1, perSecond: 1, now: () => nowMs, maxKeys: 2 });
  assert.equal(buckets.take('a'), 0);
  assert.equal(buckets.take('a'), 1000);
  nowMs = 500;
  assert.equal(buckets.take('a'), 500);
  buckets.take('b');
  buckets.take('c');
  assert.equal(buckets.take('a'), 0, 'the one unused for longest was forgotten');
});

test('50 polls in a second get "slow_down"; a patient page does not', async () => {
  const { open, watch, clock } = createHarness();
  const tab = await open();
  const answers = await Promise.all(Array.from({ length: 50 }, () => watch(tab)));
  const slowed = answers.filter(({ status }) => status === 429);
  assert.ok(slowed.length >= 35);
  assert.equal(slowed[0]?.body['code'], 'slow_down');
  assert.ok(slowed[0].headers.get('retry-after'));
  for (let patient = 0; patient < 20; patient++) {
    clock.nowMs += 2000;
    assert.equal((await watch(tab)).status, 200);
  }
});

for (const limits of [{ openReadsPerAddress: 3 }, { openReads: 3 }]) {
  const [limit] = Object.keys(limits);
  test(`a page that may not hold a stream is answered all the same: ${limit}`, async () => {
    const { open, scan, redeem, request, bearer, watch, call, login, clock } = createHarness({
      limits,
    });
    const address = '192.0.2.1';
    const stream = async (tab: Tab): Promise<Response> => {
      const headers = { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' };
      return request(`${baseUrl}/attempts/${tab.id}`, {}, { headers, address });
    };
    const held = [
      await stream(await open()),
      await stream(await open()),
      await stream(await open()),
    ];
    assert.ok(held.every(({ status }) => status === 200));
    const tab = await open();
    const refused = await stream(tab);
    assert.equal(refused.status, 429);
    assert.equal(((await refused.json()) as { code: string }).code, 'rate_limited');
    assert.equal(refused.headers.get('retry-after'), '2');
    const path = `/attempts/${tab.id}?rev=1&wait=20`;
    const calling = { ...bearer(tab.chain.key), address };
    assert.equal((await call('GET', path, undefined, calling)).body['state'], 'pending', 'at once');
    assert.equal((await watch(tab)).body['state'], 'pending');
    await scan(tab.scene);
    clock.nowMs += 1000;
    const told = [await stream(tab), await request(`${baseUrl}${path}`, {}, calling)];
    for (const answer of told) {
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /json/);
      assert.equal(((await answer.json()) as { state: string }).state, 'approved');
    }
    assert.equal((await redeem(tab, { address })).status, 200);
    assert.equal(((await (await stream(tab)).json()) as { state: string }).state, 'completed');
    await held[0]?.body?.cancel();
    assert.equal((await stream(await open())).status, 200, 'a place is free again');
    await login.close();
  });
}

test('a full house of one address leaves the others their streams', async () => {
  const { open, request, bearer, login } = createHarness({ limits: { openReadsPerAddress: 3 } });
  const statuses: number[] = [];
  for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2']) {
    const tab = await open();
    const headers = { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' };
    const { status } = await request(`${baseUrl}/attempts/${tab.id}`, {}, { headers, address });
    statuses.push(status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 429, 200]);
  await login.close();
});

test('repeating a create is limited like reading the attempt, and costs no look at other attempts', async () => {
  const store = createMemoryStore();
  let reads = 0;
  const { open, call } = createHarness({
    store: {
      ...store,
      get: (id) => {
        reads++;
        return store.get(id);
      },
    },
  });
  const tabs: Tab[] = [];
  for (let tab = 0; tab < 10; tab++) tabs.push(await open());
  const [tab = assert.fail()] = tabs;
  const cookie = tabs.map((each) => each.cookie).join('; ');
  const body = { challenge: tab.chain.challenge, purpose: 'login', method: 'scan' };
  reads = 0;
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => call('POST', '/attempts', body, { cookie })),
  );
  const slowed = answers.filter(({ status }) => status === 429);
  assert.deepEqual([slowed.length, slowed[0]?.body['code']], [40, 'slow_down']);
  assert.ok(reads <= 10, `${reads} reads`);
});
