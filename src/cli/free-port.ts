/** Ports for programs that have to be told which one to take. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports of outgoing connections: they begin at 32768 on Linux, and at 49152 elsewhere. */
const firstPort = 20_000;
const endPort = 32_000;
const maxTries = 100;

/**
 * Finds a port on which nothing listens. Start the program at once: nothing keeps the port for it. A port
 * that the system chooses would not do, because a connection may take it in the meantime.
 *
 * @returns a port from 20000 to 31999
 * @throws Error if something listens on each of a hundred ports
 * @example
 * spawn('node', ['server.mjs'], { env: { ...process.env, PORT: String(await freePort()) } });
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < maxTries; tries++) {
    const port = randomInt(firstPort, endPort);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found between ${firstPort} and ${endPort - 1}.`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
