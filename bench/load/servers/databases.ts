/** The database servers of a load run, as processes of this machine. */
import { spawnSync } from 'node:child_process';
import { storeSchema } from 'wechat-mp-login/server/postgres';
import { parentOf } from '../../processes/system.js';
import { howToGetIt, startPostgres } from '../../../test/support/postgres-server.js';
import { hasRedis, howToGetRedis, startRedis } from '../../../test/support/redis/server.js';
import type { StoreSettings } from './stores.js';

export interface Database {
  readonly store: StoreSettings;
  readonly version: string;
  /** Its process; 0 if that is not of this machine. */
  readonly pid: number;
  /** How often Redis has run each command since its start, those of scripts too. Absent elsewhere. */
  readonly commands?: () => Readonly<Record<string, number>>;
  close(): Promise<void>;
}

export type DatabaseName = Exclude<StoreSettings['type'], 'memory'>;
export const databaseNames = ['redis', 'postgres'] as const satisfies readonly DatabaseName[];

/** @returns why there is none, if this machine lacks the server */
export async function startDatabase(name: DatabaseName): Promise<Database | string> {
  return databases[name]();
}

const databases: Readonly<Record<DatabaseName, () => Promise<Database | string>>> = {
  async redis() {
    if (!hasRedis) return howToGetRedis;
    const server = await startRedis();
    const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
    const version = /v=(\S+)/.exec(stdout)?.[1] ?? '';
    return {
      ...{ store: { type: 'redis', url: server.url }, version, close: () => server.close() },
      pid: Number(/process_id:(\d+)/.exec(server.ask('INFO', 'server'))?.[1] ?? 0),
      commands: () => readCommands(server.ask('INFO', 'commandstats')),
    };
  },
  async postgres() {
    const server = await startPostgres();
    if (!server) return howToGetIt;
    const pool = server.pool(1);
    await pool.query(storeSchema);
    const { rows } = await pool.query<{ server_version: string }>('show server_version');
    const { rows: pids } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const { host, user, database, connectionString, options } = pool.options;
    return {
      store: { type: 'postgres', pool: { host, user, database, connectionString, options } },
      version: `${rows[0]?.server_version ?? ''}, which writes without fsync`,
      // Each connection has a process of its own, below that of the server.
      pid: await parentOf(pids[0]?.pid ?? 0),
      close: () => server.close(),
    };
  },
};

/** Reads `cmdstat_get:calls=3,usec=…` of each line. */
export function readCommands(info: string): Readonly<Record<string, number>> {
  const lines = info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm);
  return Object.fromEntries([...lines].map(([, name = '', calls]) => [name, Number(calls)]));
}
