/** One person at two backends at once, which share the attempts and have their records on a real PostgreSQL server. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import { createPostgresIdentityRecords } from '../../../src/accounts/postgres/identity-records.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { recordKey } from '../../../src/server/host/records/identity-records.js';
import { createMemoryStore } from '../../../src/server/index.js';
import { emptyTables } from '../../support/accounts/rows.js';
import { callerWith } from '../../support/accounts/sessions-contract.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';
import { createGate, sessionOf, turns } from '../../support/server/attacks.js';
import { createHarness, settings, type Answer, type Tab } from '../../support/server/harness.js';
import { until } from '../../support/until.js';

const times = 10;
const openid = 'oPersonOne';
const person = { appId: settings.appId, openid };
const server = await startPostgres();

if (!server) {
  test('scans, answers and redeems that race on PostgreSQL', { skip: howToGetIt });
} else {
  after(() => server.close());
  const pool = server.pool(8);
  await pool.query(schema);
  const query = (text: string, values: readonly unknown[]) =>
    pool.query<Record<string, unknown>>(text, [...values]);
  beforeEach(() => emptyTables(query));

  /** Two processes of an application whose person has an account, and is asked in the chat. */
  async function createTwo() {
    const now = (): number => one.clock.nowMs;
    const accounts = createMemoryAccounts();
    const sessions = createCookieSessions({ secure: true, now });
    const store = createMemoryStore({ now });
    const identityRecords = createPostgresIdentityRecords({ query, now });
    const opening = { gate: Promise.resolve(), count: 0 };
    let denials = 0;
    const createOne = () =>
      createHarness({
        ...{ accounts, store, identityRecords, confirm: 'auto', openPlatform: false },
        sessions: {
          ...sessions,
          async open(...given) {
            opening.count++;
            await opening.gate;
            return sessions.open(...given);
          },
        },
        limits: { pollsPerSecond: 1e6 },
        onEvent: ({ type }) => void (type === 'denied' && denials++),
      });
    const [one, other] = [createOne(), createOne()];
    await accounts.create(person, { key: 'before' });
    /** A person may scan ten times a minute. */
    function waitAMinute(): void {
      for (const { clock } of [one, other]) clock.nowMs += 60_000;
    }
    async function ask(): Promise<{ tab: Tab; reply: string }> {
      waitAMinute();
      const tab = await one.open({ lang: 'en' });
      return { tab, reply: await one.scan(tab.scene) };
    }
    const record = async () => (await identityRecords.get(recordKey(person)))?.record;
    return { one, other, waitAMinute, sessions, opening, ask, record, denials: () => denials };
  }

  test(`of two scans by one person at once, one attempt lives, ${times} times`, async () => {
    const { one, other, waitAMinute } = await createTwo();
    for (let time = 0; time < times; time++) {
      waitAMinute();
      const tabs = await Promise.all([one, other].map((each) => each.open({ lang: 'en' })));
      await Promise.all(
        [one, other].map((each, index) => each.scan(tabs[index]?.scene ?? '', { openid })),
      );
      const states = await Promise.all(
        tabs.map(async (tab) => (await one.watch(tab)).body['state']),
      );
      assert.deepEqual(states.sort(), ['cancelled', 'scanned']);
    }
  });

  test(`two confirmations at once approve one login once, ${times} times`, async () => {
    const { one, other, ask, record } = await createTwo();
    for (let time = 0; time < times; time++) {
      const { tab, reply } = await ask();
      const [, number = ''] = /reply (\d\d) to confirm/.exec(reply) ?? [];
      const replies = await Promise.all([one.tap(reply, 'confirm'), other.type(number)]);
      assert.ok(
        replies.some((each) => each.startsWith('Confirmed')),
        replies.join('\n'),
      );
      const { logins = [] } = (await record()) ?? {};
      assert.equal(logins.filter(({ login }) => login === tab.id).length, 1);
      const answers = await Promise.all([one.redeem(tab), other.redeem(tab)]);
      const opened = new Set(answers.map(sessionOf).filter((cookie) => cookie !== ''));
      assert.equal(opened.size, 1, answers.map(({ text }) => text).join('\n'));
    }
  });

  test('Not me at one backend, while the other opens the session: nobody gets it', async () => {
    const { one, other, sessions, opening, ask, record } = await createTwo();
    const { tab, reply } = await ask();
    const approved = await one.tap(reply, 'confirm');
    const gate = createGate();
    opening.gate = gate.opened;
    const redeeming = other.redeem(tab);
    await until(() => opening.count === 1, 'the redeem opens the session');
    const thanks = one.tap(approved, 'not-me');
    while ((await record())?.logins?.[0]?.deniedAtMs === undefined) await turns(1);
    gate.open();
    const answer: Answer = await redeeming;
    assert.equal(answer.status, 410, answer.text);
    assert.match(await thanks, /^Thank you/);
    assert.equal(await sessions.current(callerWith(sessionOf(answer))), undefined);
    assert.deepEqual((await record())?.browsers ?? [], []);
  });

  test(`Not me said twice at once is one denial, ${times} times`, async () => {
    const { one, other, ask, record, denials } = await createTwo();
    for (let time = 0; time < times; time++) {
      const { tab, reply } = await ask();
      const approved = await one.tap(reply, 'confirm');
      assert.equal((await one.redeem(tab)).status, 200);
      await Promise.all([one.tap(approved, 'not-me'), other.tap(approved, 'not-me')]);
      const { logins = [] } = (await record()) ?? {};
      assert.equal(logins.filter(({ login }) => login === tab.id).length, 1);
      assert.equal(denials(), time + 1);
    }
  });

  test('of 25 known browsers, written by two backends, the 20 newest count', async () => {
    const { one, other, ask, record } = await createTwo();
    for (let time = 0; time < 25; time++) {
      const { tab, reply } = await ask();
      await (time % 2 === 0 ? one : other).tap(reply, 'confirm');
      assert.equal((await (time % 3 === 0 ? one : other).redeem(tab)).status, 200);
      const { browsers = [] } = (await record()) ?? {};
      assert.equal(browsers.length, Math.min(time + 1, 20));
    }
  });
}
