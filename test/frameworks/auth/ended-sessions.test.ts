/** Ending all sessions of a user also stops a login that was scanned before, whoever still holds it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createScan, type Site } from './support/scan-before-end.js';
import { password, type SiteOptions, type Visitor } from './support/site.js';

const { admin } = await import('better-auth/plugins');

/** Ends the sessions of the user. `owner` is signed in by password, unless they have signed out. */
type End = (site: Site, owner: Visitor, userId: string) => Promise<unknown>;

/** An administrator of the site, who is signed in. */
async function createAdmin({ auth, createVisitor }: Site): Promise<Visitor> {
  const visitor = createVisitor();
  const id = await visitor.signUp('admin');
  await (await auth.$context).internalAdapter.updateUser(id, { role: 'admin' });
  return visitor;
}

const succeed = async (response: Promise<Response>): Promise<void> => {
  const { ok, status } = await response;
  assert.ok(ok, String(status));
};

const newPassword = 'another horse battery';

async function resetPassword({ auth }: Site): Promise<void> {
  await auth.api.requestPasswordReset({ body: { email: 'ann@example.com' } });
  const token = mailed ?? assert.fail('no mail');
  await auth.api.resetPassword({ body: { token, newPassword } });
}

let mailed: string | undefined;
const options: SiteOptions = {
  auth: {
    plugins: [admin()],
    emailAndPassword: {
      enabled: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ token }) => {
        mailed = token;
        return Promise.resolve();
      },
    },
  },
};

const ends: Readonly<Record<string, End>> = {
  '/revoke-sessions': (_, owner) => succeed(owner.post('/revoke-sessions')),
  '/revoke-other-sessions, although there is no other': (_, owner) =>
    succeed(owner.post('/revoke-other-sessions')),
  'auth.api.revokeOtherSessions': ({ auth }, owner) =>
    auth.api.revokeOtherSessions({ headers: owner.headers() }),
  '/change-password with revokeOtherSessions': (_, owner) =>
    succeed(
      owner.post('/change-password', {
        ...{ currentPassword: password, newPassword, revokeOtherSessions: true },
      }),
    ),
  'a password reset': resetPassword,
  'a password reset of a user without sessions': async (site, owner) => {
    await succeed(owner.post('/sign-out'));
    await resetPassword(site);
  },
  'an administrator, of a user without sessions': async (site, owner, userId) => {
    await succeed(owner.post('/sign-out'));
    await succeed((await createAdmin(site)).post('/admin/revoke-user-sessions', { userId }));
  },
  'a ban, also if it is lifted at once': async (site, _, userId) => {
    const administrator = await createAdmin(site);
    await succeed(administrator.post('/admin/ban-user', { userId }));
    await succeed(administrator.post('/admin/unban-user', { userId }));
  },
  'the application itself': async ({ auth }, _, userId) =>
    (await auth.$context).internalAdapter.deleteUserSessions(userId),
};

describe('a scan from before does not sign in after', () => {
  for (const [title, end] of Object.entries(ends)) {
    test(title, async () => {
      const { site, owner, userId, stranger, attempt } = await createScan(options);
      await end(site, owner, userId);
      const answer = await stranger.redeem(attempt);
      assert.equal(answer.status, 410, await answer.text());
      assert.equal(await stranger.session(), null);
      const later = site.createVisitor();
      assert.equal(await later.signIn(), userId, 'a new scan signs in');
    });
  }

  test('a redeem in the middle of it does not outlive it', async () => {
    for (const model of ['verification', 'session'] as const) {
      let meanwhile = (): Promise<unknown> => Promise.resolve();
      const before = async (): Promise<void> => {
        await meanwhile();
      };
      // The time is written to one table, and then the sessions are deleted in the other.
      const hook = model === 'session' ? { delete: { before } } : { create: { before } };
      const databaseHooks = { [model]: hook };
      const { owner, stranger, attempt } = await createScan({ auth: { databaseHooks } });
      let redeemed: Promise<Response> | undefined;
      meanwhile = () => (redeemed ??= stranger.redeem(attempt));
      await succeed(owner.post('/revoke-sessions'));
      assert.equal((await redeemed)?.status, model === 'session' ? 410 : 200);
      assert.equal(await stranger.session(), null, model);
    }
  });

  test('/revoke-sessions, with sessions in secondary storage', async () => {
    const values = new Map<string, string>();
    const secondaryStorage = {
      get: (key: string) => values.get(key) ?? null,
      set: (key: string, value: string) => void values.set(key, value),
      delete: (key: string) => void values.delete(key),
      getAndDelete(key: string) {
        const value = values.get(key) ?? null;
        values.delete(key);
        return value;
      },
    };
    const { owner, stranger, attempt } = await createScan({ auth: { secondaryStorage } });
    await succeed(owner.post('/revoke-sessions'));
    assert.equal((await stranger.redeem(attempt)).status, 410);
  });
});

describe('a scan from before still signs in after', () => {
  test('signing out, and a password that is changed alone', async () => {
    const { owner, userId, stranger, attempt } = await createScan(options);
    const fields = { currentPassword: password, newPassword };
    await succeed(owner.post('/change-password', fields));
    await succeed(owner.post('/sign-out'));
    assert.equal((await stranger.redeem(attempt)).status, 200);
    assert.equal((await stranger.session())?.user.id, userId);
  });

  test('another user has ended their sessions, or somebody who may not end these', async () => {
    const { site, userId, stranger, attempt } = await createScan(options);
    const other = site.createVisitor();
    await other.signUp('ben');
    assert.equal((await other.post('/admin/revoke-user-sessions', { userId })).status, 403);
    assert.equal((await other.post('/admin/ban-user', { userId })).status, 403);
    const wrong = { currentPassword: 'wrong', newPassword, revokeOtherSessions: true };
    assert.equal((await other.post('/change-password', wrong)).status, 400);
    await succeed(other.post('/revoke-sessions'));
    const nobody = site.createVisitor();
    assert.equal((await nobody.post('/revoke-other-sessions')).status, 401);
    assert.equal((await stranger.redeem(attempt)).status, 200);
  });
});
