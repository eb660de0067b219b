/** Puts the demo on a port. Apart from server.ts, so that tests start and stop it in their own process. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Options } from 'wechat-mp-login/server';
import { createDemo } from './app.js';
import type { Demo } from './app.js';
import { bundlePage } from './bundle.js';
import type { DemoConfig } from './config.js';
import { openRecords } from './data/user-database.js';
import type { Records } from './data/user-database.js';

export interface RunningDemo extends Demo {
  /** Where people open it. */
  readonly origin: string;
  /** Who has an account, and who is signed in. */
  readonly records: Records;
  stop(): Promise<void>;
}

/** @throws UsageError or ConfigurationError with a sentence that says what to do */
export async function startDemo(config: DemoConfig, log?: Options['log']): Promise<RunningDemo> {
  // The port comes first: the backend has to know its own address, and a port in use is soon said.
  let serve: RequestListener = (request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => serve(request, response));
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, () => resolve((server.address() as AddressInfo).port));
  });
  const origin = config.publicUrl ?? `http://localhost:${port}`;
  const opening = openRecords(config.dataDir, { secure: origin.startsWith('https:') });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    // After the server: who comes now finds nobody, rather than a database that is closed.
    await opening.then(
      (records) => records.close(),
      () => undefined,
    );
  };
  try {
    const [records, assets, avatar] = await Promise.all([
      opening,
      bundlePage(),
      readFile(new URL('avatar.svg', import.meta.url), 'utf8'),
    ]);
    const parts = { config, origin, assets, avatar, records };
    const demo = createDemo({ ...parts, ...(log ? { log } : {}) });
    const listener = getRequestListener(demo.app.fetch);
    serve = (request, response) => void listener(request, response);
    return {
      ...demo,
      origin,
      records,
      stop: () => {
        demo.login.close();
        return stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
