/** Opens the port of `dev`. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotReady } from '../../conformance/discover.js';

/**
 * Only for this machine: whoever reaches the simulator can sign in as anybody in it.
 * @throws NotReady if the port cannot be opened
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const way = code === 'EADDRINUSE' ? ' Choose another one with --port, or 0 for any.' : '';
      reject(new NotReady(`The port ${port} cannot be opened: ${message}.${way}`));
    });
    // A server that listens on a port has an object as its address.
    server.listen(port, 'localhost', () => resolve((server.address() as AddressInfo).port));
  });
}
