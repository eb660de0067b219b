/** What the samples of docs/better-auth.md import of the application: here, a simulated WeChat and a database in memory. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { createSimulator } from 'wechat-mp-login/simulator';

export const server = createServer();
server.listen(0, 'localhost');
await once(server, 'listening');
export const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

export const simulator = createSimulator({ deliver: (request) => fetch(request) });
simulator.account.callbackUrl = `${origin}/api/auth/wechat-mp/wechat/default`;
export const wechat = simulator.wechatOptions();

export const database = memoryAdapter({ user: [], session: [], account: [], verification: [] });
