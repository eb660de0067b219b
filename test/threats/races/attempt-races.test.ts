import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { createMemoryStore } from '../../../src/server/index.js';
import type { Store } from '../../../src/server/attempts/store/store.js';
import { turns } from '../../support/server/attacks.js';
import { createHarness } from '../../support/server/harness.js';
import { hookStore } from '../../support/server/hook-store.js';

/** A store in which each call lets others run first. */
const slow = (store: Store): Store => hookStore(store, () => turns(1));

for (const [name, wrap] of [
  ['a quick store', (store: Store) => store],
  ['a slow store', slow],
] as const) {
  test(`20 parallel redeems open one session and all get it, on ${name}`, async () => {
    const clock = { nowMs: 0 };
    const opened: string[] = [];
    const accounts = createMemoryAccounts();
    const created: string[] = [];
    const harness = createHarness({
      store: wrap(createMemoryStore({ now: () => clock.nowMs })),
      accounts: {
        find: (identity) => accounts.find(identity),
        create: (identity, context) => {
          created.push(context.key);
          return accounts.create(identity, context);
        },
      },
      sessions: {
        open: async (_, { key }) => {
          opened.push(key);
          await new Promise((resolve) => setImmediate(resolve));
          return { setCookies: [`session=${opened.length}`] };
        },
      },
    });
    clock.nowMs = harness.clock.nowMs;
    const tab = await harness.open();
    await harness.scan(tab.scene);
    const answers = await Promise.all(Array.from({ length: 20 }, () => harness.redeem(tab)));
    assert.equal(opened.length, 1);
    assert.deepEqual(created, [tab.id]);
    for (const { status, text, setCookies } of answers) {
      assert.equal(status, 200);
      assert.equal(text, answers[0]?.text);
      assert.equal(setCookies[0], 'session=1');
    }
  });
}

test('two phones scan one QR code: one signs in, the other reads that it is used', async () => {
  const { open, scan, redeem, accounts } = createHarness({
    store: slow(createMemoryStore({ now: () => 0 })),
  });
  const tab = await open({ lang: 'en' });
  const replies = await Promise.all([
    scan(tab.scene, { openid: 'oPersonOne' }),
    scan(tab.scene, { openid: 'oPersonTwo' }),
  ]);
  const winner = replies.findIndex((reply) => reply.startsWith('You have signed in'));
  assert.match(replies[1 - winner] ?? '', /already used/);
  assert.equal((await redeem(tab)).status, 200);
  const [appId, openids] = ['wx0123456789abcdef', ['oPersonOne', 'oPersonTwo']];
  const found = await Promise.all(openids.map((openid) => accounts.find({ appId, openid })));
  assert.deepEqual(
    found.map((account) => account !== undefined),
    [winner === 0, winner === 1],
  );
});

test('cancel and scan at once: one of them counts, and the chat says which', async () => {
  const { open, scan, call, bearer, watch } = createHarness({
    store: slow(createMemoryStore({ now: () => 0 })),
  });
  const tab = await open({ lang: 'en' });
  const [reply, cancelled] = await Promise.all([
    scan(tab.scene),
    call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key)),
  ]);
  assert.equal(cancelled.status, 204);
  assert.equal((await watch(tab)).body['state'], 'cancelled');
  assert.match(reply, /signed in|expired/);
});

test('cancel and redeem at once: "signed in" is answered only if it is true', async () => {
  const { open, scan, redeem, call, bearer, watch } = createHarness({
    store: slow(createMemoryStore({ now: () => 0 })),
  });
  const tab = await open();
  await scan(tab.scene);
  const [redeemed] = await Promise.all([
    redeem(tab),
    call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key)),
  ]);
  const { state } = (await watch(tab)).body;
  assert.equal(redeemed.status, state === 'completed' ? 200 : 410);
  if (redeemed.status === 410) {
    assert.ok(redeemed.setCookies.every((line) => line.includes('Max-Age=0')));
  }
});

test('after a redeem that failed half-way the next one acts at once and still says "new"', async () => {
  const accounts = createMemoryAccounts();
  let faults = 2;
  const { open, scan, redeem } = createHarness({
    accounts,
    sessions: {
      open: () =>
        faults-- > 0 ? Promise.reject(new Error('down')) : Promise.resolve({ sessionCode: 'once' }),
    },
  });
  const tab = await open();
  await scan(tab.scene);
  for (let fault = 0; fault < 2; fault++) {
    const answer = await redeem(tab);
    assert.equal(answer.status, 503);
    assert.equal(answer.body['code'], 'store_unavailable');
    assert.ok(answer.headers.get('retry-after'));
  }
  const answer = await redeem(tab);
  assert.equal(answer.status, 200);
  assert.equal(answer.body['isNew'], true);
  assert.equal(answer.body['code'], 'once');
});

test('with valid proofs, redeem reports the wrong state and, after the end, the reason', async () => {
  const { open, redeem, call, bearer, clock, watch } = createHarness();
  const tab = await open();
  const early = await redeem(tab);
  assert.equal(early.status, 409);
  assert.equal(early.body['code'], 'wrong_state');
  clock.nowMs += 260_000;
  const expired = await redeem(tab);
  assert.equal(expired.status, 410);
  assert.equal(expired.body['reason'], 'expired');
  const path = `/attempts/${tab.id}`;
  for (let again = 0; again < 2; again++) {
    assert.equal((await call('DELETE', path, undefined, bearer(tab.chain.key))).status, 204);
  }
  assert.equal((await watch(tab)).body['state'], 'expired');
  clock.nowMs += 300_000;
  assert.equal((await watch(tab)).status, 404);
});
