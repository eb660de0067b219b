/** Binds in parallel, interrupted binds, and repeated ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/server/index.js';
import type { Store } from '../../../src/server/attempts/store/store.js';
import { createGate, turns } from '../../support/server/attacks.js';
import { ann, ben, createBindingHarness, otherThan } from '../../support/server/binding-harness.js';
import { hookStore } from '../../support/server/hook-store.js';

const identity = 'wx0123456789abcdef oPersonOne';
const turn = (): Promise<void> => turns(1);
/** A store in which each call lets others run first. */
const slow = (): Store => hookStore(createMemoryStore({ now: () => 0 }), turn);

test('20 parallel binds of a new visitor create one account and open one session', async () => {
  const { startBinding, bind, calls, accountsById } = createBindingHarness({
    store: slow(),
    fault: turn,
  });
  const { tab } = await startBinding();
  const count = accountsById.size;
  const all = Array.from({ length: 20 }, () => bind(tab, { action: 'create' }));
  const answers = await Promise.all(all);
  assert.equal(accountsById.size, count + 1);
  for (const call of ['create', 'open']) {
    assert.equal(calls.filter((each) => each === call).length, 1, call);
  }
  for (const { status, text, setCookies } of answers) {
    assert.equal(status, 200, text);
    assert.equal(text, answers[0]?.text);
    assert.equal(setCookies[0], answers[0]?.setCookies[0]);
  }
});

test('20 parallel links, half of them with a wrong password, link once', async () => {
  const { startBinding, bind, byPassword, calls, notices } = createBindingHarness({
    store: slow(),
    fault: turn,
    limits: { badProofsPerIdentityPer15Minutes: 100 },
  });
  const { tab, digits } = await startBinding();
  const forms = Array.from({ length: 20 }, (_, index) =>
    byPassword(digits, index % 2 === 0 ? ann : { ...ann, password: 'wrong' }),
  );
  const answers = await Promise.all(forms.map((form) => bind(tab, form)));
  assert.equal(calls.filter((call) => call === 'link').length, 1);
  assert.equal(notices.length, 1);
  const done = answers.filter(({ status }) => status === 200);
  assert.ok(done.length >= 10, 'parallel callers get the same answer');
  assert.ok(done.every(({ text }) => text === done[0]?.text));
});

test('two choices at once: one account is linked, never both', async () => {
  const { startBinding, bind, byPassword, linked, calls } = createBindingHarness({ store: slow() });
  const { tab, digits } = await startBinding();
  const answers = await Promise.all(
    [ann, ben].map((account) => bind(tab, byPassword(digits, account))),
  );
  const [one, two] = answers.map(({ body }) => body['account']);
  assert.deepEqual(one, two);
  assert.equal(calls.filter((call) => call === 'link').length, 1);
  assert.equal(Object.keys(linked()).length, 1);
});

test('of several attempts of one new visitor that finish at once, the newest alone creates an account', async () => {
  const { startBinding, bind, accountsById } = createBindingHarness({ store: slow(), fault: turn });
  const asked = [await startBinding(), await startBinding(), await startBinding()];
  const count = accountsById.size;
  const answers = await Promise.all(asked.map(({ tab }) => bind(tab, { action: 'create' })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [410, 410, 200],
  );
  assert.equal(accountsById.size, count + 1);
});

test('a redeem during a bind waits for it and gets the same answer', async () => {
  const gate = createGate();
  const { startBinding, bind, redeem, calls } = createBindingHarness({
    fault: (call) => (call === 'create' ? gate.opened : undefined),
  });
  const { tab } = await startBinding();
  const bound = bind(tab, { action: 'create' });
  while (!calls.includes('create')) await turn();
  const redeemed = redeem(tab);
  await turns(20);
  gate.open();
  assert.equal((await redeemed).text, (await bound).text);
  assert.equal((await bound).status, 200);
});

for (const store of [slow, () => createMemoryStore({ now: () => 0 })]) {
  test(`cancel and bind at once on a ${store === slow ? 'slow' : 'quick'} store: "signed in" is answered only if it is true`, async () => {
    for (let delay = 0; delay < 12; delay++) {
      const { startBinding, bind, call, bearer, watch, byPassword } = createBindingHarness({
        store: store(),
        fault: turn,
      });
      const { tab, digits } = await startBinding();
      const bound = bind(tab, byPassword(digits, ann));
      await turns(delay * 2);
      await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
      const answer = await bound;
      const { state } = (await watch(tab)).body;
      assert.equal(answer.status, state === 'completed' ? 200 : 410, answer.text);
      if (answer.status === 410) assert.equal(answer.body['reason'], 'cancelled');
    }
  });
}

test('a bind that is cancelled before it acts creates, links and notifies nothing', async () => {
  for (const [body, stop] of [
    ['create', 'find'],
    ['link', 'password'],
  ] as const) {
    const gate = createGate();
    let isHeld = false;
    const harness = createBindingHarness({
      fault: (call) => (isHeld && call === stop ? gate.opened : undefined),
    });
    const { tab, digits } = await harness.startBinding();
    isHeld = true;
    harness.calls.length = 0;
    const count = harness.accountsById.size;
    const bound = harness.bind(
      tab,
      body === 'create' ? { action: 'create' } : harness.byPassword(digits, ann),
    );
    while (!harness.calls.includes(stop)) await turn();
    const path = `/attempts/${tab.id}`;
    await harness.call('DELETE', path, undefined, harness.bearer(tab.chain.key));
    gate.open();
    const answer = await bound;
    assert.deepEqual([answer.status, answer.body['reason']], [410, 'cancelled']);
    for (const call of ['create', 'link', 'open', 'endAll']) {
      assert.ok(!harness.calls.includes(call), call);
    }
    assert.deepEqual([harness.linked(), harness.accountsById.size], [{}, count]);
    assert.deepEqual(harness.notices, []);
  }
});

test('a bind that began in time finishes after the deadline, and no other can begin', async () => {
  const { startBinding, bind, clock, watch } = createBindingHarness({
    fault: (call) => {
      if (call === 'create') clock.nowMs += 5000;
    },
  });
  const [one, two] = [await startBinding(), await startBinding({ openid: 'oTwo' })];
  clock.nowMs += 599_999;
  assert.equal((await bind(one.tab, { action: 'create' })).status, 200);
  const late = await bind(two.tab, { action: 'create' });
  assert.deepEqual([late.status, late.body['reason']], [410, 'expired']);
  assert.equal((await watch(one.tab)).body['state'], 'completed');
});

test('a repeated bind with the same proofs gets the same answer and does nothing twice', async () => {
  const { startBinding, bind, byPassword, calls, clock, notices, call } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const form = byPassword(digits, ann);
  const first = await bind(tab, form);
  const count = calls.length;
  clock.nowMs += 59_000;
  const again = await bind(tab, form);
  assert.deepEqual([again.status, again.text], [200, first.text]);
  assert.deepEqual(again.setCookies, first.setCookies);
  // The login is over, so a wrong proof or another action gets the same answer.
  assert.equal((await bind(tab, byPassword(otherThan(digits), ben))).text, first.text);
  assert.deepEqual([calls.length, notices.length], [count, 1]);
  const { verifier, key } = tab.chain;
  const path = `/attempts/${tab.id}/bind`;
  for (const answer of [
    await call('POST', path, { ...form, verifier }),
    await call('POST', path, { ...form, verifier }, { cookie: `${tab.cookie}x` }),
    await call('POST', path, { ...form, verifier: key }, { cookie: tab.cookie }),
    await call('POST', '/attempts/AAAAAAAAAAAAAAAAAAAAAA/bind', { ...form, verifier }, tab),
  ]) {
    assert.deepEqual([answer.status, answer.body['code']], [404, 'not_found']);
    assert.deepEqual(answer.setCookies, []);
  }
  clock.nowMs += 2000;
  const late = await bind(tab, form);
  assert.deepEqual([late.status, late.body['reason']], [410, 'completed']);
});

for (const at of ['find', 'link', 'endAll', 'open', 'password'] as const) {
  test(`a link that fails at ${at} gets 503, and a retry links once`, async () => {
    let faults = 0;
    const harness = createBindingHarness({
      fault: (call) =>
        call === at && faults-- > 0 ? Promise.reject(new Error('connection reset')) : undefined,
    });
    const { startBinding, bind, byPassword, linked, log, sessionCount, sessionOf, accountIn } =
      harness;
    const { tab, digits } = await startBinding();
    faults = 2;
    for (let fault = 0; fault < 2; fault++) {
      const refused = await bind(tab, byPassword(digits, ann));
      assert.deepEqual([refused.status, refused.body['code']], [503, 'store_unavailable']);
      assert.ok(refused.headers.get('retry-after'));
      assert.deepEqual(refused.setCookies, []);
    }
    assert.ok(log.some(({ event }) => event === 'bind_failed'));
    const done = await bind(tab, byPassword(digits, ann));
    assert.deepEqual([done.status, done.body['linked']], [200, true]);
    assert.deepEqual(linked(), { [identity]: 'ann' });
    assert.deepEqual([sessionCount(), accountIn(sessionOf(done))], [1, 'ann']);
  });
}

for (const at of ['find', 'create', 'open'] as const) {
  test(`a new account that fails at ${at} gets 503, and a retry creates one, still new`, async () => {
    let faults = 0;
    const { startBinding, bind, accountsById, sessionCount } = createBindingHarness({
      fault: (call) =>
        call === at && faults-- > 0 ? Promise.reject(new Error('connection reset')) : undefined,
    });
    const { tab } = await startBinding();
    const count = accountsById.size;
    faults = 1;
    assert.equal((await bind(tab, { action: 'create' })).status, 503);
    const done = await bind(tab, { action: 'create' });
    assert.deepEqual([done.status, done.body['isNew']], [200, true]);
    assert.deepEqual([accountsById.size, sessionCount()], [count + 1, 1]);
  });
}

test('a store that fails at any write of a link loses nothing and repeats nothing', async () => {
  // Three writes: the lease, the proof and the end. Each of them fails once.
  for (let failing = 1; failing <= 3; failing++) {
    let writes = -Infinity;
    const store = hookStore(createMemoryStore({ now: () => 0 }), (method) => {
      if (method === 'advance' && ++writes === failing) return Promise.reject(new Error('gone'));
      return undefined;
    });
    const harness = createBindingHarness({ store });
    const { tab, digits } = await harness.startBinding();
    writes = 0;
    const refused = await harness.bind(tab, harness.byPassword(digits, ann));
    assert.deepEqual([refused.status, refused.body['code']], [503, 'store_unavailable']);
    // A release that failed does not matter once the lease has run out.
    harness.clock.nowMs += 10_000;
    const done = await harness.bind(tab, harness.byPassword(digits, ann));
    assert.equal(done.status, 200, done.text);
    assert.deepEqual(harness.linked(), { [identity]: 'ann' });
    assert.equal(harness.sessionCount(), 1);
  }
});

test('a fault counts against the WeChat user, because it may mean a wrong proof, but not against the attempt', async () => {
  const { startBinding, bind, byPassword, linked } = createBindingHarness({
    fault: (call) => {
      if (call === 'password' && faults-- > 0) return Promise.reject(new Error('down'));
      return undefined;
    },
  });
  let faults = 4;
  const { tab, digits } = await startBinding();
  for (let fault = 0; fault < 4; fault++) {
    assert.equal((await bind(tab, byPassword(digits, ann))).status, 503);
  }
  const wrong = await bind(tab, byPassword(digits, { ...ann, password: 'wrong' }));
  assert.deepEqual([wrong.status, wrong.body['remaining']], [401, 4]);
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 429, 'five in 15 minutes');
  const another = await startBinding({ openid: 'oAnother' });
  assert.equal((await bind(another.tab, byPassword(another.digits, ann))).status, 200);
  assert.deepEqual(Object.values(linked()), ['ann']);
});
