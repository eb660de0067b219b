/** Serves the built site as a plain web server does: a file, else the file with `.html`, else 404.html. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { base } from '../settings.js';

export const dist = fileURLToPath(new URL('../dist', import.meta.url));

const missing = '404.html';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * @returns the address of the first page without a slash at its end, and a function that ends the server
 * @example
 * ```ts
 * const { root, close } = await serveSite();
 * ```
 */
export async function serveSite(): Promise<{ readonly root: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = decodeURIComponent(`/${pathname.slice(base.length)}`);
    const files = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
    void firstOf(files).then(([file, body]) =>
      response
        .writeHead(file === missing ? 404 : 200, {
          'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        })
        .end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { root: `http://127.0.0.1:${portOf(server)}${base.slice(0, -1)}`, close: closer(server) };
}

// A server that listens on a port has an address with a port.
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const closer = (server: Server) => (): void => {
  server.close();
  server.closeAllConnections();
};

async function firstOf(files: readonly string[]): Promise<[file: string, body: Buffer]> {
  for (const file of files) {
    const body = await readFile(join(dist, file)).catch(() => undefined);
    if (body) return [file, body];
  }
  return [missing, await readFile(join(dist, missing))];
}
