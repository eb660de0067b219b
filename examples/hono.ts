/** The reference backend in Hono. Other frameworks with Request and Response work alike. */
import { serve, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin, type Options } from 'wechat-mp-login/server';
import { clientAddress } from 'wechat-mp-login/server/node';

/** @param trustedProxies how many proxies of yours add to `X-Forwarded-For` */
export function start(
  options: Omit<Options, 'accounts' | 'sessions'>,
  port: number,
  trustedProxies = 0,
): ServerType {
  // An application brings its own: see node-http.ts.
  const accounts = createMemoryAccounts();
  const secure = options.publicUrl.startsWith('https:');
  const sessions = createCookieSessions({ secure, account: (id) => accounts.get(id) });
  const login = createWechatMpLogin({
    newAccounts: 'create',
    ...options,
    accounts,
    sessions,
  });

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/wechat-login/*', (c) =>
    login.fetch(c.req.raw, { address: clientAddress(c.env.incoming, { trustedProxies }) }),
  );
  app.get('/me', async (c) => c.json((await sessions.read(c.req.header('cookie'))) ?? null));
  app.post('/sign-out', async (c) => {
    const cookie = c.req.header('cookie') ?? '';
    const setCookie = (line: string) => c.header('Set-Cookie', line, { append: true });
    await login.forgetBrowser({ cookie, setCookie });
    setCookie(await sessions.close(cookie));
    return c.body(null, 204);
  });
  return serve({ fetch: app.fetch, port });
}
