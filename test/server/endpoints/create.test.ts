/** What `POST /attempts` takes from the page for the application, and tells it about new accounts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import type { Attempt } from '../../../src/server/attempts/attempt.js';
import { createMemoryStore, type Accounts, type Sessions } from '../../../src/server/index.js';
import { ann, createBindingHarness } from '../../support/server/binding-harness.js';
import { createHarness } from '../../support/server/harness.js';

/** A backend that records what `create` and `open` are told, and every attempt that is stored. */
function createRecording(newAccounts: 'ask' | 'create') {
  const given: unknown[] = [];
  const stored: Attempt[] = [];
  const now = (): number => Date.now();
  const store = createMemoryStore({ now });
  const accounts: Accounts = {
    find: () => Promise.resolve(undefined),
    create: (_, context) => Promise.resolve(void given.push(context.appData)).then(() => ann),
    link: () => Promise.resolve('linked'),
  };
  const sessions: Sessions = {
    open(_, { appData }) {
      given.push(appData);
      return Promise.resolve({ setCookies: ['session=1; Path=/'] });
    },
    current: () => Promise.resolve(undefined),
  };
  const harness = createHarness({
    accounts,
    sessions,
    newAccounts,
    now,
    store: {
      ...store,
      advance(id, rev, next) {
        stored.push(next);
        return store.advance(id, rev, next);
      },
    },
  });
  harness.clock.nowMs = Date.now();
  return { given, stored, ...harness };
}

const invitation = 'invitation-7f3a 邀请';

for (const newAccounts of ['create', 'ask'] as const) {
  test(`appData reaches create and open alone, with newAccounts "${newAccounts}"`, async () => {
    const { open, scan, redeem, watch, call, given, stored, log } = createRecording(newAccounts);
    const tab = await open({ appData: invitation });
    const reply = await scan(tab.scene);
    const seen = [tab.created.text, reply, (await watch(tab)).text, (await redeem(tab)).text];
    if (newAccounts === 'ask') {
      const body = { verifier: tab.chain.verifier, action: 'create' };
      seen.push((await call('POST', `/attempts/${tab.id}/bind`, body, tab)).text);
    }
    assert.deepEqual(given, [invitation, invitation]);
    assert.match(seen.at(-1) ?? '', /authenticated/);
    for (const each of [...seen, JSON.stringify(log)]) assert.doesNotMatch(each, /7f3a/);
    // It is kept until the attempt ends, and no longer.
    const kept = stored.map(({ state, appData }) => [state, appData === invitation] as const);
    assert.ok(kept.length > 2 && kept.every(([state, has]) => has === (state !== 'completed')));
  });
}

test('without appData, the application is told none', async () => {
  const { open, scan, redeem, given } = createRecording('create');
  for (const appData of [undefined, null, '']) {
    const tab = await open({ appData });
    await scan(tab.scene);
    await redeem(tab);
  }
  assert.deepEqual(given, Array(6).fill(undefined));
});

const emoji = '🏔️'.slice(0, 2);
const values: readonly [string, unknown, 201 | 400][] = [
  ['1000 characters', 'x'.repeat(1000), 201],
  ['1000 characters of 4 bytes', emoji.repeat(1000), 201],
  ['1001 characters', 'x'.repeat(1001), 400],
  ['a number', 7, 400],
  ['an object', { invitation }, 400],
  ['a list', [invitation], 400],
  ['an object that became a string', '[object Object]', 400],
  ['two objects that became a string', '[object Object],[object Object]\n', 400],
  ['a text around such an object', 'invitation\n[object Map]', 400],
];

for (const [what, appData, status] of values) {
  test(`appData with ${what} is answered ${status}, and the refusal names it`, async () => {
    const { call } = createHarness();
    const { challenge } = await createChain();
    const returnTo = `/${'a'.repeat(2047)}`;
    const body = { challenge, purpose: 'login', method: 'scan', returnTo, appData };
    const answer = await call('POST', '/attempts', body);
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.body['field'], status === 400 ? 'appData' : undefined);
    assert.doesNotMatch(answer.text, /object|invitation/);
  });
}

test('with newAccounts "existing-only", create says so before anybody scans', async () => {
  const toldBy = async (newAccounts: 'ask' | 'create' | 'existing-only', more = {}) => {
    const harness = createBindingHarness({ newAccounts });
    const cookie = harness.signedIn(ann);
    return (await harness.open(more, { cookie })).created.body['newAccounts'];
  };
  assert.equal(await toldBy('existing-only'), 'existing-only');
  assert.equal(await toldBy('ask'), undefined);
  assert.equal(await toldBy('create'), undefined);
  // On a settings page, the account is there.
  assert.equal(await toldBy('existing-only', { purpose: 'link' }), undefined);
});
