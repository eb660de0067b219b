/** Opens the port of `dev`. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotReady } from '../../conformance/discover.js';
import type { Texts } from './texts/index.js';

/**
 * Only for this machine: whoever reaches the simulator can sign in as anybody in it.
 * @throws NotReady if the port cannot be opened
 */
export function listen(server: Server, port: number, failures: Texts['failures']): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const { port: other, takenPort } = failures;
      reject(new NotReady((code === 'EADDRINUSE' ? takenPort : other)(port, message)));
    });
    // A server that listens on a port has an object as its address.
    server.listen(port, 'localhost', () => resolve((server.address() as AddressInfo).port));
  });
}
