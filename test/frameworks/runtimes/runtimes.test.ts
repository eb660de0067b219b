/** Runs the samples of docs/frameworks.md for Bun, Deno and Cloudflare Workers in these runtimes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { freePort } from '../../../src/cli/free-port.js';
import { installPackages } from '../../support/frameworks/packages.js';
import {
  createPlatform,
  environmentOf,
  serveApi,
  signIn,
} from '../../support/frameworks/sign-in.js';

const here = 'test/frameworks/runtimes';
installPackages(here);

const packages = {
  'linux x64': {
    bun: '@oven/bun-linux-x64/bin/bun',
    deno: '@deno/linux-x64-glibc/deno',
    workerd: '@cloudflare/workerd-linux-64/bin/workerd',
  },
  'darwin arm64': {
    bun: '@oven/bun-darwin-aarch64/bin/bun',
    deno: '@deno/darwin-arm64/deno',
    workerd: '@cloudflare/workerd-darwin-arm64/bin/workerd',
  },
};
const platform = `${process.platform} ${process.arch}` as keyof typeof packages;
const programs = packages[platform] ?? assert.fail(`no runtimes are installed on ${platform}`);

const startTimeoutMs = 30_000;

/** Resolves when something listens on the port. */
async function listening(port: number, isRunning: () => boolean): Promise<void> {
  for (const endMs = Date.now() + startTimeoutMs; Date.now() < endMs && isRunning();) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the program does not listen');
}

/** Returns the arguments of the program, which has to listen on the port. */
type Arguments = (port: number, env: Readonly<Record<string, string>>) => Promise<string[]>;

async function signInThrough(
  program: keyof typeof programs,
  toArguments: Arguments,
): Promise<void> {
  const simulator = createPlatform();
  const api = await serveApi(simulator);
  const port = await freePort();
  const env = { ...environmentOf(simulator, api.url), PORT: String(port) };
  const path = join('node_modules', programs[program]);
  const child = spawn(path, await toArguments(port, env), {
    cwd: here,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const url = `http://127.0.0.1:${port}/wechat-login`;
  try {
    await listening(port, () => child.exitCode === null);
    await signIn(simulator, url);
  } catch (error) {
    throw new Error(`${program} failed: ${output}`, { cause: error });
  } finally {
    child.kill('SIGKILL');
    api.close();
  }
}

test('samples/bun.ts signs somebody in', () =>
  signInThrough('bun', () => Promise.resolve(['run', '--no-install', 'samples/bun.ts'])));

test('samples/deno.ts signs somebody in', () =>
  signInThrough('deno', () =>
    Promise.resolve(['run', '--no-check', '--no-remote', '--allow-all', 'samples/deno.ts']),
  ));

/** From the first date on, a request may wait for what another one does. Later than it, Workers know `cache`. */
for (const compatibilityDate of ['2024-10-14', '2026-11-01']) {
  test(`samples/workers.ts signs somebody in, with compatibility date ${compatibilityDate}`, () =>
    signInThrough('workerd', async (port, env) => {
      const folder = join(here, 'node_modules/.workers');
      await mkdir(folder, { recursive: true });
      await build({
        entryPoints: [join(here, 'samples/workers.ts')],
        outfile: join(folder, 'worker.js'),
        ...{ bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' },
        tsconfig: join(here, 'tsconfig.json'),
      });
      const bindings = Object.entries(env).map(
        ([name, text]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`,
      );
      await writeFile(
        join(folder, 'config.capnp'),
        `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${compatibilityDate}",
  bindings = [${bindings.join(', ')}],
);
`,
      );
      return ['serve', 'node_modules/.workers/config.capnp'];
    }));
}
