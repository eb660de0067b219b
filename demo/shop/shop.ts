/** The shop's pages and forms. The backend's own sessions tell who is signed in. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isFresh, openSession, type WechatMpLogin } from 'wechat-mp-login/server';
import type { UserDatabase } from '../data/user-database.js';
import { renderHome } from '../html/home.js';
import { address } from '../html/layout.js';
import { reauthenticationPaths, renderSettings } from '../html/settings.js';
import { addPasswordPage } from './password.js';
import {
  callerOf,
  isSameOrigin,
  knownReturnPath,
  langOf,
  type ShopContext,
  type ShopEnv,
} from './request.js';

export interface ShopOptions extends Pick<UserDatabase, 'accounts' | 'sessions'> {
  readonly login: Pick<WechatMpLogin, 'forgetBrowser' | 'forgetBrowsers'>;
  readonly origin: string;
  /** Whether a simulated phone is shown beside the page. */
  readonly hasPhone: boolean;
  /** Whether a scan can prove again who is signed in: the chat has to ask for that. */
  readonly canStepUp: boolean;
}

export function createShop(options: ShopOptions): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  addHomePage(app, options);
  addSettingsPage(app, options);
  addPasswordPage(app, {
    ...options,
    isSignedIn: async (c) => (await currentSession(options, c)) !== undefined,
  });
  return app;
}

async function currentSession(
  { sessions }: ShopOptions,
  c: ShopContext,
): ReturnType<UserDatabase['sessions']['current']> {
  return sessions.current(callerOf(c));
}

const toHome = (c: ShopContext): Response => c.redirect(address('/', langOf(c)), 303);

function addHomePage(app: Hono<ShopEnv>, options: ShopOptions): void {
  const { accounts, sessions, login, origin, hasPhone, canStepUp } = options;

  const show = async (c: ShopContext, isNameRefused = false) => {
    const name = (await currentSession(options, c))?.account.name;
    const again = knownReturnPath(c.req.query('again'));
    // Signed-out visitors have nothing to prove again.
    const reauthenticateFor = name === undefined ? undefined : again;
    const lang = langOf(c);
    const page = renderHome({
      ...{ lang, hasPhone, canStepUp, name, isNameRefused, reauthenticateFor },
    });
    return c.html(page, isNameRefused ? 422 : 200);
  };

  app.get('/', (c) => show(c));

  app.post('/name', bodyLimit({ maxSize: 4096 }), async (c) => {
    const session = await currentSession(options, c);
    if (!session || !isSameOrigin(c, origin)) return toHome(c);
    const sent = (await c.req.parseBody())['name'];
    const name = typeof sent === 'string' ? sent : '';
    return (await accounts.rename(session.account.id, name)) ? toHome(c) : show(c, true);
  });

  app.post('/sign-out', async (c) => {
    if (isSameOrigin(c, origin)) {
      const caller = callerOf(c);
      await login.forgetBrowser(caller);
      caller.setCookie(await sessions.close(caller.cookie));
    }
    return toHome(c);
  });
}

function addSettingsPage(app: Hono<ShopEnv>, options: ShopOptions): void {
  const { sessions, login, origin, hasPhone } = options;

  app.get('/settings', async (c) => {
    const session = await currentSession(options, c);
    if (!session) return toHome(c);
    const { name } = session.account;
    const hasEndedOthers = c.req.query('done') === 'others';
    return c.html(renderSettings({ lang: langOf(c), hasPhone, name, hasEndedOthers }));
  });

  app.post('/sign-out-others', async (c) => {
    const session = await currentSession(options, c);
    if (!session || !isSameOrigin(c, origin)) return toHome(c);
    // The new session counts as a fresh proof, so opening it needs one.
    if (!isFresh(session, Date.now())) {
      return c.redirect(address(reauthenticationPaths.password, langOf(c)), 303);
    }
    const caller = callerOf(c);
    await sessions.endAll(session.account.id);
    await login.forgetBrowsers(session.account.id);
    // The new session is worth as much as the old one, and descends from the same login.
    const { account, ...proof } = session;
    const context = { key: crypto.randomUUID(), caller, isNew: false, ...proof };
    await openSession(sessions, account, context);
    return c.redirect(address('/settings?done=others', langOf(c)), 303);
  });
}
