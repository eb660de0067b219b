/** Runs the services of examples/deployment/compose.yaml as plain processes, each with its own command. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { freePort } from '../../../src/cli/free-port.js';

const folderUrl = new URL('../../../examples/deployment/', import.meta.url);

interface Service {
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Running {
  readonly process: ChildProcess;
  /** What it has written so far. */
  readonly output: () => string;
  /** Sends SIGTERM, as `docker compose stop` does. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface Deployment {
  readonly services: Readonly<Record<string, Service>>;
  /** The port on 127.0.0.1 that stands for a service. */
  port(service: string): number;
  /** Starts the command of a service, with these variables in place of its own. */
  start(service: string, env?: Readonly<Record<string, string>>, args?: readonly string[]): Running;
  /** Starts nginx with nginx.conf. */
  startNginx(program: string): Promise<Running>;
  close(): Promise<void>;
}

export async function openDeployment(): Promise<Deployment> {
  const compose = await readFile(new URL('compose.yaml', folderUrl), 'utf8');
  const { services } = parse(compose, { merge: true }) as Pick<Deployment, 'services'>;
  const ports = new Map<string, number>();
  for (const name of [...Object.keys(services)]) ports.set(name, await freePort());
  const port = (service: string): number => ports.get(service) ?? 0;
  const folder = await mkdtemp(join(tmpdir(), 'wml-deployment-'));
  const running: Running[] = [];

  /** Hosts of the compose file, as addresses of this machine. */
  const here = (text: string): string =>
    text
      .replaceAll(/\b(redis|simulator):\d+/g, (_, name: string) => `127.0.0.1:${port(name)}`)
      .replaceAll('localhost:8080', `localhost:${port('nginx')}`)
      .replaceAll('localhost:3001', `localhost:${port('simulator')}`)
      .replaceAll('http://nginx/', `http://127.0.0.1:${port('nginx')}/`)
      // The default of a variable that is not set.
      .replaceAll(/\$\{\w+:?-([^}]*)\}/g, '$1');

  function run(program: string, args: readonly string[], env: Record<string, string>): Running {
    const child = spawn(program, args, {
      ...{ cwd: fileURLToPath(folderUrl), env: { ...process.env, ...env } },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const one: Running = {
      ...{ process: child, output: () => output },
      stop() {
        child.kill('SIGTERM');
        return ended;
      },
    };
    running.push(one);
    return one;
  }

  return {
    ...{ services, port },
    start(service, env = {}, args = []) {
      const { command = '', environment = {} } = services[service] ?? {};
      const [program = '', ...own] = command.split(' ');
      const given = Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, here(value)]),
      );
      const all = { ...given, PORT: String(port(service)), ...env };
      return run(program, [...own, ...args], all);
    },
    async startNginx(program) {
      const conf = await readFile(new URL('nginx.conf', folderUrl), 'utf8');
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      const local = conf
        .replaceAll(/\b(instance-\d):3000/g, (_, name: string) => `127.0.0.1:${port(name)}`)
        .replace('listen 80;', `listen 127.0.0.1:${port('nginx')};`)
        .replace(
          'http {',
          `http { access_log off; ${temporary.map((name) => `${name}_temp_path ${name};`).join(' ')}`,
        );
      await writeFile(join(folder, 'nginx.conf'), local);
      const user = process.getuid?.() === 0 ? 'user root;' : '';
      const main = `daemon off; pid nginx.pid; ${user}`;
      return run(program, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', main], {});
    },
    async close() {
      await Promise.all(running.map((each) => each.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
