/** Opens a server of node:http on this machine. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Waiting visitors come at once: more may queue for a connection than by default. */
const backlog = 4096;
/** Longer than a pause between rounds, so that kept connections stay. */
const keepAliveMs = 120_000;

/** @param port 0 for any that is free */
export async function listen(server: Server, port = 0): Promise<{ host: string; port: number }> {
  server.keepAliveTimeout = keepAliveMs;
  server.listen({ port, host: '127.0.0.1', backlog });
  await once(server, 'listening');
  // A server that listens on a port has an object as its address.
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}
