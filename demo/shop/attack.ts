/** The page on which readers try an attack, and the backend as the stranger's browser reaches it. */
import { Hono } from 'hono';
import type { WechatMpLogin } from 'wechat-mp-login/server';
import type { DemoConfig } from '../config.js';
import type { UserDatabase } from '../data/user-database.js';
import { renderAttack } from '../html/attack.js';
import { address } from '../html/layout.js';
import { callerOf, isSameOrigin, langOf, type ShopEnv } from './request.js';
import { fetchAsStranger, strangerOf, strangersBackend } from './stranger.js';

export interface AttackOptions extends Pick<UserDatabase, 'sessions'> {
  readonly login: Pick<WechatMpLogin, 'fetch' | 'forgetBrowser'>;
  readonly origin: string;
  readonly confirm: DemoConfig['confirm'];
}

export function createAttack({ sessions, login, origin, confirm }: AttackOptions): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.all(`${strangersBackend}/*`, (c) => fetchAsStranger(login, c));

  app.get('/attack', async (c) => {
    const [you, stranger] = await Promise.all([
      sessions.current(callerOf(c)),
      sessions.current(strangerOf(c)),
    ]);
    c.header('Cache-Control', 'no-store');
    const names = { you: you?.account.name, stranger: stranger?.account.name };
    return c.html(renderAttack({ lang: langOf(c), confirm, names }));
  });

  // Signs the stranger out.
  app.post('/attack', async (c) => {
    if (isSameOrigin(c, origin)) {
      const stranger = strangerOf(c);
      await login.forgetBrowser(stranger);
      stranger.setCookie(await sessions.close(stranger.cookie));
    }
    return c.redirect(address('/attack', langOf(c)), 303);
  });
  return app;
}
