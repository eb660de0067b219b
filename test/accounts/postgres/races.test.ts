/** Concurrent calls on a real server: PGlite has one connection, and so no races. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { appId, key, otherAppId, person } from '../../support/accounts/contract/under-test.js';
import { countRows, emptyTables } from '../../support/accounts/rows.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';

const server = await startPostgres();

if (!server) {
  test('races on PostgreSQL', { skip: howToGetIt });
} else {
  after(() => server.close());
  const connections = 20;
  const pool = server.pool(connections);
  await pool.query(schema);
  const query = (text: string, values: readonly unknown[]) => pool.query<Row>(text, [...values]);
  const accounts = createPostgresAccounts({ query });
  const rounds = (count: number): number[] => [...Array(count).keys()];
  const parallel = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => call(index)));
  const idsOf = (found: readonly { readonly id: string }[]): string[] => [
    ...new Set(found.map(({ id }) => id)),
  ];

  for (const [callers, races] of [
    [2, 300],
    [10, 100],
  ] as const) {
    test(`${callers} concurrent logins of a new person create one account, ${races} times`, async () => {
      await emptyTables(query);
      for (let race = 0; race < races; race++) {
        const created = await parallel(callers, () =>
          accounts.create(person(`o${race}`, `u${race}`), key),
        );
        assert.equal(idsOf(created).length, 1);
      }
      const expected = { accounts: races, identities: races, unionids: races };
      assert.deepEqual(await countRows(query), expected);
    });
  }

  test('a new person at two official accounts at once gets one account, 100 times', async () => {
    await emptyTables(query);
    for (const round of rounds(100)) {
      const created = await parallel(6, (index) =>
        accounts.create(
          index % 2 === 0
            ? person(`h${round}`, `u${round}`)
            : person(`t${round}`, `u${round}`, otherAppId),
          key,
        ),
      );
      assert.equal(idsOf(created).length, 1);
    }
    const expected = { accounts: 100, identities: 200, unionids: 100 };
    assert.deepEqual(await countRows(query), expected);
  });

  test('when create and link race for a person, one gets it, 200 times', async () => {
    await emptyTables(query);
    const winners = { create: 0, link: 0 };
    const { id } = await accounts.add({ name: 'Member' });
    for (const round of rounds(200)) {
      const identity = person(`o${round}`, `u${round}`);
      // Alternates the order, so that neither is always first.
      const calls = {
        link: () => accounts.link(id, identity),
        create: () => accounts.create(identity, key),
      };
      const [first, second] =
        round % 2 === 0 ? [calls.create(), calls.link()] : [calls.link(), calls.create()];
      const results = await Promise.all([first, second]);
      const linked = results.find((result) => typeof result === 'string');
      const created = results.find((result) => typeof result === 'object');
      assert.equal(linked, created?.id === id ? 'linked' : 'conflict');
      assert.equal((await accounts.find(identity))?.id, created?.id);
      winners[linked === 'linked' ? 'link' : 'create']++;
    }
    const expected = { accounts: 1 + winners.create, identities: 200, unionids: 200 };
    assert.deepEqual(await countRows(query), expected);
    assert.ok(winners.create > 0 && winners.link > 0, JSON.stringify(winners));
  });

  test('when several accounts link a person at once, one wins and the others get a conflict, 100 times', async () => {
    await emptyTables(query);
    const candidates = await parallel(5, () => accounts.add({ name: 'Member' }));
    for (const round of rounds(100)) {
      const results = await Promise.all(
        // By openid, by unionid, or by both: sharing any of them decides.
        candidates.map(({ id }, index) => {
          const shared = round % 3;
          const openid = shared === 1 ? `o${round}-${index}` : `o${round}`;
          const unionid = shared === 0 ? undefined : `u${round}`;
          return accounts.link(id, person(openid, unionid));
        }),
      );
      assert.equal(results.filter((result) => result === 'linked').length, 1);
      assert.equal(results.filter((result) => result === 'conflict').length, 4);
    }
    const expected = { accounts: 5, identities: 100, unionids: 66 };
    assert.deepEqual(await countRows(query), expected);
  });

  test('concurrent unlinks of every WeChat user keep one, 100 times', async () => {
    await emptyTables(query);
    for (const round of rounds(100)) {
      const count = round % 4 === 0 ? 5 : 2;
      const { id } = await accounts.add({ name: 'Member' });
      for (let index = 0; index < count; index++) {
        for (const app of [appId, otherAppId]) {
          await accounts.link(id, person(`o${round}-${index}`, `u${round}-${index}`, app));
        }
      }
      const listed = await accounts.identities(id);
      const results = await Promise.all(listed.map((one) => accounts.unlink(id, one.id)));
      assert.equal(results.filter((result) => result === 'unlinked').length, count - 1);
      assert.equal(results.filter((result) => result === 'last').length, 1);
    }
    assert.deepEqual(await countRows(query), { accounts: 100, identities: 200, unionids: 100 });
  });

  test('a person who arrives through another official account while being unlinked opens nothing at both, 100 times', async () => {
    await emptyTables(query);
    const { id } = await accounts.add({ name: 'Member', email: 'member@example.com' });
    for (const round of rounds(100)) {
      const [here, there] = [person(`h${round}`), person(`t${round}`, undefined, otherAppId)];
      await accounts.link(id, here);
      const [linked] = await accounts.identities(id);
      const unionid = `u${round}`;
      // The unionid is stored before the unlink, or at the same time.
      if (round % 2 === 0) await accounts.join({ ...here, unionid });
      const [unlinked] = await Promise.all([
        accounts.unlink(id, linked!.id),
        accounts.join({ ...here, unionid }),
        accounts.find({ ...there, unionid }),
        accounts.find(person(`s${round}`, unionid)),
      ]);
      assert.equal(unlinked, 'unlinked');
      const remaining = await Promise.all([here, there, { ...there, unionid }].map(accounts.find));
      assert.deepEqual(remaining, [undefined, undefined, undefined]);
    }
    assert.deepEqual(await countRows(query), { accounts: 1, identities: 0, unionids: 0 });
  });

  test('when two accounts join one unionid at once, one wins, 100 times', async () => {
    await emptyTables(query);
    for (const round of rounds(100)) {
      const identities = [person(`a${round}`), person(`b${round}`)];
      const created = await Promise.all(
        identities.map((identity) => accounts.create(identity, key)),
      );
      const results = await Promise.all(
        [...identities, ...identities].map((identity) =>
          accounts.join({ ...identity, unionid: `u${round}` }),
        ),
      );
      assert.equal(results[0], results[2]);
      assert.equal(results[1], results[3]);
      assert.deepEqual([results[0], results[1]].sort(), ['conflict', 'joined']);
      const found = await accounts.find(person(`c${round}`, `u${round}`));
      assert.equal(found?.id, created[results.indexOf('joined')]?.id);
    }
    assert.deepEqual(await countRows(query), { accounts: 200, identities: 300, unionids: 100 });
  });

  test('after unlinkAll, a login that was under way brings nobody back by the unionid, 100 times', async () => {
    await emptyTables(query);
    for (const round of rounds(100)) {
      const { id } = await accounts.create(person(`a${round}`, `u${round}`), key);
      const [found] = await Promise.all([
        accounts.find(person(`b${round}`, `u${round}`)),
        accounts.unlinkAll(id),
        accounts.forget(person(`a${round}`)),
      ]);
      // Either everything is kept or everything is gone: an account that was found keeps identity and unionid.
      const remaining = await accounts.identities(id);
      const still = await accounts.find(person(`c${round}`, `u${round}`));
      assert.equal(still !== undefined, remaining.length > 0);
      if (remaining.length > 0) assert.equal(found?.id, id);
    }
  });

  test('every operation at once on a few people leaves no unionid without an identity', async () => {
    await emptyTables(query);
    const candidates = await parallel(3, (index) =>
      accounts.add({ name: 'Member', email: `m${index}@example.com` }),
    );
    let seed = 7;
    const pick = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    await parallel(connections, async () => {
      for (let step = 0; step < 40; step++) {
        const [who, app] = [pick(4), pick(2) === 0 ? appId : otherAppId];
        const openid = `o${who}`;
        const identity = person(openid, `u${who}`, app);
        const account = candidates[pick(3)]!;
        const [first] = await accounts.identities(account.id);
        await [
          () => accounts.create(identity, key),
          () => accounts.link(account.id, identity),
          () => accounts.join({ ...identity, unionid: `u${who}` }),
          () => accounts.find(pick(2) === 0 ? identity : person(openid, undefined, app)),
          () => accounts.unlink(account.id, first?.id ?? 'none'),
          () => accounts.forget(identity),
          () => accounts.create(person(openid, undefined, app), key),
        ][pick(7)]!();
      }
    });
    const { rows } = await query(
      `select count(*) as wrong from wml_unionids u
         where not exists (select from wml_identities i where i.unionid = u.unionid)`,
      [],
    );
    assert.equal(Number(rows[0]?.['wrong']), 0, 'a unionid without an identity');
  });
}

type Row = Record<string, unknown>;
