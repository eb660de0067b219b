/** The reference backend in plain node:http, with accounts and sessions of the application. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import * as lib from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';

/** @param trustedProxies how many proxies of yours add to `X-Forwarded-For` */
export function start(
  options: Omit<lib.Options, 'accounts' | 'sessions'>,
  port: number,
  trustedProxies = 0,
): Server {
  // Two tables in the application's database: accounts by identity, and sessions.
  const accounts = new Map<string, lib.HostAccount>();
  const sessions = new Map<string, lib.HostAccount>();
  const isSecure = options.publicUrl.startsWith('https:');
  const [cookieName, flag] = isSecure ? ['__Host-session', '; Secure'] : ['session', ''];
  const sessionIdIn = (cookies = '') =>
    new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`).exec(cookies)?.[1] ?? '';
  const find = ({ openid, unionid = '' }: lib.Identity) => {
    const found = accounts.get(openid) ?? accounts.get(unionid);
    if (found) accounts.set(openid, found);
    return found;
  };
  const login = lib.createWechatMpLogin({
    // New visitors get an account without a question. For other policies see docs/backend.md.
    newAccounts: 'create',
    ...options,
    accounts: {
      find: (identity) => Promise.resolve(find(identity)),
      create: (identity) => {
        // Looks again, in the same transaction: two pages of one new person may finish at once.
        const account = find(identity) ?? { id: randomUUID(), name: `WeChat ${accounts.size + 1}` };
        accounts.set(identity.openid, account).set(identity.unionid ?? identity.openid, account);
        return Promise.resolve(account);
      },
    },
    sessions: {
      open: (account, { caller }) => {
        const id = randomBytes(32).toString('base64url'); // Always a new id: the old session ends.
        sessions.set(id, account).delete(sessionIdIn(caller.cookie));
        const cookie = `${cookieName}=${id}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax${flag}`;
        return Promise.resolve({ setCookies: [cookie] });
      },
    },
  });
  // login.callbackUrl is the URL to enter on WeChat's developer platform.
  const listener = toNodeListener(login, { trustedProxies });
  return createServer((request, response) => {
    if (request.url?.startsWith('/wechat-login/')) listener(request, response);
    else {
      const account = sessions.get(sessionIdIn(request.headers.cookie)) ?? null;
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(account));
    }
  }).listen(port);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { PUBLIC_URL: publicUrl = '', WECHAT_APP_ID: appId = '', ...env } = process.env;
  const { WECHAT_APP_SECRET: appSecret = '', WECHAT_TOKEN: token = '' } = env;
  const wechat = { appId, appSecret, token, encodingAesKey: env['WECHAT_AES_KEY'] ?? '' };
  const trustedProxies = Number(env['TRUSTED_PROXIES'] ?? 0);
  start({ publicUrl, wechat, officialAccount: { name: 'Our account' } }, 8080, trustedProxies);
}
