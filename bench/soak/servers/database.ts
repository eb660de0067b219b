/** A database server that a run may crash, and what the oracle wants to know about it. */
import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { storeSchema } from 'wechat-mp-login/server/postgres';
import { howToGetIt, startPostgres } from '../../../test/support/postgres-server.js';
import { hasRedis, howToGetRedis, startRedis } from '../../../test/support/redis/server.js';
import type { DatabaseName } from '../../load/servers/databases.js';
import type { StoreSettings } from '../../load/servers/stores.js';
import type { Plan } from '../plan.js';

export interface CrashableDatabase {
  /** Where a proxy connects to. */
  readonly address: NetConnectOpts;
  /** For an instance whose proxy listens at this port. */
  store(port: number, redisClient: Plan['redisClient']): StoreSettings;
  /** As `kill -9` does. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** For the next run. */
  empty(): Promise<void>;
  /** What is kept for ever, or for longer than anything that a login writes. */
  leftForEver(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Known browsers are kept for 90 days, which is the longest. */
const longestMs = 91 * 86_400_000;

/** @returns why there is none, if this machine lacks the server */
export function startDatabase(name: DatabaseName): Promise<CrashableDatabase | string> {
  return name === 'redis' ? startRedisDatabase() : startPostgresDatabase();
}

async function startRedisDatabase(): Promise<CrashableDatabase | string> {
  if (!hasRedis) return howToGetRedis;
  const server = await startRedis('--appendonly', 'yes');
  return {
    address: { host: '127.0.0.1', port: server.port },
    store: (port, client) => ({ type: 'redis', url: `redis://127.0.0.1:${port}`, client }),
    crash: () => server.crash(),
    start: () => server.start(),
    empty() {
      server.ask('FLUSHALL');
      return Promise.resolve();
    },
    leftForEver() {
      const script = `local left = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do
          local ttl = redis.call('PTTL', key)
          if ttl == -1 or ttl > tonumber(ARGV[1]) then left[#left + 1] = key end
        end
        return left`;
      const keys = server.ask('EVAL', script, '0', String(longestMs));
      return Promise.resolve(keys.split('\n').filter((key) => key !== ''));
    },
    close: () => server.close(),
  };
}

async function startPostgresDatabase(): Promise<CrashableDatabase | string> {
  const server = await startPostgres();
  if (!server) return howToGetIt;
  const { crash, start } = server;
  if (!crash || !start) {
    await server.close();
    return 'TEST_DATABASE_URL names a PostgreSQL that must not be crashed';
  }
  const pool = server.pool(1);
  await pool.query(storeSchema);
  const { host = '', user, database } = pool.options;
  const tables = ['attempts', 'counters', 'records'].map((name) => `wml_store_${name}`);
  return {
    address: { path: join(host, '.s.PGSQL.5432') },
    store: (port) => ({ type: 'postgres', pool: { host: '127.0.0.1', port, user, database } }),
    ...{ crash, start },
    async empty() {
      await pool.query(`truncate ${tables.join(', ')}`);
    },
    async leftForEver() {
      const late = tables.map(
        (table) =>
          `select '${table}' as name from ${table} where forget_at > now() + interval '91 days'`,
      );
      const { rows } = await pool.query<{ name: string }>(late.join(' union all '));
      return rows.map(({ name }) => name);
    },
    close: () => server.close(),
  };
}
