/** The reference backend in plain node:http, with accounts and sessions of the application. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { createWechatMpLogin, type HostAccount, type Options } from 'wechat-mp-login/server';
import { toNodeListener } from 'wechat-mp-login/server/node';

export function start(options: Omit<Options, 'accounts' | 'sessions'>, port: number): Server {
  // Two tables in the application's database: accounts by identity, and sessions.
  const accounts = new Map<string, HostAccount>();
  const sessions = new Map<string, HostAccount>();

  const login = createWechatMpLogin({
    // New visitors get an account without a question. For other policies see docs/backend.md.
    newAccounts: 'create',
    ...options,
    accounts: {
      find: ({ openid, unionid = '' }) =>
        Promise.resolve(accounts.get(openid) ?? accounts.get(unionid)),
      create: ({ openid, unionid = openid }) => {
        const account = { id: String(accounts.size + 1), name: `WeChat user ${accounts.size + 1}` };
        accounts.set(openid, account).set(unionid, account);
        return Promise.resolve(account);
      },
    },
    sessions: {
      open: (account) => {
        const id = randomBytes(32).toString('base64url');
        sessions.set(id, account);
        const cookie = `session=${id}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax`;
        return Promise.resolve({ setCookies: [cookie] });
      },
    },
  });
  // login.callbackUrl is the URL to enter on WeChat's developer platform.
  const listener = toNodeListener(login);
  return createServer((request, response) => {
    if (request.url?.startsWith('/wechat-login/')) {
      listener(request, response);
      return;
    }
    const id = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(sessions.get(id) ?? null));
  }).listen(port);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { PUBLIC_URL: publicUrl = '', WECHAT_APP_ID: appId = '', ...env } = process.env;
  const { WECHAT_APP_SECRET: appSecret = '', WECHAT_TOKEN: token = '' } = env;
  const wechat = { appId, appSecret, token, encodingAesKey: env['WECHAT_AES_KEY'] ?? '' };
  start({ publicUrl, wechat, officialAccount: { name: 'Our account' } }, 8080);
}
