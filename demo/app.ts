/**
 * A small shop whose only way in is the tag: the page, the reference backend below `/wechat-login`,
 * and, without keys of a real account, the simulated platform with its phone. One process.
 */
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getConnInfo } from '@hono/node-server/conninfo';
import { createMemoryAccounts } from '../src/server/accounts/memory.js';
import { createWechatMpLogin } from '../src/server/index.js';
import type { Options, WechatMpLogin } from '../src/server/index.js';
import { createCookieSessions } from '../src/server/sessions/memory.js';
import { createPhoneEndpoint, createSimulator } from '../src/simulator/index.js';
import type { Simulator } from '../src/simulator/index.js';
import type { Asset } from './bundle.js';
import type { DemoConfig } from './config.js';
import { renderPage } from './html.js';
import type { Lang } from './html.js';

export interface Demo {
  readonly app: Hono;
  readonly login: WechatMpLogin;
  /** Absent where the real platform is used. */
  readonly simulator?: Simulator;
}

export interface DemoParts {
  readonly config: DemoConfig;
  /** Where people reach this server. */
  readonly origin: string;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly avatar: string;
  readonly log?: Options['log'];
}

const shop: Readonly<Record<Lang, string>> = { 'zh-Hans': '山岚商店', en: 'Shanlan Store' };

/** What the page may do; the tests hold it against every browser's console. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // data: and blob: are for the phone's camera, which draws what it sees before it reads it.
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const headers: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', contentSecurityPolicy);
  c.header('Referrer-Policy', 'same-origin');
  c.header('X-Content-Type-Options', 'nosniff');
};

export function createDemo({ config, origin, assets, avatar, log }: DemoParts): Demo {
  const accounts = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: origin.startsWith('https:') });
  const simulator = config.wechat
    ? undefined
    : createSimulator({
        account: { name: shop['zh-Hans'], avatar: '/avatar.svg' },
        people: [
          { name: '林溪', avatar: '🦊' },
          { name: '陈屿', avatar: '🐳', follows: true },
          { name: 'Mei Tan', avatar: '🌻' },
        ],
      });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: config.wechat ?? simulated(simulator),
    officialAccount: { name: shop['zh-Hans'], kind: 'service', avatar: '/avatar.svg' },
    accounts,
    sessions,
    confirm: config.confirm,
    newAccounts: config.newAccounts,
    ...(log ? { log } : {}),
  });
  if (simulator) simulator.account.callbackUrl = login.callbackUrl;

  const app = new Hono();
  app.all('/wechat-login/*', (c) =>
    login.fetch(c.req.raw, { address: getConnInfo(c).remote.address ?? 'unknown' }),
  );
  if (simulator) {
    const phone = createPhoneEndpoint(simulator.phone);
    app.all('/simulator/phone/*', (c) => phone(c.req.raw));
  }
  app.use(headers);
  // The session knows the account as it was at login; its name may have been changed since.
  const signedIn = (c: Context) =>
    accounts.get(sessions.read(c.req.header('Cookie') ?? '')?.id ?? '');
  const show = (c: Context, nameRefused = false) => {
    const lang = langOf(c.req.query('lang'), c.req.header('Accept-Language'));
    const name = signedIn(c)?.name;
    c.header('Cache-Control', 'no-store');
    return c.html(
      renderPage({
        lang,
        shop,
        phone: simulator !== undefined,
        nameRefused,
        ...(name ? { name } : {}),
      }),
      nameRefused ? 422 : 200,
    );
  };
  app.get('/', (c) => show(c));
  app.post('/name', bodyLimit({ maxSize: 4096 }), async (c) => {
    const account = signedIn(c);
    if (!account || !fromHere(c.req.raw, origin)) return c.redirect(home(c.req.query('lang')), 303);
    const name = (await c.req.parseBody())['name'];
    const clean = typeof name === 'string' ? name.trim() : '';
    if (!/^[^\p{C}]{1,40}$/u.test(clean)) return show(c, true);
    accounts.rename(account.id, clean);
    return c.redirect(home(c.req.query('lang')), 303);
  });
  app.post('/sign-out', (c) => {
    if (fromHere(c.req.raw, origin)) {
      c.header('Set-Cookie', sessions.close(c.req.header('Cookie') ?? ''));
    }
    return c.redirect(home(c.req.query('lang')), 303);
  });
  app.get('/avatar.svg', (c) => c.body(avatar, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    return c.body(asset.body as string, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'no-cache',
    });
  });
  return { app, login, ...(simulator ? { simulator } : {}) };
}

/** The simulated account's keys, and its platform in place of the network. */
function simulated(simulator: Simulator | undefined): Options['wechat'] {
  if (!simulator) throw new Error('A real account or the simulator: one of them is always there.');
  const { appId, appSecret, token, encodingAesKey, originalId } = simulator.account;
  return {
    appId,
    appSecret,
    token,
    encodingAesKey,
    originalId,
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  };
}

/** `?lang=` decides, then the browser. */
function langOf(asked: string | undefined, accepted: string | undefined): Lang {
  return /^zh/i.test(asked ?? accepted ?? 'zh') ? 'zh-Hans' : 'en';
}

function home(lang: string | undefined): string {
  return `/?lang=${langOf(lang, undefined)}`;
}

/** Browsers name their origin on every form post; another site's form is not obeyed. */
function fromHere(request: Request, origin: string): boolean {
  return request.headers.get('Origin') === origin;
}
