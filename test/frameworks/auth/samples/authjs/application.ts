/** What the samples of docs/authjs.md import of the application: here, a simulated WeChat and accounts in memory. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createSimulator } from 'wechat-mp-login/simulator';

export { logins } from './logins.js';

export const server = createServer();
server.listen(0, 'localhost');
await once(server, 'listening');
export const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

export const simulator = createSimulator({ deliver: (request) => fetch(request) });
simulator.account.callbackUrl = `${origin}/wechat-login/wechat/default`;
export const wechat = simulator.wechatOptions();

export const accounts = createMemoryAccounts();
export const secret = 'a secret of both servers, in a test'.replaceAll(' ', '-');
export const authSecret = 'a secret of Auth.js alone, in a test';
