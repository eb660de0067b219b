/**
 * Fastify, the login, a simulated WeChat, and a phone on the page to scan with. In an empty folder:
 *
 *     npm install wechat-mp-login fastify @fastify/static
 *     node fastify.mjs
 *
 * Then open http://localhost:3000, tap Scan on the phone, and Follow.
 */
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
import { toFastifyPlugin } from 'wechat-mp-login/server/fastify';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator } from 'wechat-mp-login/simulator';

// WeChat, simulated. With an account of your own, leave these lines out.
const simulator = createSimulator({ account: { name: 'Mountain Shop' } });
createServer(toNodeListener(simulator)).listen(3001);

const login = createWechatMpLogin({
  publicUrl: 'http://localhost:3000/wechat-login',
  wechat: simulator.wechatOptions(),
  officialAccount: { name: 'Mountain Shop' },
  newAccounts: 'create',
  accounts: createMemoryAccounts(),
  sessions: createCookieSessions({ secure: false }),
});
simulator.account.callbackUrl = login.callbackUrl;

const page = `<!doctype html>
<html lang="en">
<title>Sign in</title>
<style>body { display: flex; flex-wrap: wrap; gap: 32px; padding: 32px }</style>
<script type="module" src="/wechat-mp-login.min.js"></script>
<script type="module" src="/phone.js"></script>
<wechat-mp-login backend="/wechat-login"></wechat-mp-login>
<wechat-phone simulator="http://localhost:3001"></wechat-phone>`;

const app = fastify();
app.register(toFastifyPlugin(login));
app.register(fastifyStatic, { root: resolve('node_modules/wechat-mp-login/dist') });
app.get('/', (request, reply) => reply.type('text/html').send(page));
await app.listen({ port: 3000 });
