/** The shop's pages and forms. Whoever is signed in is known by the backend's own session. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isFresh, openSession } from 'wechat-mp-login/server';
import { renderHome } from '../html/home.js';
import { address } from '../html/layout.js';
import { againPaths, renderSettings } from '../html/settings.js';
import { addPassword } from './password.js';
import type { Records } from '../data/user-database.js';
import { callerOf, isFrom, langOf, pathOf } from './request.js';

export interface ShopOptions extends Pick<Records, 'accounts' | 'sessions'> {
  readonly origin: string;
  /** Whether a simulated phone stands beside. */
  readonly phone: boolean;
}

export function createShop(options: ShopOptions): Hono {
  const { accounts, sessions, origin, phone } = options;
  const app = new Hono();

  const signedIn = (c: Context) => sessions.current(callerOf(c));

  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  const show = async (c: Context, nameRefused = false) => {
    const name = (await signedIn(c))?.account.name;
    const again = pathOf(c.req.query('again'));
    const page = renderHome({ lang: langOf(c), phone, name, nameRefused, again });
    return c.html(page, nameRefused ? 422 : 200);
  };
  app.get('/', (c) => show(c));

  app.post('/name', bodyLimit({ maxSize: 4096 }), async (c) => {
    const session = await signedIn(c);
    if (!session || !isFrom(c, origin)) return c.redirect(address('/', langOf(c)), 303);
    const name = (await c.req.parseBody())['name'];
    const clean = typeof name === 'string' ? name.trim() : '';
    if (!/^[^\p{C}]{1,40}$/u.test(clean)) return show(c, true);
    await accounts.rename(session.account.id, clean);
    return c.redirect(address('/', langOf(c)), 303);
  });

  app.post('/sign-out', async (c) => {
    if (isFrom(c, origin)) {
      c.header('Set-Cookie', await sessions.close(c.req.header('Cookie') ?? ''));
    }
    return c.redirect(address('/', langOf(c)), 303);
  });

  app.get('/settings', async (c) => {
    const session = await signedIn(c);
    if (!session) return c.redirect(address('/', langOf(c)), 303);
    const { name } = session.account;
    const othersDone = c.req.query('done') === 'others';
    return c.html(renderSettings({ lang: langOf(c), phone, name, othersDone }));
  });

  app.post('/sign-out-others', async (c) => {
    const lang = langOf(c);
    const session = await signedIn(c);
    if (!session || !isFrom(c, origin)) return c.redirect(address('/', lang), 303);
    // The new session counts as a new proof, so it takes one.
    if (!isFresh(session, Date.now())) {
      return c.redirect(address(againPaths.password, lang), 303);
    }
    const caller = callerOf(c);
    await sessions.endAll(session.account.id);
    const { authenticatedAtMs } = session;
    const context = { key: crypto.randomUUID(), caller, isNew: false, authenticatedAtMs };
    await openSession(sessions, session.account, context);
    return c.redirect(address('/settings?done=others', lang), 303);
  });

  addPassword(app, { ...options, isSignedIn: async (c) => (await signedIn(c)) !== undefined });
  return app;
}
