/** What a confirmation is worth: the rights of a session, known browsers, step-up, and two scans at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callerWith } from '../support/accounts/sessions-contract.js';
import { appId, assertProblem, createPeople, type Browser } from '../support/server/people.js';

const dayMs = 86_400_000;
const deviceCookie = '__Host-wml-device';

test('a session that nobody confirmed may not link, unlink or step up, by any door', async () => {
  const { createBrowser, accounts, accountOf, answerScan } = createPeople();
  // A stranger's page: the victim is new, so the scan alone signs in.
  const stranger = createBrowser();
  const { answer, isAsked } = await stranger.signIn('oVictim');
  assert.deepEqual([answer.status, answer.body['isNew'], isAsked], [200, true, false]);
  const { login, ...session } = (await stranger.session()) ?? assert.fail('not signed in');
  assert.deepEqual([session.method, session.confirmed], ['scan', false]);
  assert.equal(typeof login, 'string');
  assert.equal(stranger.jar.has(deviceCookie), false, 'no browser becomes known');

  assertProblem(await stranger.link('oStranger'), 403, 'confirmation_required');
  assertProblem(await stranger.unlink('oVictim'), 403, 'confirmation_required');
  // By the login page, where the session would stand in for a proof.
  const tab = await stranger.open();
  const { reply } = await answerScan(tab, 'oStranger');
  const asked = await stranger.redeem(tab);
  assert.doesNotMatch(asked.text, /"session"/, 'it is not offered');
  const chatCode = /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0];
  const bySession = { action: 'link', method: 'session', chatCode };
  assertProblem(await stranger.bind(tab, bySession), 403, 'confirmation_required');
  // Step-up by the stranger's own WeChat leaves everything as it was.
  const stepUp = await stranger.signIn('oStranger', 'step-up');
  assertProblem(stepUp.answer, 403, 'session_mismatch');
  assertProblem(await stranger.redeem(stepUp.tab), 410, 'gone', 'session_mismatch');
  assert.deepEqual(await stranger.session(), { login, ...session });
  assert.equal((await accounts.identities(session.account.id)).length, 1);
  assert.equal(await accountOf('oStranger'), undefined);
});

test('step-up by whoever is signed in makes the session confirmed and fresh', async () => {
  const { createBrowser, clock, accountOf } = createPeople();
  const browser = createBrowser();
  await browser.signIn('oLin');
  const before = await browser.session();
  clock.nowMs += 600_000;
  const { answer, isAsked, tab } = await browser.signIn('oLin', 'step-up');
  assert.deepEqual([answer.status, answer.body['isNew'], isAsked], [200, false, true], answer.text);
  const after = (await browser.session()) ?? assert.fail('signed out');
  assert.deepEqual([after.confirmed, after.authenticatedAtMs], [true, clock.nowMs]);
  assert.deepEqual([after.login, after.account.id], [tab.id, before?.account.id]);
  assert.equal((await browser.link('oSecond')).status, 200);
  assert.equal(await accountOf('oSecond'), after.account.id);
});

test('step-up needs somebody who is signed in, and a chat that asks', async () => {
  const none = createPeople({ confirm: 'none' }).createBrowser();
  await none.signIn('oLin');
  const asking = createPeople().createBrowser();
  for (const [browser, status, code] of [
    [none, 400, 'invalid_request'],
    [asking, 403, 'reauthentication_required'],
  ] as const) {
    const body = { challenge: 'x'.repeat(43), purpose: 'step-up', method: 'scan' };
    assertProblem(await browser.call('POST', '/attempts', body), status, code);
  }
});

test('where nothing is asked, only a sign-in of the application, with the digits, may link', async () => {
  const { createBrowser, sessions, accounts, accountOf } = createPeople({ confirm: 'none' });
  const scanned = createBrowser();
  await scanned.signIn('oLin');
  assertProblem(await scanned.link('oOther'), 403, 'confirmation_required');
  const account = await accounts.add({ name: 'Mei' });
  const byPassword = createBrowser();
  const context = { key: 'own', caller: callerWith(), isNew: false };
  const proof = { method: 'password', confirmed: true };
  const { setCookies = [] } = await sessions.open(account, { ...context, ...proof });
  const [name = '', value = ''] = (setCookies[0] ?? '').split(';')[0]?.split('=') ?? [];
  byPassword.jar.set(name, value);
  const linked = await byPassword.link('oMei');
  assert.equal(linked.status, 200, linked.text);
  assert.equal(await accountOf('oMei'), account.id);
});

for (const [what, meanwhile] of [
  ['by openid', { appId, openid: 'oVictim' }],
  ['by unionid', { appId: 'wxfedcba9876543210', openid: 'oThere', unionid: 'uVictim' }],
] as const) {
  for (const step of ['redeem', 'bind'] as const) {
    test(`somebody new who gets an account ${what} between scan and ${step} has to scan once more`, async () => {
      const { createBrowser, accounts, answerScan } = createPeople({
        openPlatform: true,
        api: (path) =>
          path === '/cgi-bin/user/info' ? { subscribe: 1, unionid: 'uVictim' } : undefined,
      });
      const stranger = createBrowser();
      const tab = await stranger.open();
      assert.equal((await answerScan(tab, 'oVictim')).isAsked, false);
      if (step === 'bind') assert.equal((await stranger.redeem(tab)).body['result'], 'binding');
      await accounts.create(meanwhile, { key: 'another login' });
      const answer =
        step === 'bind'
          ? await stranger.bind(tab, { action: 'create' })
          : await stranger.redeem(tab);
      assertProblem(answer, 410, 'gone', 'wrong_state');
      assert.equal(await stranger.session(), undefined);
    });
  }
}

test('a create that answers with an account of another login opens nothing', async () => {
  const { createBrowser, answerScan } = createPeople({
    newAccounts: 'create',
    wrapAccounts: (accounts) => ({
      ...accounts,
      create: async () => Promise.resolve({ id: 'victim', name: 'Victim', createdBy: 'another' }),
    }),
  });
  const stranger = createBrowser();
  const tab = await stranger.open();
  await answerScan(tab, 'oVictim');
  assertProblem(await stranger.redeem(tab), 410, 'gone', 'wrong_state');
  assert.equal(await stranger.session(), undefined);
});

test('the first confirmed login ends the sessions that nobody confirmed; later ones do not', async () => {
  const { createBrowser } = createPeople();
  const [stranger, home, work] = [createBrowser(), createBrowser(), createBrowser()];
  await stranger.signIn('oLin');
  assert.equal((await home.signIn('oLin')).isAsked, true);
  assert.equal(await stranger.session(), undefined);
  // The known browser signs in without a question, and stays signed in.
  assert.equal((await home.signIn('oLin')).isAsked, false);
  assert.equal((await work.signIn('oLin')).isAsked, true);
  assert.equal((await home.session())?.confirmed, false);
});

/** Somebody with an account, and a browser in which they have confirmed. */
async function createKnown(people: ReturnType<typeof createPeople>): Promise<Browser> {
  await people.createBrowser().signIn('oLin');
  const browser = people.createBrowser();
  const { isAsked, answer } = await browser.signIn('oLin');
  assert.deepEqual([isAsked, answer.status], [true, 200], answer.text);
  assert.ok(browser.jar.has(deviceCookie));
  return browser;
}

test('a known browser is not asked, may not link, and stays known for 90 days from the confirmation', async () => {
  const people = createPeople();
  const { clock, events } = people;
  const browser = await createKnown(people);
  assert.deepEqual(
    events.filter(({ type }) => type === 'new_browser').length,
    1,
    'one browser has become known',
  );
  const cookie = browser.jar.get(deviceCookie);
  clock.nowMs += 89 * dayMs;
  assert.equal((await browser.signIn('oLin')).isAsked, false);
  assert.equal(browser.jar.get(deviceCookie), cookie, 'use renews nothing');
  assertProblem(await browser.link('oOther'), 403, 'confirmation_required');
  assert.equal((await browser.signIn('oLin', 'step-up')).isAsked, true, 'never enough for step-up');
  const fresh = browser.jar.get(deviceCookie);
  assert.notEqual(fresh, cookie, 'each confirmation makes a fresh one');
  clock.nowMs += 90 * dayMs - 1000;
  assert.equal((await browser.signIn('oLin')).isAsked, false);
  clock.nowMs += 2000;
  assert.equal((await browser.signIn('oLin')).isAsked, true);
});

test('only the browser that showed the QR code can finish a login that it approved', async () => {
  const people = createPeople();
  const { createBrowser, answerScan } = people;
  const home = await createKnown(people);
  const work = createBrowser();
  assert.equal((await work.signIn('oLin')).isAsked, true);
  for (const other of [work.jar.get(deviceCookie), undefined, 'forged']) {
    const tab = await home.open();
    assert.equal((await answerScan(tab, 'oLin')).isAsked, false);
    const own = home.jar.get(deviceCookie) ?? '';
    if (other === undefined) home.jar.delete(deviceCookie);
    else home.jar.set(deviceCookie, other);
    assertProblem(await home.redeem(tab), 410, 'gone', 'wrong_state');
    home.jar.set(deviceCookie, own);
  }
  assert.equal((await home.signIn('oLin')).isAsked, false);
});

test('forged device cookies, and those of somebody else, make no browser known', async () => {
  const people = createPeople();
  const known = (await createKnown(people)).jar.get(deviceCookie) ?? '';
  await people.createBrowser().signIn('oMei');
  const other = people.createBrowser();
  await other.signIn('oMei');
  const [random = '', madeAtS = '', signature = ''] = known.split('.');
  for (const value of [
    '',
    'x',
    `${random}.${Number(madeAtS) + 1}.${signature}`,
    `${signature}.${madeAtS}.${random}`,
    `${known}x`,
    other.jar.get(deviceCookie) ?? '',
  ]) {
    const browser = people.createBrowser();
    browser.jar.set(deviceCookie, value);
    const { isAsked, answer } = await browser.signIn('oLin');
    assert.deepEqual([isAsked, answer.status], [true, 200], value);
    assert.notEqual(browser.jar.get(deviceCookie), value, 'a value of the browser is never kept');
  }
});

test('of 21 known browsers the oldest is asked again', async () => {
  const people = createPeople();
  const browsers = [await createKnown(people)];
  while (browsers.length < 21) {
    people.clock.nowMs += 10_000;
    browsers.push(people.createBrowser());
    assert.equal((await browsers.at(-1)?.signIn('oLin'))?.isAsked, true);
  }
  assert.equal((await browsers[1]?.signIn('oLin'))?.isAsked, false);
  assert.equal((await browsers[20]?.signIn('oLin'))?.isAsked, false);
  assert.equal((await browsers[0]?.signIn('oLin'))?.isAsked, true);
});

for (const [how, forget] of [
  [
    'it was forgotten at sign-out, even if somebody has copied its cookie',
    async ({ login }, browser) => {
      const copy = browser.jar.get(deviceCookie) ?? '';
      const lines: string[] = [];
      const setCookie = (line: string): void => void lines.push(line);
      await login.forgetBrowser({ cookie: browser.cookie(), setCookie });
      assert.match(lines.join(), /^__Host-wml-device=; .*Max-Age=0/);
      browser.jar.set(deviceCookie, copy);
    },
  ],
  [
    'all of the account were forgotten',
    async ({ login, accountOf }) => login.forgetBrowsers((await accountOf('oLin')) ?? ''),
  ],
  [
    'its person was unlinked, and linked again',
    async ({ accounts, accountOf, createBrowser, clock }, browser) => {
      const id = (await accountOf('oLin')) ?? '';
      assert.equal((await browser.link('oSecond')).status, 200);
      clock.nowMs += dayMs + 1000;
      const second = createBrowser();
      await second.signIn('oSecond');
      assert.equal((await second.unlink('oLin')).status, 204);
      await accounts.link(id, { appId, openid: 'oLin' });
    },
  ],
  [
    'its person said "Not me"',
    async ({ tap }, browser) => {
      const { reply } = await browser.signIn('oLin');
      await tap(reply, 'not-me', { openid: 'oLin' });
    },
  ],
] satisfies [
  string,
  (people: ReturnType<typeof createPeople>, browser: Browser) => Promise<unknown>,
][]) {
  test(`a browser is asked again after ${how}`, async () => {
    const people = createPeople();
    const browser = await createKnown(people);
    people.clock.nowMs += 1000;
    await forget(people, browser);
    assert.equal((await browser.signIn('oLin')).isAsked, true);
  });
}

test('a browser stays known at sign-out if the option says so', async () => {
  const people = createPeople({ keepBrowsersAtSignOut: true });
  const browser = await createKnown(people);
  const setCookie = (): void => assert.fail('it deletes no cookie');
  await people.login.forgetBrowser({ cookie: browser.cookie(), setCookie });
  assert.equal((await browser.signIn('oLin')).isAsked, false);
});

test('of two scans by one person at once, one signs in', async () => {
  for (let round = 0; round < 5; round++) {
    const people = createPeople({ newAccounts: 'create' });
    const { createBrowser, answerScan } = people;
    const browsers = [createBrowser(), createBrowser()];
    const tabs = await Promise.all(browsers.map((browser) => browser.open()));
    await Promise.all(tabs.map((tab) => answerScan(tab, 'oLin')));
    const answers = await Promise.all(
      browsers.map((browser, index) => browser.redeem(tabs[index] ?? assert.fail())),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 410], JSON.stringify(answers.map(({ text }) => text)));
    const signedIn = await Promise.all(browsers.map((browser) => browser.session()));
    assert.equal(signedIn.filter(Boolean).length, 1);
  }
});

test('a repeated answer has the same device cookie, so the browser is known whichever arrives', async () => {
  const people = createPeople();
  const browser = await createKnown(people);
  browser.jar.delete(deviceCookie);
  const tab = await browser.open();
  await people.answerScan(tab, 'oLin');
  const attempt = browser.jar.get(`__Host-wml-${tab.id}`) ?? '';
  await browser.redeem(tab);
  const first = browser.jar.get(deviceCookie);
  browser.jar.delete(deviceCookie);
  browser.jar.set(`__Host-wml-${tab.id}`, attempt);
  await browser.redeem(tab);
  assert.equal(browser.jar.get(deviceCookie), first);
  assert.equal((await browser.signIn('oLin')).isAsked, false);
});
