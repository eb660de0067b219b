/** Builds Storybook if necessary, and serves it from a folder below the root. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';

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

/**
 * What Storybook's renderer sets as markup: anything else is refused, to the stories too. The filters of
 * the accessibility add-on, which have inline styles, are left out.
 */
const trustRenderer = `trustedTypes.createPolicy('default', { createHTML(text) {
  if (text.startsWith('<svg id="storybook-a11y-vision-filters"')) return '';
  return text === '' || text === '<div id="root-inner"></div>' ? text : null;
} })`;

/** Serves stories under the strict policy. Storybook's own inline scripts get a nonce. */
function strictly(html: string): { readonly policy: string; readonly body: string } {
  const nonce = randomUUID();
  return {
    policy: strictPolicy({
      // The live stories run the backend in the page, whose passwords need WebAssembly.
      'script-src': `'nonce-${nonce}' 'wasm-unsafe-eval'`,
      // Storybook adds style elements. The attribute `style` stays forbidden.
      'style-src-elem': "'self' 'unsafe-inline'",
      'font-src': "'self'",
      // Phones save the QR code as a picture (docs/doors.md).
      'img-src': "'self' data:",
      'trusted-types': 'default',
    }),
    body: html
      .replace('<head>', `<head><script>${trustRenderer}</script>`)
      .replaceAll(/<script(?=[ >])/g, `<script nonce="${nonce}"`),
  };
}

/** Documentation pages and the frame around stories are Storybook's own, which need more. */
export const isStoryPage = (query: URLSearchParams): boolean => query.get('viewMode') === 'story';

export interface Served {
  /** Address of the folder, with a slash at its end. */
  readonly url: string;
  stop(): void;
}

export async function serve(): Promise<Served> {
  const base = '/any/folder/';
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const isStory = isStoryPage(searchParams);
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : '';
    readFile(join(folder, decodeURIComponent(path))).then(
      (body) => {
        response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
        if (!isStory) return response.end(body);
        const page = strictly(body.toString());
        response.setHeader('Content-Security-Policy', page.policy);
        return response.end(page.body);
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
