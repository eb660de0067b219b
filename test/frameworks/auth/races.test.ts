/** The plugin's accounts when two requests come at once, in a database without transactions and unique keys. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Identity } from '../../../src/server/index.js';
import { installBetterAuth } from '../../support/frameworks/better-auth.js';
import { seeds, slowDown } from './support/slow-database.js';

installBetterAuth();
const { createAccounts } = await import('../../../src/better-auth/accounts.js');
const { providerId, schema } = await import('../../../src/better-auth/schema.js');
const { betterAuth } = await import('better-auth');
const { memoryAdapter } = await import('better-auth/adapters/memory');

type Rows = Record<string, unknown>[];

/** better-auth on a database that answers after a few turns of the event loop, and the plugin's accounts. */
async function createHost(seed: number) {
  const tables: Record<'user' | 'session' | 'account' | 'verification', Rows> = {
    ...{ user: [], session: [], account: [], verification: [] },
  };
  const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: 'a secret of this test, of 32 characters',
    database: slowDown(memoryAdapter(tables), seed),
    plugins: [{ id: providerId, schema }],
  });
  const context = await auth.$context;
  const { internalAdapter } = context;
  const accounts = createAccounts(context, undefined);
  return { accounts, internalAdapter, tables };
}

const person: Identity = { appId: 'wx1', openid: 'ann' };
const context = (key: string) => ({ key, lang: 'en' });

/** The same person at two official accounts of one Open Platform account. */
const first: Identity = { appId: 'wx1', openid: 'ann-1', unionid: 'ann' };
const second: Identity = { appId: 'wx2', openid: 'ann-2', unionid: 'ann' };

describe('two first scans of one person at once', () => {
  for (const [title, one, other] of [
    ['at one official account', person, person],
    ['at two official accounts', first, second],
  ] as const) {
    test(`make one user: ${title}`, async () => {
      for (const seed of seeds) {
        const { accounts, tables } = await createHost(seed);
        const users = await Promise.all([
          accounts.create?.(one, context('a')),
          accounts.create?.(other, context('b')),
        ]);
        assert.equal(tables.user.length, 1, `seed ${seed}`);
        const ids = users.map((user) => user?.id);
        assert.deepEqual(ids, [tables.user[0]?.['id'], tables.user[0]?.['id']], `seed ${seed}`);
        for (const identity of [one, other]) {
          assert.equal((await accounts.find(identity))?.id, ids[0], `seed ${seed}`);
        }
      }
    });
  }

  test('one of which is linked to another user: the person has one of the two', async () => {
    for (const seed of seeds) {
      const { accounts, internalAdapter, tables } = await createHost(seed);
      const fields = { name: 'Ann', email: 'ann@example.com', emailVerified: false };
      const { id } = await internalAdapter.createUser(fields, { method: 'email' });
      const [user, linked] = await Promise.all([
        accounts.create?.(person, context('a')),
        accounts.link?.(id, person),
      ]);
      assert.equal(linked, user?.id === id ? 'linked' : 'conflict', `seed ${seed}`);
      assert.equal((await accounts.find(person))?.id, user?.id, `seed ${seed}`);
      assert.equal(tables.account.length, 1, `seed ${seed}`);
      assert.equal(tables.user.length, user?.id === id ? 1 : 2, `seed ${seed}`);
    }
  });
});

describe('two unlinks at once', () => {
  /** A user whose only ways in are two WeChats. */
  async function createUser(seed: number) {
    const host = await createHost(seed);
    const user = await host.accounts.create?.(person, context('a'));
    const id = user?.id ?? assert.fail();
    assert.equal(await host.accounts.link?.(id, { appId: 'wx1', openid: 'work' }), 'linked');
    const identities = (await host.accounts.identities?.(id)) ?? assert.fail();
    assert.equal(identities.length, 2);
    return { ...host, id, identities };
  }

  test('leave one way in', async () => {
    for (const seed of seeds) {
      const { accounts, id, identities } = await createUser(seed);
      const answers = await Promise.all(
        identities.map((identity) => accounts.unlink?.(id, identity.id)),
      );
      const left = (await accounts.identities?.(id)) ?? [];
      const unlinked = answers.filter((answer) => answer === 'unlinked');
      assert.ok(left.length > 0, `seed ${seed}`);
      assert.equal(left.length, 2 - unlinked.length, `seed ${seed}: ${answers.join()}`);
      for (const { appId, openid = '', linkedAtMs } of left) {
        assert.equal((await accounts.find({ appId, openid }))?.id, id, `seed ${seed}`);
        const before = identities.find((identity) => identity.openid === openid);
        assert.equal(linkedAtMs, before?.linkedAtMs, 'as if it had never been away');
      }
    }
  });

  test('of the same WeChat remove it once, and the other one stays', async () => {
    for (const seed of seeds) {
      const { accounts, id, identities } = await createUser(seed);
      const answers = await Promise.all(
        [0, 1].map(() => accounts.unlink?.(id, identities[0]?.id ?? '')),
      );
      assert.ok(answers.includes('unlinked'), `seed ${seed}: ${answers.join()}`);
      const left = (await accounts.identities?.(id)) ?? [];
      assert.deepEqual(
        left.map(({ openid }) => openid),
        [identities[1]?.openid],
        `seed ${seed}`,
      );
    }
  });
});
