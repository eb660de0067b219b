/** Limits that several instances count together in one store, and what happens if it does not count. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import type { CounterLimit } from '../../src/server/base/shared/counters.js';
import { createMemoryStore, type SecurityEvent, type Store } from '../../src/server/index.js';
import { ann, createBindingHarness } from '../support/server/binding-harness.js';
import { createHarness, type HarnessOptions } from '../support/server/harness.js';

const startMs = 1_800_000_000_000;

/** Two instances on one store, and everything that they do with its counters. */
function setupStore() {
  const memory = createMemoryStore({ now: () => startMs });
  const { counters = assert.fail() } = memory;
  const asked: CounterLimit[] = [];
  const state: { failing?: 'rejects' | 'answers nonsense'; calls: number } = { calls: 0 };
  const store: Store = {
    ...memory,
    counters: {
      async count(limits) {
        state.calls++;
        asked.push(...limits);
        if (state.failing === 'rejects') throw new Error('down');
        if (state.failing) return [];
        return counters.count(limits);
      },
      async giveBack(limit, slot) {
        state.calls++;
        if (state.failing) throw new Error('down');
        return counters.giveBack(limit, slot);
      },
    },
  };
  return { store, asked, state };
}

/** Alternates between two instances. */
function setupTwo(options: HarnessOptions = {}) {
  const { store } = setupStore();
  const instances = [createHarness({ store, ...options }), createHarness({ store, ...options })];
  return (turn: number) => instances[turn % 2] ?? assert.fail();
}

const emailCode = { method: 'email-code', fields: { email: 'ann@example.com' } };
const ask = async () => ({
  challenge: (await createChain()).challenge,
  purpose: 'login',
  method: 'scan',
});

test('five wrong proofs, whichever instance gets them, are all that a WeChat user has', async () => {
  const { store } = setupStore();
  const events: SecurityEvent[] = [];
  const onEvent = (event: SecurityEvent) => void events.push(event);
  const instances = [
    createBindingHarness({ store, onEvent }),
    createBindingHarness({ store, onEvent }),
  ] as const;
  const wrong = { ...ann, password: 'wrong' };
  for (let turn = 0; turn < 5; turn++) {
    const { startBinding, bind, byPassword } = instances[turn % 2] ?? assert.fail();
    const { tab, digits } = await startBinding();
    assert.equal((await bind(tab, byPassword(digits, wrong))).body['code'], 'proof_failed');
  }
  for (const { startBinding, bind, byPassword } of instances) {
    const { tab, digits } = await startBinding();
    const refused = await bind(tab, byPassword(digits, ann));
    assert.deepEqual([refused.status, refused.body['code']], [429, 'rate_limited']);
  }
  const hits = events.filter(({ type }) => type === 'limit_hit');
  assert.deepEqual(
    hits.map((event) => 'limit' in event && event.limit),
    ['badProofs', 'badProofs'],
  );
});

test('an address has its attempts of a minute once, and not once at each instance', async () => {
  const at = setupTwo({ limits: { createsPerAddressPerMinute: 6 } });
  const from = { address: '192.0.2.1' };
  for (let turn = 0; turn < 6; turn++) await at(turn).open({}, from);
  for (const turn of [0, 1]) {
    assert.equal((await at(turn).call('POST', '/attempts', await ask(), from)).status, 429);
    await at(turn).open({}, { address: '192.0.2.2' });
  }
});

test('of creates at the same moment at two instances, as many succeed as the limit says', async () => {
  const at = setupTwo({ limits: { createsPerAddressPerMinute: 10 } });
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, turn) =>
      at(turn).call('POST', '/attempts', await ask(), { address: '192.0.2.1' }),
    ),
  );
  const created = answers.filter(({ status }) => status === 201).length;
  assert.equal(created, 10);
});

test('the QR codes of a day are given once', async () => {
  const at = setupTwo({ limits: { qrCodesPerDay: 20 } });
  const statuses: number[] = [];
  for (let turn = 0; turn < 16; turn++) {
    const from = { address: `10.${turn}.0.1` };
    statuses.push((await at(turn).call('POST', '/attempts', await ask(), from)).status);
  }
  assert.equal(statuses.filter((status) => status === 201).length, 14, '60 % and 10 % of them');
  assert.deepEqual([at(0).scenes().length, at(1).scenes().length], [7, 7]);
});

test('ten scans in a minute are all that one WeChat user has', async () => {
  const at = setupTwo();
  const stateAfterScan = async (turn: number) => {
    const { open, scan, watch } = at(turn);
    const tab = await open();
    await scan(tab.scene);
    return (await watch(tab)).body['state'];
  };
  for (let turn = 0; turn < 10; turn++) assert.equal(await stateAfterScan(turn), 'approved');
  assert.deepEqual([await stateAfterScan(0), await stateAfterScan(1)], ['pending', 'pending']);
});

test('of digits for the chat, fewer are given in a minute than of QR codes, with a reserve', async () => {
  const at = setupTwo({
    officialAccount: { name: 'Example', methods: ['message'] },
    limits: { createsPerAddressPerMinute: 5000 },
  });
  let given = 0;
  const create = async (address: string) => {
    const asked = { ...(await ask()), method: 'message' };
    return (await at(given).call('POST', '/attempts', asked, { address })).status;
  };
  while (given < 2000 && (await create('192.0.2.1')) === 201) given++;
  assert.equal(given, 800);
  assert.equal(await create('198.51.100.1'), 201, 'somebody quiet');
});

for (const failing of ['rejects', 'answers nonsense'] as const) {
  test(`a store that ${failing} when it should count: 503, nothing is looked at, and it can be repeated`, async () => {
    const { store, state } = setupStore();
    const harness = createBindingHarness({ store });
    const { startBinding, bind, byPassword, call, calls, scan, open, watch, log } = harness;
    const { sendCode } = harness;
    const { tab, digits } = await startBinding();
    const scanned = await open();
    state.failing = failing;
    const refused = [
      await call('POST', '/attempts', await ask(), { address: '192.0.2.1' }),
      await bind(tab, byPassword(digits, ann)),
      await sendCode(tab, emailCode),
    ];
    for (const { status, body, headers } of refused) {
      assert.deepEqual([status, body['code']], [503, 'store_unavailable']);
      assert.equal(headers.get('retry-after'), '2');
    }
    await assert.rejects(scan(scanned.scene), 'WeChat repeats the push');
    assert.ok(!calls.includes('password'));
    assert.ok(log.some(({ event }) => event === 'store_failed'));
    delete state.failing;
    assert.equal((await watch(scanned)).body['state'], 'pending');
    assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
  });
}

test('what cannot be given back stays counted, and the visitor has their answer all the same', async () => {
  const { store, state } = setupStore();
  const { counters = assert.fail() } = store;
  const failing: Store = {
    ...store,
    counters: { ...counters, giveBack: () => Promise.reject(new Error('down')) },
  };
  const { startBinding, bind, byPassword, log } = createBindingHarness({ store: failing });
  const { tab, digits } = await startBinding();
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
  assert.ok(log.some(({ event }) => event === 'store_failed'));
  assert.ok(state.calls > 0);
});

test('the counters show no address, e-mail address or name', async () => {
  const { store, asked } = setupStore();
  const { startBinding, bind, byPassword, sendCode } = createBindingHarness({ store });
  for (const [openid, address] of [
    ['oPersonOne', '203.0.113.77'],
    ['oPersonTwo', '2001:db8:7:77::1'],
  ] as const) {
    const { tab, digits } = await startBinding({ openid });
    await sendCode(tab, emailCode, { address });
    await bind(tab, byPassword(digits, { ...ann, password: 'wrong' }), { address });
  }
  assert.ok(asked.length > 10);
  const keys = asked.map(({ key }) => key).join('\n');
  for (const secret of ['203.0.113', '2001:db8', 'example.com', 'ann']) {
    assert.ok(!keys.includes(secret), keys);
  }
});

test('a create costs two calls of the counters, whatever the store is', async () => {
  const { store, state } = setupStore();
  const { open, scan } = createHarness({ store });
  const tab = await open({}, { address: '192.0.2.1' });
  assert.equal(state.calls, 2, 'those of a minute, and those of the day');
  await scan(tab.scene);
  assert.equal(state.calls, 3);
});
