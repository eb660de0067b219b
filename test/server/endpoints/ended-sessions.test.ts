/** "Sign out everywhere" ends the scans that were approved before it, whoever still holds them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import type { HostAccount } from '../../../src/server/host/host.js';
import { createHarness, settings, type HarnessOptions } from '../../support/server/harness.js';

const identity = { appId: settings.appId, openid: 'oPersonOne' };

async function createSignOut(options: HarnessOptions = {}) {
  const clock = { nowMs: 0 };
  const accounts = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: true, now: () => clock.nowMs });
  const opened: HostAccount[] = [];
  const harness = createHarness({
    accounts,
    openPlatform: false,
    ...options,
    sessions: {
      ...sessions,
      open(account, context) {
        opened.push(account);
        return sessions.open(account, context);
      },
      ...options.sessions,
    },
  });
  clock.nowMs = harness.clock.nowMs;
  const pass = (ms: number): void => {
    harness.clock.nowMs += ms;
    clock.nowMs += ms;
  };
  const owner = await accounts.create(identity, { key: 'owner' });
  const scanned = async () => {
    const tab = await harness.open();
    const reply = await harness.scan(tab.scene, identity);
    return { tab, digits: /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0] };
  };
  return { ...harness, accounts, sessions, opened, owner, pass, scanned };
}

for (const [afterMs, agoMs] of [
  [1, 0],
  [1, 295_000],
  [200_000, 95_000],
] as const) {
  test(`a scan ${afterMs} ms before "sign out everywhere" no longer signs in ${agoMs} ms after it`, async () => {
    const { scanned, sessions, owner, pass, redeem, watch, opened, log } = await createSignOut();
    const { tab } = await scanned();
    pass(afterMs);
    await sessions.endAll(owner.id);
    pass(agoMs);
    const answer = await redeem(tab);
    assert.deepEqual([answer.status, answer.body['code']], [410, 'gone']);
    assert.equal((await watch(tab)).body['state'], 'failed');
    assert.deepEqual([opened, await sessions.endedAtMs('nobody')], [[], undefined]);
    assert.match(JSON.stringify(log), /signed_out_before_redeem/);

    const next = await scanned();
    assert.equal((await redeem(next.tab)).status, 200, 'a new scan signs in');
  });
}

test('nobody gets the cookie of a session that is opened while the account signs out everywhere', async () => {
  const { scanned, redeem, sessions, owner, pass } = await createSignOut({
    sessions: {
      async open() {
        pass(1);
        await sessions.endAll(owner.id);
        return { setCookies: ['late=1; Path=/'] };
      },
    },
  });
  const { tab } = await scanned();
  const answer = await redeem(tab);
  assert.equal(answer.status, 410);
  assert.doesNotMatch(answer.setCookies.join(), /late/);
});

test('sessions without endedAtMs are not asked', async () => {
  const { scanned, redeem, sessions, owner, pass } = await createSignOut({
    sessions: { endedAtMs: undefined } as never,
  });
  const { tab } = await scanned();
  pass(1);
  await sessions.endAll(owner.id);
  assert.equal((await redeem(tab)).status, 200);
});

test('nobody is signed in while it is not known when the sessions were ended', async () => {
  for (const [endedAtMs, code] of [
    [() => Promise.reject(new Error('down')), 'store_unavailable'],
    [() => Promise.resolve(1_800_000_000), 'misconfigured'],
  ] as const) {
    const { scanned, redeem, opened } = await createSignOut({ sessions: { endedAtMs } as never });
    const { tab } = await scanned();
    assert.equal((await redeem(tab)).body['code'], code);
    assert.deepEqual(opened, []);
  }
});

for (const action of ['create', 'link'] as const) {
  test(`an attempt that asks for the account is over after "sign out everywhere": ${action}`, async () => {
    const { scanned, redeem, call, accounts, sessions, owner, opened, pass } = await createSignOut({
      newAccounts: 'ask',
      linkMethods: [
        {
          ...{ method: 'card', label: 'Card', fields: [], target: () => 'card' },
          accounts: () => Promise.resolve([owner]),
        },
      ],
    });
    await accounts.unlinkAll(owner.id);
    const { tab, digits } = await scanned();
    assert.equal((await redeem(tab)).body['result'], 'binding');
    // Another page of the same person has created or linked the account in the meantime.
    if (action === 'create') await accounts.link(owner.id, identity);
    pass(1);
    await sessions.endAll(owner.id);
    const { id, cookie, chain } = tab;
    const proof = action === 'link' ? { method: 'card', fields: {}, chatCode: digits } : {};
    const body = { verifier: chain.verifier, action, ...proof };
    const answer = await call('POST', `/attempts/${id}/bind`, body, { cookie });
    assert.deepEqual([answer.status, answer.body['code']], [410, 'gone']);
    assert.deepEqual(opened, []);
    const found = await accounts.find(identity);
    assert.equal(found?.id, action === 'create' ? owner.id : undefined);
  });
}
