/** A real nginx in front of a server, with TLS and a certificate of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from '../../../../tools/browsers/on-path.js';

export const howToGetIt = 'no nginx and openssl here: apt-get install nginx openssl';

/** Debian keeps nginx out of the PATH of users other than root. */
const debian = '/usr/sbin/nginx';
const nginx = onPath('nginx') ?? (existsSync(debian) ? debian : undefined);
export const isInstalled = nginx !== undefined && onPath('openssl') !== undefined;

const reapOnExit = fileURLToPath(new URL('../../../../tools/reap-on-exit.sh', import.meta.url));
const startedWithinMs = 20_000;

export interface Proxied {
  /** The port on 127.0.0.1 that nginx listens on, with TLS and HTTP/1.1. */
  readonly port: number;
  /** The port of the server behind it. */
  readonly serverPort: number;
  /** Lines of nginx's configuration beside `proxy_pass`. */
  readonly lines: string;
}

export interface Nginx {
  stop(): Promise<void>;
}

/** Starts one nginx for several servers. It is killed when this process ends. */
export async function startNginx(sites: readonly Proxied[]): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'wml-nginx-'));
  makeCertificate(folder);
  await writeFile(join(folder, 'nginx.conf'), configuration(sites));
  const args = [nginx ?? 'nginx', '-p', folder, '-c', 'nginx.conf', '-e', 'stderr'];
  const child = spawn(reapOnExit, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin.destroy();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (const { port } of sites) {
    if (await isReady(port, child)) continue;
    await stop();
    throw new Error(`nginx does not listen on port ${port}: ${log}`);
  }
  return { stop };
}

function makeCertificate(folder: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
  const about = ['-days', '2', '-subj', '/CN=shop.test'];
  const made = spawnSync('openssl', ['req', '-x509', ...key, ...files, ...about], { cwd: folder });
  if (made.status !== 0) throw new Error(`openssl: ${String(made.error ?? made.stderr)}`);
}

/** Everything that is not named has nginx's default. */
function configuration(sites: readonly Proxied[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const servers = sites.map(
    ({ port, serverPort, lines }) => `
      server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate cert.pem;
        ssl_certificate_key key.pem;
        location / {
          proxy_pass http://127.0.0.1:${serverPort};
          ${lines}
        }
      }`,
  );
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    pid nginx.pid;
    events {}
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${name};`).join(' ')}
      ${servers.join('')}
    }`;
}

async function isReady(port: number, child: ChildProcess): Promise<boolean> {
  for (const endMs = Date.now() + startedWithinMs; child.exitCode === null && Date.now() < endMs;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
