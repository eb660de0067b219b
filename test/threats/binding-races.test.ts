/** Binding side by side, cut off in the middle, and asked again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../src/server/index.js';
import type { Store } from '../../src/server/attempts/store.js';
import { ann, ben, createBindingWorld, otherThan } from '../support/server/binding.js';

const identity = 'wx0123456789abcdef oPersonOne';
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The store, but each call lets the others run first, and the one that `fails` rejects. */
function through(store: Store, before: (method: keyof Store) => Promise<void> | void): Store {
  return {
    create: async (attempt) => (await before('create'), store.create(attempt)),
    get: async (id) => (await before('get'), store.get(id)),
    byScene: async (scene) => (await before('byScene'), store.byScene(scene)),
    advance: async (id, rev, next) => (await before('advance'), store.advance(id, rev, next)),
    subscribe: (id, listener) => store.subscribe(id, listener),
  };
}
const slow = (): Store => through(createMemoryStore({ now: () => 0 }), turn);

test('20 parallel binds of somebody new make one account and open one session', async () => {
  const { ask, bind, calls, members } = createBindingWorld({ store: slow(), fault: turn });
  const { tab } = await ask();
  const count = members.size;
  const all = Array.from({ length: 20 }, () => bind(tab, { action: 'create' }));
  const answers = await Promise.all(all);
  assert.equal(members.size, count + 1);
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
  const { ask, bind, byPassword, calls, notices } = createBindingWorld({
    store: slow(),
    fault: turn,
    limits: { badProofsPer15Minutes: 100 },
  });
  const { tab, digits } = await ask();
  const forms = Array.from({ length: 20 }, (_, index) =>
    byPassword(digits, index % 2 === 0 ? ann : { ...ann, password: 'wrong' }),
  );
  const answers = await Promise.all(forms.map((form) => bind(tab, form)));
  assert.equal(calls.filter((call) => call === 'link').length, 1);
  assert.equal(notices.length, 1);
  const done = answers.filter(({ status }) => status === 200);
  assert.ok(done.length >= 10, 'who asks beside gets the same answer');
  assert.ok(done.every(({ text }) => text === done[0]?.text));
});

test('a choice between two proofs side by side: one account is linked, never both', async () => {
  const { ask, bind, byPassword, linked, calls } = createBindingWorld({ store: slow() });
  const { tab, digits } = await ask();
  const answers = await Promise.all(
    [ann, ben].map((member) => bind(tab, byPassword(digits, member))),
  );
  const [one, two] = answers.map(({ body }) => body['account']);
  assert.deepEqual(one, two);
  assert.equal(calls.filter((call) => call === 'link').length, 1);
  assert.equal(Object.keys(linked()).length, 1);
});

test('two attempts of one new person, finished at once: one account', async () => {
  const { ask, bind, members } = createBindingWorld({ store: slow(), fault: turn });
  const asked = [await ask(), await ask(), await ask()];
  const count = members.size;
  const answers = await Promise.all(asked.map(({ tab }) => bind(tab, { action: 'create' })));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(members.size, count + 1);
});

test('a redeem beside a bind waits for it, and is told the same', async () => {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const { ask, bind, redeem, calls } = createBindingWorld({
    fault: (call) => (call === 'create' ? held : undefined),
  });
  const { tab } = await ask();
  const bound = bind(tab, { action: 'create' });
  while (!calls.includes('create')) await turn();
  const redeemed = redeem(tab);
  for (let index = 0; index < 20; index++) await turn();
  goOn();
  assert.equal((await redeemed).text, (await bound).text);
  assert.equal((await bound).status, 200);
});

for (const store of [slow, () => createMemoryStore({ now: () => 0 })]) {
  test(`cancel beside bind, on ${store === slow ? 'a slow' : 'a quick'} store: who is told "signed in" is`, async () => {
    for (let turns = 0; turns < 12; turns++) {
      const { ask, bind, call, bearer, watch, byPassword } = createBindingWorld({
        store: store(),
        fault: turn,
      });
      const { tab, digits } = await ask();
      const bound = bind(tab, byPassword(digits, ann));
      for (let index = 0; index < turns * 2; index++) await turn();
      await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
      const answer = await bound;
      const { state } = (await watch(tab)).body;
      assert.equal(answer.status, state === 'completed' ? 200 : 410, answer.text);
      if (answer.status === 410) assert.equal(answer.body['reason'], 'cancelled');
    }
  });
}

test('a bind that is cancelled before its effects makes nothing, links nothing and tells nobody', async () => {
  for (const [body, stop] of [
    ['create', 'find'],
    ['link', 'password'],
  ] as const) {
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let isHeld = false;
    const world = createBindingWorld({
      fault: (call) => (isHeld && call === stop ? held : undefined),
    });
    const { tab, digits } = await world.ask();
    isHeld = true;
    world.calls.length = 0;
    const count = world.members.size;
    const bound = world.bind(
      tab,
      body === 'create' ? { action: 'create' } : world.byPassword(digits, ann),
    );
    while (!world.calls.includes(stop)) await turn();
    const path = `/attempts/${tab.id}`;
    await world.call('DELETE', path, undefined, world.bearer(tab.chain.key));
    goOn();
    const answer = await bound;
    assert.deepEqual([answer.status, answer.body['reason']], [410, 'cancelled']);
    for (const call of ['create', 'link', 'open', 'endAll']) {
      assert.ok(!world.calls.includes(call), call);
    }
    assert.deepEqual([world.linked(), world.members.size], [{}, count]);
    assert.deepEqual(world.notices, []);
  }
});

test('time that runs out beside a bind does not cut it off, and nobody begins one after', async () => {
  const { ask, bind, clock, watch } = createBindingWorld({
    fault: (call) => {
      if (call === 'create') clock.nowMs += 5000;
    },
  });
  const [one, two] = [await ask(), await ask({ openid: 'oTwo' })];
  clock.nowMs += 599_999;
  assert.equal((await bind(one.tab, { action: 'create' })).status, 200);
  const late = await bind(two.tab, { action: 'create' });
  assert.deepEqual([late.status, late.body['reason']], [410, 'expired']);
  assert.equal((await watch(one.tab)).body['state'], 'completed');
});

test('asked again with the same proofs, bind gives the same answer and does nothing twice', async () => {
  const { ask, bind, byPassword, calls, clock, notices, call } = createBindingWorld();
  const { tab, digits } = await ask();
  const form = byPassword(digits, ann);
  const first = await bind(tab, form);
  const count = calls.length;
  clock.nowMs += 59_000;
  const again = await bind(tab, form);
  assert.deepEqual([again.status, again.text], [200, first.text]);
  assert.deepEqual(again.setCookies, first.setCookies);
  // Also with a proof that is wrong, or another action: the login is over.
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
  test(`a link that fails at ${at} is a 503, and asked again it is there, once`, async () => {
    let faults = 0;
    const world = createBindingWorld({
      fault: (call) =>
        call === at && faults-- > 0 ? Promise.reject(new Error('connection reset')) : undefined,
    });
    const { ask, bind, byPassword, linked, log, sessionCount, sessionOf, accountIn } = world;
    const { tab, digits } = await ask();
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
  test(`a new account that fails at ${at} is a 503, and asked again it is one, and new`, async () => {
    let faults = 0;
    const { ask, bind, members, sessionCount } = createBindingWorld({
      fault: (call) =>
        call === at && faults-- > 0 ? Promise.reject(new Error('connection reset')) : undefined,
    });
    const { tab } = await ask();
    const count = members.size;
    faults = 1;
    assert.equal((await bind(tab, { action: 'create' })).status, 503);
    const done = await bind(tab, { action: 'create' });
    assert.deepEqual([done.status, done.body['isNew']], [200, true]);
    assert.deepEqual([members.size, sessionCount()], [count + 1, 1]);
  });
}

test('a store that goes away at any write of a link loses nothing and doubles nothing', async () => {
  // The claim, the proof and the end are written: each of them fails once.
  for (let failing = 1; failing <= 3; failing++) {
    let writes = -Infinity;
    const store = through(createMemoryStore({ now: () => 0 }), (method) => {
      if (method === 'advance' && ++writes === failing) return Promise.reject(new Error('gone'));
      return undefined;
    });
    const world = createBindingWorld({ store });
    const { tab, digits } = await world.ask();
    writes = 0;
    const refused = await world.bind(tab, world.byPassword(digits, ann));
    assert.deepEqual([refused.status, refused.body['code']], [503, 'store_unavailable']);
    // What the release could not say, the end of the lease does.
    world.clock.nowMs += 10_000;
    const done = await world.bind(tab, world.byPassword(digits, ann));
    assert.equal(done.status, 200, done.text);
    assert.deepEqual(world.linked(), { [identity]: 'ann' });
    assert.equal(world.sessionCount(), 1);
  }
});

test('a fault is nobody’s bad proof', async () => {
  const { ask, bind, byPassword, linked } = createBindingWorld({
    fault: (call) => {
      if (call === 'password' && faults-- > 0) return Promise.reject(new Error('down'));
      return undefined;
    },
  });
  let faults = 7;
  const { tab, digits } = await ask();
  for (let fault = 0; fault < 7; fault++) {
    assert.equal((await bind(tab, byPassword(digits, ann))).status, 503);
  }
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
  assert.deepEqual(linked(), { [identity]: 'ann' });
});
