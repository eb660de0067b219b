/** Whole logins that finish at once, through two backends, with accounts on a real PostgreSQL server. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { passwordMethod } from '../../../src/server/binding/link-methods.js';
import { createPostgresSessions } from '../../../src/accounts/postgres/sessions.js';
import { countRows, emptyTables } from '../../support/accounts/rows.js';
import { createHarness, type Answer, type Tab } from '../../support/server/harness.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';

const races = 200;
const server = await startPostgres();

if (!server) {
  test('logins that race on PostgreSQL', { skip: howToGetIt });
} else {
  after(() => server.close());
  const pool = server.pool(16);
  await pool.query(schema);
  const query = (text: string, values: readonly unknown[]) =>
    pool.query<Record<string, unknown>>(text, [...values]);
  const accounts = createPostgresAccounts({ query });
  beforeEach(() => emptyTables(query));

  /** One process of the application. Two processes share nothing but the database. */
  function backend(newAccounts: 'ask' | 'create') {
    let unionid = '';
    const harness = createHarness({
      accounts,
      sessions: createPostgresSessions({ query, secure: true }),
      newAccounts,
      linkMethods: [passwordMethod({ check: (name) => accounts.byEmail(name) })],
      limits: { createsPerAddressPerMinute: 1e6, createsPerMinute: 1e6 },
      api: (path) =>
        path === '/cgi-bin/user/info' ? { subscribe: 1, openid: 'x', unionid } : undefined,
    });
    return {
      ...harness,
      async scanned(openid: string, person: string): Promise<{ tab: Tab; digits: string }> {
        unionid = person;
        const tab = await harness.open();
        const reply = await harness.scan(tab.scene, { openid });
        return { tab, digits: /\d{6}/.exec(reply)?.[0] ?? '' };
      },
      bind: ({ chain, id, cookie }: Tab, body: object): Promise<Answer> =>
        harness.call(
          'POST',
          `/attempts/${id}/bind`,
          { verifier: chain.verifier, ...body },
          { cookie },
        ),
    };
  }

  test(`two attempts of one new visitor that finish at once create one account, ${races} times`, async () => {
    const backends = [backend('create'), backend('create')];
    for (let race = 0; race < races; race++) {
      const answers = await Promise.all(
        backends.map(async (each) => {
          const { tab } = await each.scanned(`oPerson${race}`, `uPerson${race}`);
          return each.redeem(tab);
        }),
      );
      for (const { status, text } of answers) assert.equal(status, 200, text);
      assert.deepEqual(answers[0]?.body['account'], answers[1]?.body['account']);
    }
    const expected = { accounts: races, identities: races, unionids: races };
    assert.deepEqual(await countRows(query), expected);
  });

  test(`"I am new" and a link by the same visitor at once: one of them wins, ${races} times`, async () => {
    const backends = [backend('ask'), backend('ask')] as const;
    await accounts.add({ name: 'Lan', email: 'lan@example.com' });
    const winners = { create: 0, link: 0 };
    for (let race = 0; race < races; race++) {
      const [one, other] = await Promise.all(
        backends.map(async (each) => {
          const scanned = await each.scanned(`oPerson${race}`, `uPerson${race}`);
          const asked = await each.redeem(scanned.tab);
          assert.equal(asked.body['result'], 'binding', asked.text);
          return scanned;
        }),
      );
      if (!one || !other) throw new Error('two were asked');
      const fields = { username: 'lan@example.com', password: 'any' };
      const link = { action: 'link', method: 'password', fields, chatCode: other.digits };
      const [created, linked] = await Promise.all([
        backends[0].bind(one.tab, { action: 'create' }),
        backends[1].bind(other.tab, link),
      ]);
      assert.equal(created.status, 200, created.text);
      assert.ok([200, 409].includes(linked.status), linked.text);
      if (linked.status === 409) {
        assert.equal(linked.body['code'], 'identity_conflict');
        winners.create++;
      } else {
        assert.deepEqual(created.body['account'], { name: 'Lan' });
        winners.link++;
      }
    }
    const expected = { accounts: 1 + winners.create, identities: races, unionids: races };
    assert.deepEqual(await countRows(query), expected);
  });
}
