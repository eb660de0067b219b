/**
 * A website for tests: pages with the bundled tag under a strict content security policy, and on the
 * same origin a backend that tests can replace while the site runs.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundlePage } from '../../../demo/bundle.js';
import type { Asset } from '../../../demo/bundle.js';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';

export interface Site {
  readonly origin: string;
  /** Answers all requests that are for neither a page nor a script. */
  backend: RequestListener;
  /** Adds a page and returns its address. */
  add(body: string, options?: PageOptions): string;
  /** Adds a file. */
  serve(path: string, file: Asset): void;
  /** The paths of all requests so far, oldest first. */
  readonly requested: readonly string[];
  /**
   * From now on, answers requests for matching paths with 503, cuts their connections, or keeps them
   * waiting until the next call; undefined for none.
   */
  withhold(path: RegExp | undefined, how?: 'cuts' | 'keeps waiting'): void;
  stop(): Promise<void>;
}

export interface PageOptions {
  /** Other origins that the page may connect to. */
  readonly connect?: string;
  /** Other origins whose pages it may embed. */
  readonly frames?: string;
  /** Where its forms may be sent to. */
  readonly forms?: string;
  readonly script?: string;
  /** More Trusted Types: policies, or `'allow-duplicates'`. */
  readonly types?: string;
}

export async function startSite(): Promise<Site> {
  const files = new Map<string, { body: string | Uint8Array; headers: Record<string, string> }>();
  for (const [name, { body, type }] of await bundlePage()) {
    files.set(`/assets/${name}`, { body, headers: { 'Content-Type': type } });
  }
  const requested: string[] = [];
  let withheld: RegExp | undefined;
  let withheldHow: Parameters<Site['withhold']>[1];
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    requested.push(path);
    answer(path, request, response);
  });
  function answer(path: string, request: IncomingMessage, response: ServerResponse): void {
    const file = files.get(path);
    if (withheld?.test(path)) {
      if (withheldHow === 'keeps waiting') waiting.push(() => answer(path, request, response));
      else if (withheldHow === 'cuts') request.socket.destroy();
      else response.writeHead(503).end();
    } else if (file) response.writeHead(200, file.headers).end(file.body);
    else if (path === '/favicon.ico') response.writeHead(204).end();
    else site.backend(request, response);
  }
  const origin = `http://localhost:${await listen(server)}`;
  const site: Site = {
    origin,
    requested,
    backend: (request, response) => response.writeHead(404).end(),
    add(body, options = {}) {
      const { connect = '', frames = "'none'", forms = '', types } = options;
      const { script = '/assets/page.js' } = options;
      const path = `/page/${files.size}`;
      const head = `<meta charset="utf-8"><title>Sign in</title>`;
      files.set(path, {
        body: `<!doctype html><html lang="en">${head}<script type="module" src="${script}"></script><body>${body}`,
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': strictPolicy({
            'connect-src': connect,
            'frame-src': frames,
            ...(forms && { 'form-action': forms }),
            ...(types && { 'trusted-types': types }),
          }),
        },
      });
      return origin + path;
    },
    serve(path, { body, type }) {
      files.set(path, { body, headers: { 'Content-Type': type } });
    },
    withhold(path, how) {
      if (path && ![...files.keys()].some((each) => path.test(each))) {
        throw new Error(
          `The site has no file like ${String(path)}: ${[...files.keys()].join(', ')}`,
        );
      }
      withheld = path;
      withheldHow = how;
      const released = waiting;
      waiting = [];
      for (const answerNow of released) answerNow();
    },
    stop: () => stop(server),
  };
  return site;
}

/** Listens on a port, any free one by default, and returns it. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve((server.address() as AddressInfo).port));
  });
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Forwards every request to another server on this port. */
export function proxyTo(port: number): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '', headers } = request;
      const names = ['accept', 'authorization', 'content-type', 'cookie', 'origin'] as const;
      const passed = names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
      fetch(`http://localhost:${port}${url}`, {
        method,
        headers: passed as [string, string][],
        ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
      }).then(
        async (answer) => {
          response.setHeaders(answer.headers);
          response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
        },
        () => response.destroy(),
      );
    });
  };
}
