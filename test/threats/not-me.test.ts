/** "Not me" undoes a login and what descends from it, also in the middle of a redeem, and after a crash. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Accounts } from '../../src/server/host/host.js';
import { recordKey } from '../../src/server/host/records/identity-records.js';
import { createGate, digitsIn, turns } from '../support/server/attacks.js';
import {
  appId,
  assertProblem,
  createPeople,
  type PeopleOptions,
} from '../support/server/people.js';
import { until } from '../support/until.js';

const dayMs = 86_400_000;
const victim = { appId, openid: 'oVictim' };

/** A copy without this property, which is optional. */
function without<T extends object>(given: T, name: keyof T): T {
  const others = Object.entries(given).filter(([each]) => each !== name);
  // Only an optional property is left out.
  return Object.fromEntries(others) as T;
}

/** A victim with an account and a family phone linked to it, who has confirmed a stranger's login. */
async function createPhished(options: PeopleOptions = {}) {
  const people = createPeople(options);
  await people.createBrowser().signIn('oVictim');
  const own = people.createBrowser();
  await own.signIn('oVictim');
  const id = (await people.accountOf('oVictim')) ?? assert.fail('no account');
  await people.accounts.link(id, { appId, openid: 'oFamily' });
  people.clock.nowMs += dayMs;
  const stranger = people.createBrowser();
  const { reply, tab, isAsked } = await stranger.signIn('oVictim');
  assert.ok(isAsked);
  const sayNotMe = (): Promise<string> => people.tap(reply, 'not-me', { openid: 'oVictim' });
  return { ...people, id, own, stranger, tab, sayNotMe };
}

test('Not me ends what descends from the login: sessions, links, unlinks, and known browsers', async () => {
  const { createBrowser, accountOf, stranger, own, id, clock, log, sayNotMe } =
    await createPhished();
  assert.equal((await stranger.link('oStranger')).status, 200);
  const elsewhere = createBrowser();
  await elsewhere.signIn('oStranger');
  assert.equal((await elsewhere.session())?.account.id, id);
  // Neither the renewed session nor one of the linked WeChat may remove the person who signed in.
  for (const browser of [stranger, elsewhere]) {
    const refused = await browser.unlink('oVictim');
    assertProblem(refused, 403, 'too_recent');
    assert.ok(Number(refused.headers.get('retry-after')) > 80_000);
  }
  assert.equal((await elsewhere.unlink('oFamily')).status, 204);
  assert.equal((await elsewhere.link('oThird')).status, 200);
  assert.equal(await accountOf('oFamily'), undefined);

  clock.nowMs += dayMs - 60_000;
  assert.match(await sayNotMe(), /./);
  for (const browser of [stranger, elsewhere]) assert.equal(await browser.session(), undefined);
  assert.deepEqual(
    [await accountOf('oVictim'), await accountOf('oFamily')],
    [id, id],
    'the owners open the account',
  );
  assert.deepEqual(
    [await accountOf('oStranger'), await accountOf('oThird')],
    [undefined, undefined],
  );
  for (const browser of [stranger, own]) {
    assert.equal((await browser.signIn('oVictim')).isAsked, true, 'no browser is known');
  }
  assert.equal(
    log.some(({ event }) => event === 'undo_incomplete'),
    false,
  );
});

test('Not me leaves the sessions of other logins alone, and may be said again', async () => {
  const { own, stranger, sayNotMe, events } = await createPhished();
  await own.signIn('oVictim');
  await sayNotMe();
  await sayNotMe();
  assert.equal(await stranger.session(), undefined);
  assert.ok(await own.session());
  assert.equal(events.filter(({ type }) => type === 'denied').length, 1);
});

test('after 24 hours Not me undoes nothing, and the session may unlink', async () => {
  const { stranger, clock, accounts, id, sayNotMe } = await createPhished();
  await stranger.link('oStranger');
  clock.nowMs += dayMs;
  await sayNotMe();
  assert.ok(await stranger.session());
  await stranger.signIn('oStranger', 'step-up');
  assert.equal((await stranger.unlink('oVictim')).status, 204);
  assert.equal((await accounts.identities(id)).length, 2);
});

for (const when of ['before', 'after'] as const) {
  test(`Not me in the middle of a redeem, ${when} the session is opened: nobody gets it`, async () => {
    const gate = createGate();
    let [isSlow, isWaiting] = [false, false];
    const cookies: string[] = [];
    const wait = async (isNow: boolean): Promise<void> => {
      if (!isSlow || !isNow) return;
      isWaiting = true;
      await gate.opened;
    };
    const people = createPeople({
      newAccounts: 'create',
      wrapSessions: (sessions) => ({
        ...sessions,
        async open(...given) {
          await wait(when === 'before');
          const opened = await sessions.open(...given);
          if (isSlow) cookies.push(opened.setCookies?.[0]?.split(';')[0] ?? '');
          await wait(when === 'after');
          return opened;
        },
      }),
    });
    await people.createBrowser().signIn('oVictim');
    const stranger = people.createBrowser();
    const tab = await stranger.open();
    const { reply } = await people.answerScan(tab, 'oVictim');
    isSlow = true;
    const redeeming = stranger.redeem(tab);
    await until(() => isWaiting);
    await people.tap(reply, 'not-me', { openid: 'oVictim' });
    gate.open();
    assertProblem(await redeeming, 410, 'gone', 'denied');
    assert.equal(stranger.jar.has('__Host-session'), false);
    assert.equal(stranger.jar.has('__Host-wml-device'), false);
    // It was opened, and ended.
    assert.equal(cookies.length, 1);
    assert.equal(await people.sessions.read(cookies[0]), undefined);
  });
}

/** Links take as long as the test wants, before or after they have their effect. */
function createSlowLinks(when: 'before' | 'after') {
  const gate = createGate();
  const state = { isSlow: false, isWaiting: false };
  async function wait(): Promise<void> {
    if (!state.isSlow) return;
    state.isWaiting = true;
    await gate.opened;
  }
  const wrapAccounts = (accounts: Accounts): Accounts => ({
    ...accounts,
    async link(...given) {
      if (when === 'before') await wait();
      const result = (await accounts.link?.(...given)) ?? 'gone';
      if (when === 'after') await wait();
      return result;
    },
  });
  return { gate, state, wrapAccounts };
}

for (const when of ['before', 'after'] as const) {
  test(`Not me while a link is under way, ${when} its effect: the link does not outlive it`, async () => {
    const { gate, state, wrapAccounts } = createSlowLinks(when);
    const { stranger, accountOf, answerScan, sayNotMe } = await createPhished({ wrapAccounts });
    const tab = await stranger.open('link');
    const { reply } = await answerScan(tab, 'oStranger');
    await stranger.redeem(tab);
    state.isSlow = true;
    const form = { action: 'link', method: 'session', chatCode: digitsIn(reply) };
    const binding = stranger.bind(tab, form);
    await until(() => state.isWaiting);
    await sayNotMe();
    gate.open();
    assert.equal((await binding).status, 410);
    assert.equal(await accountOf('oStranger'), undefined);
    assert.equal(await stranger.session(), undefined);
    assert.equal((await accountOf('oVictim')) === undefined, false);
  });
}

test('if the holder crashed after Not me, the next scan of the person undoes what it had done', async () => {
  const { stranger, accounts, accountOf, own, id, clock, identityRecords, sayNotMe, scan } =
    await createPhished();
  await stranger.link('oStranger');
  await sayNotMe();
  assert.equal(await accountOf('oStranger'), undefined);
  // The crashed process had sent this to its database before.
  await accounts.link(id, { appId, openid: 'oStranger' });
  clock.nowMs += 21_000;
  await scan((await own.open()).scene, { openid: 'oVictim' });
  await turns(50);
  assert.equal(await accountOf('oStranger'), undefined);
  const { record } = (await identityRecords.get(recordKey(victim))) ?? assert.fail('no record');
  assert.ok(
    record.logins?.some(({ isUndone }) => isUndone),
    'and it is done for good',
  );
});

test('what the application cannot undo is in the log, with what is missing', async () => {
  for (const [missing, options] of [
    ['accounts.unlink', { wrapAccounts: (accounts: Accounts) => without(accounts, 'unlink') }],
    [
      'the openid in the answer of accounts.identities',
      {
        wrapAccounts: (accounts: Accounts): Accounts => ({
          ...accounts,
          identities: async (id) =>
            ((await accounts.identities?.(id)) ?? []).map((each) => without(each, 'openid')),
        }),
      },
    ],
  ] as const) {
    const { stranger, log, sayNotMe } = await createPhished(options);
    assert.equal((await stranger.link('oStranger')).status, 200);
    await sayNotMe();
    assert.equal(await stranger.session(), undefined);
    const found = log.filter(({ event }) => event === 'undo_incomplete');
    const details = found[0]?.details as { missing?: string } | undefined;
    assert.equal(details?.missing, missing);
  }
});

test('a WeChat that was linked by mistake can be unlinked at once', async () => {
  const { stranger, accountOf } = await createPhished();
  assert.equal((await stranger.link('oMistake')).status, 200);
  assert.equal((await stranger.unlink('oMistake')).status, 204);
  assert.equal(await accountOf('oMistake'), undefined);
  assertProblem(await stranger.unlink('oVictim'), 403, 'too_recent');
});

test('without openids, no session of the last 24 hours may unlink anybody', async () => {
  const { stranger } = await createPhished({
    wrapAccounts: (accounts) => ({
      ...accounts,
      identities: async (id) =>
        ((await accounts.identities?.(id)) ?? []).map((each) => without(each, 'openid')),
    }),
  });
  assertProblem(await stranger.unlink('oFamily'), 403, 'too_recent');
});

test('after Not me, a page that repeats its redeem no longer reads that somebody is signed in', async () => {
  const { stranger, tab, sayNotMe } = await createPhished();
  assert.equal((await stranger.redeem(tab)).status, 200, 'a retry gets the same answer');
  await sayNotMe();
  assert.equal((await stranger.redeem(tab)).status, 410);
});
