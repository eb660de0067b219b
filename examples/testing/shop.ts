/** The application that the tests beside this file test: a page, its scripts, and the backend of the login. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import {
  createWechatMpLogin,
  type WechatMpLogin,
  type WechatOptions,
} from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';
import type { Simulator } from 'wechat-mp-login/simulator';

/** In production, `wechat` has the keys from the environment. A test passes those of a simulator. */
export function createShopLogin(wechat: WechatOptions, origin: string): WechatMpLogin {
  return createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat,
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: origin.startsWith('https:') }),
  });
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Mountain Shop</title>
<script type="module" src="/wechat-mp-login.min.js"></script>
<script type="module" src="/phone.js"></script>
<script type="module" src="/greet.js"></script>
<h1>Mountain Shop</h1>
<wechat-mp-login backend="/wechat-login"></wechat-mp-login>
<wechat-phone simulator="/simulator"></wechat-phone>`;

/** What the page does with somebody who has signed in. */
const greet = `addEventListener('wechat-mp-login-success', ({ account }) => {
  document.querySelector('h1').textContent = 'Hello ' + account.name;
});`;

/** Serves the shop on a free port, with a simulator in place of WeChat. */
export async function startShop(simulator: Simulator): Promise<{ origin: string; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const origin = `http://localhost:${port}`;
  const login = createShopLogin(simulator.wechatOptions(), origin);
  simulator.account.callbackUrl = login.callbackUrl;
  const answerLogin = toNodeListener(login);
  const answerPhone = toNodeListener(simulator);
  server.on('request', (request, response) => {
    const { url = '/' } = request;
    if (url.startsWith('/wechat-login')) answerLogin(request, response);
    else if (url.startsWith('/simulator/')) answerPhone(request, response);
    else if (url === '/') response.setHeader('Content-Type', 'text/html').end(page);
    else if (url === '/greet.js') response.setHeader('Content-Type', 'text/javascript').end(greet);
    else {
      readFile(`node_modules/wechat-mp-login/dist${url}`).then(
        (script) => response.setHeader('Content-Type', 'text/javascript').end(script),
        () => response.writeHead(404).end(),
      );
    }
  });
  return { origin, server };
}
