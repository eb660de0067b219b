/** Builds Storybook if necessary, and serves it from a folder below the root. */
import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const folder = 'storybook-static';
/** The sources of a build. */
const sources = ['.storybook', 'demo', 'src', 'stories', 'package-lock.json'];
const buildMs = 240_000;

export interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
}

async function newest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const below = await readdir(path);
  return Math.max(...(await Promise.all(below.map((name) => newest(join(path, name))))));
}

/** Whether the build is newer than all its sources. */
async function isFresh(): Promise<boolean> {
  const builtMs = await newest(join(folder, 'index.json')).catch(() => 0);
  const changedMs = Math.max(...(await Promise.all(sources.map(newest))));
  return builtMs > changedMs;
}

/** @throws Error with the output of the build */
export async function build(): Promise<void> {
  if (await isFresh()) return;
  const run = promisify(execFile);
  try {
    // On Windows npm is a batch file, which needs a shell.
    await run('npm run build-storybook', { shell: true, timeout: buildMs });
  } catch (error) {
    const { killed, stdout, stderr } = error as { killed: boolean; stdout: string; stderr: string };
    const reason = killed ? `took more than ${buildMs / 1000} s` : 'failed';
    throw new Error(`npm run build-storybook ${reason}:\n${stdout}${stderr}`, { cause: error });
  }
}

export async function entries(): Promise<Entry[]> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    readonly entries: Readonly<Record<string, Entry>>;
  };
  return Object.values(index.entries);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface Served {
  /** Address of the folder, with a slash at its end. */
  readonly url: string;
  stop(): void;
}

export async function serve(): Promise<Served> {
  const base = '/any/folder/';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : '';
    readFile(join(folder, decodeURIComponent(path))).then(
      (body) => {
        response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
        response.end(body);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
