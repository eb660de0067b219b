/** nginx before the instances, with the configuration that the documents recommend. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from '../../../tools/browsers/on-path.js';
import { listen } from '../../processes/listen.js';
import type { Server } from '../client/http.js';
import { pause } from '../client/patience.js';

export interface Nginx {
  readonly server: Server;
  readonly pid: number;
  readonly version: string;
  /** What it has written to its log of errors. */
  readonly log: () => string;
  close(): Promise<void>;
}

const howToGetNginx = 'no nginx here: apt-get install nginx';

const configuration = new URL('../../../examples/deployment/nginx.conf', import.meta.url);
const startsWithinMs = 10_000;
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Debian keeps nginx out of the PATH of users other than root. */
const debian = '/usr/sbin/nginx';
const program = onPath('nginx') ?? (existsSync(debian) ? debian : undefined);
const reapOnExit = fileURLToPath(new URL('../../../tools/reap-on-exit.sh', import.meta.url));

/** nginx.conf of the sample deployment, with these instances and this port in place of its own. */
export function configurationFor(conf: string, instances: readonly Server[], port: number): string {
  const [first = ''] = /^ *server instance-1:3000.*\n/m.exec(conf) ?? [];
  const servers = instances.map((of) => first.replace('instance-1:3000', `${of.host}:${of.port}`));
  return conf
    .replace(/^ *server instance-\d:3000.*\n/gm, '')
    .replace(/(upstream \w+ \{\n)/, (line) => line + servers.join(''))
    .replace('listen 80;', `listen 127.0.0.1:${port} backlog=4096;`)
    .replace(
      'http {',
      `http { access_log off; ${temporary.map((name) => `${name}_temp_path ${name};`).join(' ')}`,
    )
    .replace(
      'X-Forwarded-For $remote_addr',
      // All visitors of a load run come from this machine, so the client tells their addresses.
      'X-Forwarded-For $http_x_forwarded_for',
    );
}

/** @returns why there is none, if this machine lacks it */
export async function startNginx(instances: readonly Server[]): Promise<Nginx | string> {
  if (program === undefined) return howToGetNginx;
  const folder = await mkdtemp(join(tmpdir(), 'wml-load-'));
  const server = await freePort();
  const conf = await readFile(configuration, 'utf8');
  await writeFile(join(folder, 'nginx.conf'), configurationFor(conf, instances, server.port));
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const main = `daemon off; pid nginx.pid; ${user}`;
  const args = [program, '-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', main];
  const child = spawn(reapOnExit, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  async function close(): Promise<void> {
    child.stdin.destroy();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
  const endMs = performance.now() + startsWithinMs;
  while (!(await accepts(server))) {
    if (child.exitCode !== null || performance.now() > endMs) {
      await close();
      throw new Error(`nginx has not started: ${log}`);
    }
    await pause(20);
  }
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' });
  const version = /nginx\/(\S+)/.exec(stderr)?.[1] ?? '';
  return { server, pid: child.pid ?? 0, version, log: () => log, close };
}

const accepts = ({ host, port }: Server): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

async function freePort(): Promise<Server> {
  const server = createServer();
  const { host, port } = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return { host, port };
}
