/** "Not me" in the chat: before, during and after a login. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryIdentityRecords, type Sessions } from '../../../../../src/server/index.js';
import {
  createHarness,
  linkText,
  type HarnessOptions,
} from '../../../../support/server/harness.js';
import { lin, mei } from '../../../../support/accounts/sessions-contract.js';

const dayMs = 86_400_000;

/** A backend that asks, and records which logins its sessions end. */
function createAsking({ sessions, ...options }: HarnessOptions = {}) {
  const ended: string[] = [];
  const events: unknown[] = [];
  const ending: Sessions = {
    open: () => Promise.resolve({ setCookies: ['session=1'] }),
    end: (login) => Promise.resolve(void ended.push(login)),
  };
  const harness = createHarness({
    confirm: 'auto',
    accounts: { find: () => Promise.resolve(lin), create: () => Promise.resolve(mei) },
    onEvent: (event) => void events.push(event),
    sessions: sessions ?? ending,
    ...options,
  });
  const { open, scan, tap, redeem, watch } = harness;
  async function ask() {
    const tab = await open({ lang: 'en' });
    return { tab, reply: await scan(tab.scene) };
  }
  /** Signs a person in. Returns the answer to the confirmation, which offers Not me. */
  async function signIn() {
    const { tab, reply } = await ask();
    const answer = await tap(reply, 'confirm');
    assert.equal((await redeem(tab)).status, 200);
    return { tab, reply: answer };
  }
  const stateOf = async (tab: Parameters<typeof watch>[0]) => (await watch(tab)).body['state'];
  return { ...harness, ask, signIn, stateOf, ended, events };
}

const stopped = /^Thank you\. Nobody was signed in/;
const undone = /^Thank you\. This login is being ended/;
const tooLate = /can no longer be undone here\. If it was not you, please contact login\.example/;

test('Not me in the question denies the attempt', async () => {
  const { ask, tap, stateOf, redeem, events } = createAsking();
  const { tab, reply } = await ask();
  assert.match(await tap(reply, 'not-me'), stopped);
  assert.equal(await stateOf(tab), 'denied');
  const { status, body } = await redeem(tab);
  assert.deepEqual([status, body['reason']], [410, 'denied']);
  assert.match(await tap(reply, 'not-me'), stopped, 'said twice');
  assert.deepEqual(events, [{ type: 'denied', attempt: tab.id, by: 'notMe', wasCompleted: false }]);
});

test('Not me after Confirm denies the attempt that was approved', async () => {
  const { ask, tap, stateOf } = createAsking();
  const { tab, reply } = await ask();
  assert.match(await tap(await tap(reply, 'confirm'), 'not-me'), stopped);
  assert.equal(await stateOf(tab), 'denied');
  assert.match(await tap(reply, 'confirm'), /^It is too late/);
});

test('Not me after a login ends its session, for 24 hours', async () => {
  const { signIn, tap, ended, events, clock } = createAsking();
  const { tab, reply } = await signIn();
  clock.nowMs += dayMs - 1;
  assert.match(await tap(reply, 'not-me'), undone, 'in the language of a page long forgotten');
  assert.deepEqual(ended, [tab.id]);
  assert.deepEqual(events.at(-1), {
    ...{ type: 'denied', attempt: tab.id, by: 'notMe', wasCompleted: true },
  });
});

test('Not me after 24 hours gets a sentence and changes nothing', async () => {
  const { signIn, tap, ended, clock } = createAsking();
  const { reply } = await signIn();
  clock.nowMs += dayMs;
  assert.match(await tap(reply, 'not-me'), tooLate);
  clock.nowMs += 2 * dayMs;
  assert.match(await tap(reply, 'not-me'), tooLate);
  assert.deepEqual(ended, []);
});

test('Not me is about its own login, whichever was the last', async () => {
  const { signIn, ask, tap, stateOf, ended } = createAsking();
  const [one, two] = [await signIn(), await signIn()];
  const three = await ask();
  assert.match(await tap(one.reply, 'not-me'), undone);
  assert.deepEqual(ended, [one.tab.id]);
  assert.deepEqual([await stateOf(two.tab), await stateOf(three.tab)], ['completed', 'scanned']);
});

test('nobody else can say Not me', async () => {
  const { signIn, ask, type, stateOf, ended } = createAsking();
  const { reply } = await signIn();
  const { tab, reply: question } = await ask();
  for (const text of [linkText(reply, 'not-me'), linkText(question, 'not-me')]) {
    assert.match(await type(text, { openid: 'oOther' }), /not being asked this now/);
  }
  assert.deepEqual([await stateOf(tab), ended], ['scanned', []]);
});

test('Not me is recorded before the attempt ends, so that a redeem under way finds it', async () => {
  const records = createMemoryIdentityRecords();
  const seen: unknown[] = [];
  const { ask, tap, stateOf } = createAsking({
    identityRecords: {
      get: (key) => records.get(key),
      async set(key, rev, record, forgetAtMs) {
        if (record.logins?.some(({ deniedAtMs }) => deniedAtMs !== undefined)) {
          seen.push(await stateOf(tab));
        }
        return records.set(key, rev, record, forgetAtMs);
      },
    },
  });
  const { tab, reply } = await ask();
  await tap(reply, 'not-me');
  assert.equal(seen[0], 'scanned');
});

test('without sessions.end, Not me stops a login only until it is completed, and the log says so', async () => {
  const sessions = { open: () => Promise.resolve({ setCookies: ['session=1'] }) };
  const { signIn, ask, tap, events, log } = createAsking({ sessions });
  assert.match(JSON.stringify(log), /not_me_limited.*`end\(login\)`/);
  const { reply } = await signIn();
  assert.match(await tap(reply, 'not-me'), tooLate);
  assert.deepEqual(
    events.filter((each) => JSON.stringify(each).includes('denied')),
    [],
  );
  assert.match(await tap((await ask()).reply, 'not-me'), stopped);
});
