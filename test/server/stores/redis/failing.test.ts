/** What visitors get and what the log says while Redis is full, slow, read-only, locked or of another kind. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createRedisStore } from '../../../../src/server/redis.js';
import { openIoredis, openNodeRedis, type OpenClient } from '../../../support/redis/clients.js';
import {
  hasRedis,
  howToGetRedis,
  startRedis,
  type RedisServer,
} from '../../../support/redis/server.js';
import {
  assertDeaf,
  assertExplained,
  logged,
  openPage,
  untilServed,
} from '../../../support/server/stores/failures.js';
import { until } from '../../../support/until.js';

const log = (): undefined => undefined;

const packages = [
  ['redis', openNodeRedis],
  ['ioredis', (at: { url: string }) => Promise.resolve(openIoredis(at))],
] as const;

if (!hasRedis) {
  test('a Redis that fails', { skip: howToGetRedis });
} else {
  const servers: RedisServer[] = [];
  const start = async (...settings: string[]): Promise<RedisServer> => {
    const server = await startRedis(...settings);
    servers.push(server);
    return server;
  };
  after(() => Promise.all(servers.map((server) => server.close())));

  const withStore = async (
    { client, close }: OpenClient,
    run: (store: ReturnType<typeof createRedisStore>) => Promise<void>,
  ): Promise<void> => {
    const store = createRedisStore({ client, log });
    try {
      await run(store);
    } finally {
      await store.close?.();
      await close();
    }
  };

  for (const [name, open] of packages) {
    test(`${name}: a replica takes no writes`, async () => {
      const primary = await start();
      const replica = await start('--replicaof', '127.0.0.1', String(primary.port));
      await until(() => replica.ask('ROLE').includes('connected'));
      await withStore(await open(replica), (store) =>
        assertExplained(store, 'RedisError READONLY', /replica.*address of the primary/),
      );
    });

    test(`${name}: a full Redis refuses new attempts, and the log says that it is full`, async () => {
      const full = await start('--maxmemory', '1', '--maxmemory-policy', 'noeviction');
      await withStore(await open(full), async (store) => {
        const { status, code, log: lines } = await openPage(store);
        assert.deepEqual([status, code], [429, 'rate_limited']);
        const line = lines.find(({ event }) => event === 'store_full');
        assert.match(String((line?.details as { meaning?: string }).meaning), /maxmemory/);
      });
    });

    test(`${name}: a Redis that does not answer is given up, and serves when it does again`, async () => {
      const server = await start();
      await withStore(await open(server), async (store) => {
        // It keeps back every answer for ten seconds, also that to an end of the pause.
        server.ask('CLIENT', 'PAUSE', '10000', 'ALL');
        await assertExplained(store, 'TimeoutError', /did not answer in time/);
        await untilServed(store);
      });
    });

    test(`${name}: a Redis that is gone, and comes back`, async () => {
      const server = await start('--appendonly', 'yes');
      await withStore(await open(server), async (store) => {
        await server.crash();
        const { status, log: lines } = await openPage(store);
        assert.equal(status, 503);
        assert.ok(lines.some(({ event }) => event === 'store_failed'));
        await server.start();
        await untilServed(store);
      });
    });

    test(`${name}: a user without permissions, and one that may not listen`, async () => {
      const server = await start();
      const connecting = ['+hello', '+client', '+ping', '+info', '+select'];
      server.ask('ACL', 'SETUSER', 'none', 'on', '>secret', '~*', ...connecting);
      server.ask('ACL', 'SETUSER', 'deaf', 'on', '>secret', '~*', '&*', '+@all', '-subscribe');
      const as = (user: string) => ({ url: server.url.replace('//', `//${user}:secret@`) });
      await withStore(await open(as('none')), (store) =>
        assertExplained(store, 'RedisError NOPERM', /docs\/redis\.md has the permissions/),
      );
      const { client, close } = await open(as('deaf'));
      const { store, lines } = logged((own) => createRedisStore({ client, log: own }));
      try {
        await assertDeaf(store, lines, /NOPERM.*within 3 seconds.*docs\/redis\.md/);
      } finally {
        await store.close?.();
        await close();
      }
    });

    test(`${name}: a service that leaves out commands, or a Redis that is too old`, async () => {
      const lacking = await start('--rename-command', 'EVALSHA', '');
      await withStore(await open(lacking), (store) =>
        assertExplained(store, 'RedisError UNKNOWN_COMMAND', /Redis 7 with scripts/),
      );
    });
  }
}
