/** Starts the demo on a port. Separate from server.ts, so that tests can start and stop it themselves. */
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Options } from 'wechat-mp-login/server';
import { clientAddress } from 'wechat-mp-login/server/node';
import { createDemo, type Demo } from './app.js';
import { bundlePage } from './bundle.js';
import type { DemoConfig } from './config.js';
import { openUserDatabase, type UserDatabase } from './data/user-database.js';

export interface RunningDemo extends Demo {
  /** Where visitors open the demo. */
  readonly origin: string;
  readonly database: UserDatabase;
  /** Ends event streams, lets other requests finish, and writes everything to disk. */
  stop(): Promise<void>;
}

/** How long requests may take to finish after `stop`. Docker kills a container after 10 s. */
const graceMs = 5000;

/**
 * @param now the backend's clock
 * @throws UsageError or ConfigurationError whose message says what to do
 */
export async function startDemo(
  config: DemoConfig,
  log?: Options['log'],
  now: () => number = Date.now,
): Promise<RunningDemo> {
  // Open the port first: the backend has to know its own address, and a busy port should fail early.
  let serve: RequestListener = (request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  const port = await listen(server, config.port);
  const origin = config.publicUrl ?? `http://localhost:${port}`;
  const opening = openUserDatabase(config.dataDir, { secure: origin.startsWith('https:') });
  let closeDemo: Demo['close'] = () => Promise.resolve();
  const stop = async (): Promise<void> => {
    // Close the server first, so that no request finds a closed database.
    await close(server, () => closeDemo({ timeoutMs: graceMs }));
    await opening.then(
      (database) => database.close(),
      () => undefined,
    );
  };
  try {
    const [database, assets, avatar] = await Promise.all([
      opening,
      bundlePage(),
      readFile(new URL('avatar.svg', import.meta.url), 'utf8'),
    ]);
    const parts = { config, origin, assets, avatar, database, now };
    const demo = createDemo({ ...parts, ...(log ? { log } : {}) });
    const { trustedProxies = 0 } = config;
    const listener = getRequestListener((request, { incoming }) =>
      demo.app.fetch(request, { address: clientAddress(incoming, { trustedProxies }) }),
    );
    serve = (request, response) => void listener(request, response);
    closeDemo = demo.close;
    return { ...demo, origin, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns the port that the server listens on */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A server that listens on a port has an address with a port.
    server.listen(port, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Takes no more connections, and waits until those that are open have no request left. */
async function close(server: Server, closeDemo: () => Promise<void>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const isQuiet = closeDemo();
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await Promise.all([closed, isQuiet]);
  clearInterval(idle);
  clearTimeout(late);
}
