/**
 * Real Redis servers for a test file, in temporary folders: one server, one with a replica behind a
 * sentinel, or a cluster of three.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../../src/cli/free-port.js';
import { until } from '../until.js';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends the server at once. What it has not written is lost. */
  crash(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
  /** Runs a command and returns its reply as text, without a client that a test is about. */
  ask(...command: string[]): string;
}

export interface Sentinel {
  readonly primary: RedisServer;
  readonly replica: RedisServer;
  readonly port: number;
  readonly name: string;
  close(): Promise<void>;
}

export interface RedisCluster {
  readonly nodes: readonly RedisServer[];
  close(): Promise<void>;
}

export const howToGetRedis = 'no Redis server here: apt-get install redis-server';

const host = '127.0.0.1';
const startedWithinMs = 30_000;

const hasProgram = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));

export const hasRedis = hasProgram('redis-server') && hasProgram('redis-cli');

/** Ends the server and deletes its folder when the pipe from this process closes, as in postgres-server.ts. */
const keeper = `
  folder=$1; shift
  "$@" <&- & server=$!
  read -r word
  kill -KILL $server
  wait $server
  [ "$word" = crash ] || rm -rf "$folder"`;

interface Process {
  readonly start: () => Promise<void>;
  readonly end: (word: 'crash' | 'close') => Promise<void>;
}

function createProcess(folder: string, args: readonly string[], readyLine: string): Process {
  let running: ChildProcess | undefined;
  return {
    async start() {
      running = spawn('sh', ['-c', keeper, 'sh', folder, ...args], {
        cwd: folder,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      await ready(running, readyLine);
    },
    async end(word) {
      const ending = running;
      running = undefined;
      if (!ending) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.stdin?.end(`${word}\n`);
      await ended;
    },
  };
}

/** Waits until the log of the server says that it is ready. */
function ready(server: ChildProcess, readyLine: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    const fail = (why: string): void =>
      reject(new Error(`Redis ${why}: ${log.slice(-10).join('\n')}`));
    const timer = setTimeout(() => {
      fail(`was not ready within ${startedWithinMs} ms`);
      server.stdin?.end();
    }, startedWithinMs);
    server.once('exit', () => {
      clearTimeout(timer);
      fail('has ended');
    });
    server.once('error', reject);
    if (!server.stdout) return;
    createInterface(server.stdout).on('line', (line) => {
      log.push(line);
      if (log.length > 100) log.shift();
      if (!line.includes(readyLine)) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

function ask(port: number, command: readonly string[]): string {
  const done = spawnSync('redis-cli', ['-h', host, '-p', String(port), ...command]);
  if (done.status !== 0) throw new Error(`redis-cli: ${String(done.error ?? done.stderr)}`);
  return done.stdout.toString().trim();
}

/** @param settings such as `--appendonly yes` */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'wml-redis-'));
  const args = ['--port', String(port), '--bind', host, '--save', '', '--dir', folder];
  const server = createProcess(folder, ['redis-server', ...args, ...settings], 'Ready to accept');
  await server.start();
  return {
    port,
    url: `redis://${host}:${port}`,
    crash: () => server.end('crash'),
    start: server.start,
    async close() {
      await server.end('close');
      // Left by a server that has crashed.
      rmSync(folder, { recursive: true, force: true });
    },
    ask: (...command) => ask(port, command),
  };
}

export async function startSentinel(): Promise<Sentinel> {
  const quickly = ['--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1'];
  const primary = await startRedis(...quickly);
  const replica = await startRedis('--replicaof', host, String(primary.port), ...quickly);
  const name = 'logins';
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'wml-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  const settings = [
    `port ${port}`,
    `bind ${host}`,
    `dir ${folder}`,
    `sentinel monitor ${name} ${host} ${primary.port} 1`,
    `sentinel down-after-milliseconds ${name} 500`,
    `sentinel failover-timeout ${name} 2000`,
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  const sentinel = createProcess(folder, ['redis-server', file, '--sentinel'], '+monitor');
  await sentinel.start();
  await until(
    () =>
      replica.ask('ROLE').includes('connected') &&
      ask(port, ['SENTINEL', 'replicas', name]).includes(String(replica.port)),
    'the replica is known',
  );
  return {
    ...{ primary, replica, name, port },
    async close() {
      await sentinel.end('close');
      await Promise.all([primary.close(), replica.close()]);
    },
  };
}

export async function startCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all(
    Array.from({ length: 3 }, async () =>
      startRedis(
        ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'],
        ...['--cluster-port', String(await freePort())],
      ),
    ),
  );
  const addresses = nodes.map(({ port }) => `${host}:${port}`);
  const created = spawnSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
  if (created.status !== 0) throw new Error(`redis-cli: ${created.stdout.toString()}`);
  await until(
    () => nodes.every((node) => node.ask('CLUSTER', 'INFO').includes('cluster_state:ok')),
    'the cluster is ready',
  );
  return {
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
    },
  };
}
