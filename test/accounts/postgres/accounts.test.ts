import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import { schema } from '../../../src/accounts/postgres/schema.js';
import { testAccounts } from '../../support/accounts/accounts-contract.js';
import { key, person } from '../../support/accounts/contract/under-test.js';
import { countRows, emptyTables } from '../../support/accounts/rows.js';
import { howToGetIt, startPostgres } from '../../support/postgres-server.js';

const server = await startPostgres();

if (!server) {
  test('PostgreSQL', { skip: howToGetIt });
} else {
  after(() => server.close());
  const connections = 20;
  const pool = server.pool(connections);
  await pool.query(schema);
  await pool.query(schema);
  const query = (text: string, values: readonly unknown[]) => pool.query<Row>(text, [...values]);
  const accounts = createPostgresAccounts({ query });
  const parallel = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => call(index)));

  /** Repeats a call, as the page does after a 503. Each idle connection that broke fails once. */
  async function persistent<T>(call: () => Promise<T>): Promise<T> {
    for (let fault = 0; ; fault++) {
      try {
        return await call();
      } catch (error) {
        if (fault === 2 * connections) throw error;
      }
    }
  }

  testAccounts('PostgreSQL', async (options) => {
    await emptyTables(query);
    return {
      accounts: createPostgresAccounts({ query, ...options }),
      rows: () => countRows(query),
    };
  });

  test('PostgreSQL: deleting an account deletes everything that belongs to it', async () => {
    await emptyTables(query);
    const { id } = await accounts.add({ name: 'Lin', email: 'lin@example.com' });
    await accounts.link(id, person('oLin', 'uLin'));
    await query('delete from wml_accounts where id = $1', [id]);
    assert.equal(await accounts.find(person('oLin', 'uLin')), undefined);
    assert.equal(await accounts.link(id, person('oLin', 'uLin')), 'gone');
    assert.deepEqual(await countRows(query), { accounts: 0, identities: 0, unionids: 0 });
  });

  test('PostgreSQL: broken connections lose nothing and duplicate nothing', async () => {
    await persistent(() => emptyTables(query));
    const cutter = server.pool(1);
    let refused = 0;
    for (let round = 0; round < 20; round++) {
      const identity = person(`o${round}`, `u${round}`);
      const settled = Promise.allSettled([parallel(10, () => accounts.create(identity, key))]);
      await cutter.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = current_setting('application_name') and pid <> pg_backend_pid()`,
      );
      const [result] = await settled;
      if (result.status === 'rejected') refused++;
      const { id } = await persistent(() => accounts.create(identity, key));
      assert.equal((await persistent(() => accounts.find(identity)))?.id, id);
    }
    assert.ok(refused > 0, 'no call was cut');
    assert.deepEqual(await countRows(query), { accounts: 20, identities: 20, unionids: 20 });
  });

  const { crash, start } = server;
  const skip = crash && start ? false : 'TEST_DATABASE_URL names a server that is not ours to end';
  test(
    'PostgreSQL: calls fail while the server is down, and no data is missing when it is back',
    { skip },
    async () => {
      await persistent(() => emptyTables(query));
      const created = new Map<string, string>();
      let isGone = false;
      const calling = parallel(10, async (caller) => {
        for (let call = 0; !isGone || call === 0; call++) {
          const openid = `o${caller}-${call}`;
          try {
            created.set(openid, (await accounts.create(person(openid, `u${openid}`), key)).id);
          } catch {
            isGone = true;
          }
        }
      });
      while (created.size < 50) await accounts.find(person('oNobody'));
      await crash?.();
      await calling;
      await assert.rejects(accounts.find(person('o0-0')));
      await assert.rejects(accounts.create(person('oNew'), key));
      await start?.();
      await persistent(() => accounts.find(person('oNobody')));
      for (const [openid, id] of created) {
        assert.equal((await persistent(() => accounts.find(person(openid))))?.id, id);
        assert.equal((await accounts.create(person(openid), key)).id, id);
      }
      assert.equal(await accounts.find(person('oNew')), undefined);
      const { accounts: kept, identities, unionids } = await countRows(query);
      // For each caller, at most one account was committed although the answer was lost.
      assert.ok(kept >= created.size && kept <= created.size + 10, `${kept} of ${created.size}`);
      assert.deepEqual([identities, unionids], [kept, kept]);
    },
  );
}

type Row = Record<string, unknown>;
