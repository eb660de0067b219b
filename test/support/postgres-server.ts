/**
 * A real PostgreSQL server for a test file, in a temporary folder. If TEST_DATABASE_URL is set, a
 * separate schema in that database instead.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

export interface PostgresServer {
  /** Opens connections. If an idle one breaks, the next query reports the error. */
  pool(connections: number): pg.Pool;
  /** Ends the server at once, without a checkpoint. Absent for a server that the test did not start. */
  readonly crash?: () => Promise<void>;
  readonly start?: () => Promise<void>;
  close(): Promise<void>;
}

export const howToGetIt =
  'no PostgreSQL server here: apt-get install postgresql, or set TEST_DATABASE_URL';

/** Marks the connections of a test, in a database that may have others. */
const applicationName = `wml-test-${process.pid}`;
const startedWithinMs = 30_000;
/** Faster and less durable: no test data has to survive a power cut. */
const settings = ['fsync=off', 'listen_addresses=', 'max_connections=60', 'shared_buffers=32MB'];

/** Undefined if PostgreSQL is not installed; rejects if it is installed but does not start. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return useDatabase(url);
  const folder = programs();
  return folder === undefined ? undefined : startOwn(folder);
}

/** The folder of initdb and postgres, which Debian keeps out of the PATH. */
function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...newestFirst.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, user]));
    if (uid?.status === 0 && gid?.status === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody');
}

/**
 * Ends the server and deletes its folder when the pipe from this process closes, even if this process
 * crashes. The word "crash" ends only the server.
 */
const keeper = `
  folder=$1; shift
  "$@" <&- & server=$!
  read -r word
  kill -QUIT $server
  wait $server
  [ "$word" = crash ] || rm -rf "$folder"`;

async function startOwn(bin: string): Promise<PostgresServer> {
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'wml-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  const initdb = spawnSync(join(bin, 'initdb'), [...options, '--locale=C'], {
    ...user,
    cwd: folder,
  });
  if (initdb.status !== 0) throw new Error(`initdb: ${String(initdb.error ?? initdb.stderr)}`);

  let running: ChildProcess | undefined;
  async function start(): Promise<void> {
    const args = [join(bin, 'postgres'), '-D', data, '-k', folder];
    running = spawn(
      'sh',
      ['-c', keeper, 'sh', folder, ...args, ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] },
    );
    await ready(running);
  }

  async function end(word: string): Promise<void> {
    const ending = running;
    running = undefined;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.stdin?.end(word);
    await ended;
  }

  const pools: pg.Pool[] = [];
  await start();
  return {
    pool(connections) {
      const pool = openPool({ host: folder, user: 'test', database: 'postgres' }, connections);
      pools.push(pool);
      return pool;
    },
    crash: () => end('crash\n'),
    start,
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await end('close\n');
    },
  };
}

/** Waits until the log of the server says that it is ready. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    const fail = (why: string): void =>
      reject(new Error(`PostgreSQL ${why}: ${log.slice(-10).join('\n')}`));
    const timer = setTimeout(() => {
      fail(`was not ready within ${startedWithinMs} ms`);
      server.stdin?.end();
    }, startedWithinMs);
    server.once('exit', () => fail('has ended'));
    server.once('error', reject);
    if (!server.stderr) return;
    createInterface(server.stderr).on('line', (line) => {
      log.push(line);
      if (log.length > 100) log.shift();
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function openPool(config: pg.PoolConfig, connections: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max: connections, application_name: applicationName });
  // Without a listener, a connection that breaks while idle ends the process.
  pool.on('error', () => undefined);
  return pool;
}

/** A separate schema in the given database. */
async function useDatabase(connectionString: string): Promise<PostgresServer> {
  const name = `wml_test_${process.pid}_${Date.now()}`;
  const first = openPool({ connectionString }, 1);
  await first.query(`create schema ${name}`);
  const pools: pg.Pool[] = [];
  return {
    pool(connections) {
      const options = `-c search_path=${name}`;
      const pool = openPool({ connectionString, options }, connections);
      pools.push(pool);
      return pool;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await first.query(`drop schema ${name} cascade`);
      await first.end();
    },
  };
}
