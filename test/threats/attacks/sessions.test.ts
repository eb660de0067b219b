/** Attacks on sessions: by a linked WeChat user, and by somebody who reads the database or the log. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { s256 } from '../../../src/protocol/chain.js';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import type { CookieSessions } from '../../../src/accounts/index.js';
import {
  createPostgresAccounts,
  createPostgresSessions,
  schema,
  type Query,
} from '../../../src/accounts/postgres/index.js';
import { createGate, renew, sessionOf } from '../../support/server/attacks.js';
import { until } from '../../support/until.js';
import { createHarness, settings, type HarnessOptions } from '../../support/server/harness.js';

/** The initial time of the harness. */
const now = (): number => 1_800_000_000_000;

/** An account to which two WeChat users are linked: its owner and a thief. */
async function createPair(
  options: HarnessOptions,
  sessions: CookieSessions,
  accounts = createMemoryAccounts(),
) {
  const policy = { newAccounts: 'create', openPlatform: false } as const;
  const harness = createHarness({ accounts, sessions, ...policy, ...options });
  const scanned = async (openid: string) => {
    const tab = await harness.open();
    await harness.scan(tab.scene, { openid });
    return tab;
  };
  const cookie = await renew(sessions, sessionOf(await harness.redeem(await scanned('oOwner'))));
  const { id = '' } = (await sessions.read(cookie)) ?? {};
  await accounts.link(id, { appId: settings.appId, openid: 'oThief' });
  const [, thief] = await accounts.identities(id);
  const unlinkThief = () =>
    harness.call('DELETE', `/identities/${thief?.id}`, undefined, { cookie });
  return { ...harness, scanned, unlinkThief };
}

test('a login that was under way during the unlink of its WeChat user signs nobody in', async () => {
  const sessions = createCookieSessions({ secure: true, now });
  const accounts = createMemoryAccounts();
  const gate = createGate();
  let [isSlow, isFound] = [false, false];
  const { scanned, redeem, unlinkThief } = await createPair(
    {
      accounts: {
        ...accounts,
        async find(identity) {
          const found = await accounts.find(identity);
          if (isSlow) {
            isSlow = false;
            isFound = true;
            await gate.opened;
          }
          return found;
        },
      },
    },
    sessions,
    accounts,
  );
  const tab = await scanned('oThief');
  isSlow = true;
  const redeeming = redeem(tab);
  await until(() => isFound);
  assert.ok(isFound);
  const unlinked = await unlinkThief();
  assert.equal(unlinked.status, 204, unlinked.text);
  gate.open();
  for (const answer of [await redeeming, await redeem(tab)]) {
    assert.equal(answer.status, 410, answer.text);
    assert.equal(sessionOf(answer), '');
  }
});

test('an unlink ends the other sessions even if the first try fails', async () => {
  const memory = createCookieSessions({ secure: true, now });
  let faults = 0;
  const sessions: CookieSessions = {
    ...memory,
    endAll(accountId) {
      return faults-- > 0 ? Promise.reject(new Error('down')) : memory.endAll(accountId);
    },
  };
  const { scanned, redeem, unlinkThief } = await createPair({}, sessions);
  const thief = sessionOf(await redeem(await scanned('oThief')));
  assert.ok(await memory.read(thief));
  faults = 1;
  const answer = await unlinkThief();
  assert.equal(answer.status, 204, answer.text);
  assert.equal(faults, -1, 'the first try failed, the second did not');
  assert.equal(await memory.read(thief), undefined);
  assert.ok(await memory.read(sessionOf(answer)), 'the one who unlinked is still signed in');
});

test('the session records and the log do not suffice to forge a cookie', async () => {
  const database = await PGlite.create();
  after(() => database.close());
  await database.exec(schema);
  const query: Query = (text, values) => database.query<Record<string, unknown>>(text, [...values]);
  const sessions = createPostgresSessions({ query, secure: true });
  const { open, scan, redeem, log } = createHarness({
    accounts: createPostgresAccounts({ query }),
    sessions,
    openPlatform: false,
  });
  const tab = await open();
  await scan(tab.scene);
  const cookie = sessionOf(await redeem(tab));
  assert.ok(await sessions.read(cookie));
  const { rows } = await query('select * from wml_sessions', []);
  const stored = Object.values(rows[0] ?? {}).map(String);
  const words = new Set(JSON.stringify(log).match(/[\w-]+/g));
  assert.ok(words.has(tab.id), 'the log says which attempt it was');
  const derived = await Promise.all(
    [...words].flatMap((word) => stored.map((each) => s256(`${each} ${word}`))),
  );
  const guesses = [...stored, ...words, ...derived].map((value) => `__Host-session=${value}`);
  assert.ok(!guesses.includes(cookie));
});
