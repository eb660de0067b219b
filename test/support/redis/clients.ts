/** Connected clients of both packages, for each kind of Redis. */
import { Cluster, Redis } from 'ioredis';
import { createClient, createCluster, createSentinel } from 'redis';
import type { RedisClientLike } from '../../../src/server/redis.js';
import type { RedisCluster, RedisServer, Sentinel } from './server.js';

export interface OpenClient {
  readonly client: RedisClientLike;
  readonly close: () => Promise<void> | void;
}

/** Servers that a test ends make the clients report errors. */
const ignored = (): undefined => undefined;
const host = '127.0.0.1';

export async function openNodeRedis({ url }: Pick<RedisServer, 'url'>): Promise<OpenClient> {
  const client = createClient({ url, socket: { reconnectStrategy: () => 50 } });
  client.on('error', ignored);
  await client.connect();
  return { client, close: () => client.destroy() };
}

export function openIoredis({ url }: Pick<RedisServer, 'url'>): OpenClient {
  const client = new Redis(url, { retryStrategy: () => 50 });
  client.on('error', ignored);
  return { client, close: () => client.disconnect() };
}

export async function openNodeRedisCluster({ nodes }: RedisCluster): Promise<OpenClient> {
  const client = createCluster({ rootNodes: nodes.map(({ url }) => ({ url })) });
  client.on('error', ignored);
  await client.connect();
  return { client, close: () => client.destroy() };
}

export function openIoredisCluster({ nodes }: RedisCluster): OpenClient {
  const client = new Cluster(nodes.map(({ port }) => ({ host, port })));
  client.on('error', ignored);
  return { client, close: () => client.disconnect() };
}

export async function openNodeRedisSentinel({ name, port }: Sentinel): Promise<OpenClient> {
  const client = createSentinel({ name, sentinelRootNodes: [{ host, port }] });
  client.on('error', ignored);
  await client.connect();
  return { client, close: () => client.destroy() };
}

export function openIoredisSentinel({ name, port }: Sentinel): OpenClient {
  const client = new Redis({ name, sentinels: [{ host, port }], retryStrategy: () => 50 });
  client.on('error', ignored);
  return { client, close: () => client.disconnect() };
}
