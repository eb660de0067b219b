/** One origin for a page and its backend, as behind a reverse proxy. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request as send, type RequestListener } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Cookie } from 'puppeteer-core';
import { createTestBackend, type TestBackend } from '../../test/support/e2e/backend.js';
import { listen, stop } from '../../test/support/e2e/site.js';

export interface Origin {
  /** Where the server listens. */
  readonly port: number;
  /** Answers everything that is not for the backend. */
  page: RequestListener;
  readonly backend: TestBackend;
  /** The account that is signed in with these cookies. */
  signedIn(cookies: readonly Cookie[]): Promise<{ readonly name: string } | null>;
  stop(): Promise<void>;
}

/** @param pagePort where a server of the page listens that sends the backend's requests here */
export async function startOrigin(pagePort?: number): Promise<Origin> {
  const server = createServer((request, response) => {
    const { url = '' } = request;
    if (/^\/(wechat-login\/|me$)/.test(url)) origin.backend.listener(request, response);
    else if (url === '/favicon.ico') response.writeHead(204).end();
    else origin.page(request, response);
  });
  const port = await listen(server);
  const origin: Origin = {
    port,
    page: (_, response) => response.writeHead(404).end(),
    backend: createTestBackend(`http://localhost:${pagePort ?? port}`),
    async signedIn(cookies) {
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const answer = await fetch(`http://localhost:${port}/me`, { headers: { cookie } });
      return (await answer.json()) as { name: string } | null;
    },
    stop: () => stop(server),
  };
  return origin;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves the files of a folder. */
export function filesIn(folder: string): RequestListener {
  return ({ url = '' }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname));
    const named = join(folder, path);
    const file =
      existsSync(named) && statSync(named).isDirectory() ? join(named, 'index.html') : named;
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  };
}

/** Passes every request on to another server, and its answer back, as they are. */
export function passTo(port: number): RequestListener {
  return (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const passed = send({ host: 'localhost', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.once('error', () => response.destroy());
    request.pipe(passed);
  };
}
