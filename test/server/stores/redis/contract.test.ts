/** The contract of stores, for both clients and each kind of Redis. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { randomToken } from '../../../../src/protocol/chain.js';
import { createRedisStore } from '../../../../src/server/redis.js';
import {
  openIoredis,
  openIoredisCluster,
  openIoredisSentinel,
  openNodeRedis,
  openNodeRedisCluster,
  openNodeRedisSentinel,
  type OpenClient,
} from '../../../support/redis/clients.js';
import { createMutable } from '../../../support/redis/mute.js';
import {
  hasRedis,
  howToGetRedis,
  startCluster,
  startRedis,
  startSentinel,
} from '../../../support/redis/server.js';
import { testInstances } from '../../../support/server/stores/instances-contract.js';
import { testStore } from '../../../support/server/test-store.js';

if (!hasRedis) {
  test('stores in Redis', { skip: howToGetRedis });
} else {
  const [single, sentinel, cluster] = await Promise.all([
    startRedis(),
    startSentinel(),
    startCluster(),
  ]);
  after(() => Promise.all([single.close(), sentinel.close(), cluster.close()]));

  type Kind = readonly [name: string, open: () => Promise<OpenClient> | OpenClient];
  const kinds: readonly [Kind, Kind, Kind, Kind, Kind, Kind] = [
    ['redis', () => openNodeRedis(single)],
    ['ioredis', () => openIoredis(single)],
    ['redis, Sentinel', () => openNodeRedisSentinel(sentinel)],
    ['ioredis, Sentinel', () => openIoredisSentinel(sentinel)],
    ['redis, Cluster', () => openNodeRedisCluster(cluster)],
    ['ioredis, Cluster', () => openIoredisCluster(cluster)],
  ];
  for (const [name, open] of kinds) {
    // To open some of them costs more than all that a case does, so the cases share two.
    const opened = Promise.all([open(), open()]);
    after(async () => {
      for (const { close } of await opened) await close();
    });
    testStore(name, async () => {
      const prefix = `test-${randomToken(6)}`;
      const [one, other] = (await opened).map(({ client }) => createMutable(client));
      assert.ok(one && other);
      return {
        store: createRedisStore({ client: one.client, prefix }),
        another: createRedisStore({ client: other.client, prefix }),
        loseNotifications() {
          one.mute();
          other.mute();
        },
      };
    });
    testInstances(name, async () => {
      const prefix = `test-${randomToken(6)}`;
      const [one, other] = await opened;
      const stores = [
        createRedisStore({ client: one.client, prefix }),
        createRedisStore({ client: other.client, prefix }),
      ] as const;
      return {
        ...{ stores, nowMs: Date.now() },
        async close() {
          for (const store of stores) await store.close?.();
        },
      };
    });
  }
}
