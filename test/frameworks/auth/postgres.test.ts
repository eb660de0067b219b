/** The plugin in PostgreSQL, which refuses empty lists, and hides what a transaction has not committed. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type pg from 'pg';
import { until } from '../../support/until.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';
import { createScan, type Site } from './support/scan-before-end.js';
import { createSite, password, type AuthOptions, type Visitor } from './support/site.js';

const { createAccounts } = await import('../../../src/better-auth/accounts.js');
const { getMigrations } = await import('better-auth/db/migration');

/** How often two creations run in parallel: either may win. */
const rounds = 20;
const newPassword = 'another horse battery';
let mailed: string | undefined;
const emailAndPassword: AuthOptions['emailAndPassword'] = {
  enabled: true,
  revokeSessionsOnPasswordReset: true,
  sendResetPassword: ({ token }) => {
    mailed = token;
    return Promise.resolve();
  },
};

const ends: Readonly<Record<string, (site: Site, owner: Visitor) => Promise<unknown>>> = {
  'a password that is changed': async (_, owner) => {
    const fields = { currentPassword: password, newPassword, revokeOtherSessions: true };
    const answer = await owner.post('/change-password', fields);
    assert.equal(answer.status, 200, await answer.text());
    assert.ok(await owner.session(), 'with a new session for this browser');
  },
  'a password reset': async ({ auth }) => {
    await auth.api.requestPasswordReset({ body: { email: 'ann@example.com' } });
    await auth.api.resetPassword({ body: { token: mailed ?? assert.fail(), newPassword } });
  },
};

const server = await startPostgres();

describe('the plugin in PostgreSQL', { skip: server ? false : howToGetIt }, () => {
  let database: pg.Pool;
  beforeEach(async () => {
    database ??= server?.pool(5) ?? assert.fail();
    const { auth } = await createSite({ auth: { database, emailAndPassword } });
    const { runMigrations } = await getMigrations(auth.options);
    await runMigrations();
    await database.query('truncate "user", session, account, verification cascade');
  });
  after(() => server?.close());

  const kinds = ['plain', 'hashed'] as const;
  const cases = kinds.flatMap((kind) =>
    Object.entries(ends).map(([title, end]) => [kind, title, end] as const),
  );
  for (const [storeIdentifier, title, end] of cases) {
    test(`all sessions end by ${title}, identifiers ${storeIdentifier}: a scan from before signs in neither after it nor meanwhile`, async () => {
      let handleUpdate = async (): Promise<void> => undefined;
      const databaseHooks = { account: { update: { before: () => handleUpdate() } } };
      const verification = { storeIdentifier };
      const auth = { database, emailAndPassword, databaseHooks, verification };
      const { site, owner, userId, stranger, attempt } = await createScan({ auth });
      let isMeanwhile = (): void => undefined;
      const meanwhile = new Promise<void>((resolve) => (isMeanwhile = resolve));
      // Runs outside the transaction, after it has deleted the sessions and before it ends.
      const redeemed = meanwhile.then(() => stranger.redeem(attempt));
      handleUpdate = async () => {
        isMeanwhile();
        await redeemed;
      };
      await end(site, owner);
      assert.equal((await redeemed).status, 200, 'it could not know');
      assert.equal(await stranger.session(), null);
      assert.equal(await site.createVisitor().signIn(), userId, 'a new scan signs in');
    });
  }

  test('two first scans of one person at once make one user', async () => {
    const { auth } = await createSite({ auth: { database } });
    const accounts = createAccounts(await auth.$context, undefined);
    for (let round = 1; round <= rounds; round++) {
      const identity = { appId: 'wx1', openid: `person-${round}` };
      const users = await Promise.all(
        ['one', 'other'].map((key) =>
          accounts.create?.(identity, { key: `${key}-${round}`, lang: 'en' }),
        ),
      );
      const found = await accounts.find(identity);
      assert.deepEqual(
        users.map((user) => user?.id),
        [found?.id, found?.id],
      );
      const { rows } = await database.query('select 1 from "user"');
      assert.equal(rows.length, round);
    }
  });

  test('“Not me” after the session was signed out', async () => {
    const logged: string[] = [];
    const log = (level: string, event: string): void => void logged.push(`${level} ${event}`);
    const site = await createSite({ auth: { database }, plugin: { log } });
    const visitor = site.createVisitor();
    const userId = await visitor.signIn();
    await visitor.post('/sign-out');
    assert.equal(await site.createVisitor().signIn(), userId);
    const { rowCount } = await database.query('delete from session');
    assert.equal(rowCount, 1);
    const { phone } = site.simulator;
    const [{ id } = assert.fail()] = await phone.people();
    const { text = '' } = (await phone.chat(id)).at(-1) ?? {};
    const [, href] = /<a href="(weixin:[^"]*msgmenuid=not-me)">/.exec(text) ?? [];
    await phone.tap(id, href ?? assert.fail(text));
    await until(() => logged.some((each) => each.includes('undo')));
    assert.deepEqual(
      logged.filter((each) => each.includes('undo')),
      ['info login_undone'],
    );
  });
});
