/** Servers on a port that the system chooses. */
import { createServer, Server, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly origin: string;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  return served(server);
}

/** For a server that listens, or is about to. */
export async function served(server: Server): Promise<Served> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Runs `start`, which listens on `process.env.PORT` as a program does, and returns the server that it has
 * made somewhere inside a framework.
 */
export async function serverOf(start: () => Promise<unknown>): Promise<Served> {
  const { listen } = Server.prototype;
  const { PORT } = process.env;
  const servers: Server[] = [];
  process.env['PORT'] = '0';
  Server.prototype.listen = function (this: Server, ...given: never[]) {
    servers.push(this);
    return listen.apply(this, given);
  } as typeof listen;
  try {
    await start();
  } finally {
    Server.prototype.listen = listen;
    if (PORT === undefined) delete process.env['PORT'];
    else process.env['PORT'] = PORT;
  }
  const [server] = servers;
  if (!server) throw new Error('No server listens');
  return served(server);
}
