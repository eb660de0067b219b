/** What `createRedisStore` refuses, and what it says about the server. No server is needed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster, Redis } from 'ioredis';
import { createClient, createClientPool, createCluster, createSentinel } from 'redis';
import { createRedisStore, type RedisClientLike } from '../../../../src/server/redis.js';
import { until } from '../../../support/until.js';

const nowhere = { host: '127.0.0.1', port: 1 };
/** What JavaScript may pass. */
const create = (client: unknown, prefix?: unknown): unknown =>
  createRedisStore({ client, ...(prefix === undefined ? {} : { prefix }) } as never);

for (const [what, client] of [
  ['nothing', undefined],
  ['null', null],
  ['a URL', 'redis://127.0.0.1'],
  ['the class of ioredis', Redis],
  ['an empty object', {}],
  ['a promise of a client', Promise.resolve({})],
  ['a pool', createClientPool()],
] as const) {
  test(`${what} is no client, and the error says what to pass`, () => {
    assert.throws(() => create(client), {
      name: 'ConfigurationError',
      message: /`client` is no client.*createClient.*new Redis/,
    });
  });
}

for (const [what, client] of [
  ['a client', createClient()],
  ['a cluster', createCluster({ rootNodes: [{ url: 'redis://127.0.0.1:1' }] })],
  ['sentinels', createSentinel({ name: 'a', sentinelRootNodes: [nowhere] })],
] as const) {
  test(`node-redis, ${what}: the error says that it is not connected`, () => {
    assert.throws(() => create(client), {
      name: 'ConfigurationError',
      message: /not connected.*await client\.connect\(\)/,
    });
  });
}

test('a closed client of ioredis is refused, and a cluster that reads from replicas', async () => {
  const client = new Redis({ ...nowhere, lazyConnect: true });
  client.disconnect();
  await until(() => client.status === 'end');
  assert.throws(() => create(client), { name: 'ConfigurationError', message: /was closed/ });
  const cluster = new Cluster([nowhere], { lazyConnect: true, scaleReads: 'slave' });
  assert.throws(() => create(cluster), { name: 'ConfigurationError', message: /scaleReads/ });
});

for (const prefix of ['', 'a b', '{a}', 'x'.repeat(101), 7, null]) {
  test(`the prefix ${JSON.stringify(prefix)} is refused`, () => {
    assert.throws(() => create(fakeClient({}), prefix), {
      name: 'ConfigurationError',
      message: /`prefix`/,
    });
  });
}

/** A client of ioredis whose server answers with these texts. */
function fakeClient(replies: Readonly<Record<string, string>>): RedisClientLike {
  const call = (name: string): Promise<unknown> =>
    name in replies ? Promise.resolve(replies[name]) : Promise.reject(new Error('NOPERM no'));
  return Object.assign(
    { status: 'ready', call, duplicate: () => undefined },
    {
      subscribe: () => undefined,
    },
  );
}

const info = (version: string, policy: string, maxmemory = 1000): string =>
  `# Server\r\nredis_version:${version}\r\n# Memory\r\nmaxmemory:${maxmemory}\r\nmaxmemory_policy:${policy}\r\n`;

for (const [what, text, expected] of [
  ['evicts', info('7.0.15', 'volatile-lru'), ['warn redis_evicts']],
  ['evicts nothing', info('7.2.0', 'noeviction'), []],
  ['has no limit', info('8.0.1', 'allkeys-lru', 0), []],
  ['is too old', info('6.2.7', 'noeviction'), ['error redis_too_old']],
  ['may not be asked', undefined, []],
  ['says something else', 'hello', []],
] as const) {
  test(`a server that ${what}: the log says ${expected.join() || 'nothing'}`, async () => {
    const lines: string[] = [];
    const log = (level: string, event: string): void => void lines.push(`${level} ${event}`);
    const client = fakeClient(text === undefined ? {} : { INFO: text });
    createRedisStore({ client, log });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(lines, expected);
  });
}
