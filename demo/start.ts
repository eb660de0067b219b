/** Puts the demo on a port. Apart from server.ts, so that tests start and stop it in their own process. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Options } from '../src/server/index.js';
import { createDemo } from './app.js';
import type { Demo } from './app.js';
import { bundlePage } from './bundle.js';
import type { DemoConfig } from './config.js';

export interface RunningDemo extends Demo {
  /** Where people open it. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** @throws UsageError or ConfigurationError with a sentence that says what to do */
export async function startDemo(config: DemoConfig, log?: Options['log']): Promise<RunningDemo> {
  const [assets, avatar] = await Promise.all([
    bundlePage(),
    readFile(new URL('avatar.svg', import.meta.url), 'utf8'),
  ]);
  // The port is known only once it is open, and the backend has to know its own address.
  let serve: ReturnType<typeof getRequestListener> | undefined;
  const server = createServer((request, response) => void serve?.(request, response));
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, () => resolve((server.address() as AddressInfo).port));
  });
  const origin = config.publicUrl ?? `http://localhost:${port}`;
  try {
    const demo = createDemo({ config, origin, assets, avatar, ...(log ? { log } : {}) });
    serve = getRequestListener(demo.app.fetch);
    const stop = async () => {
      demo.login.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { ...demo, origin, stop };
  } catch (error) {
    server.close();
    throw error;
  }
}
