/**
 * A small shop with the tag on its sign-in page. One process serves the shop's pages and, below
 * `/wechat-login`, the reference backend. Without the keys of a real account, it also simulates WeChat
 * and a phone.
 */
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import {
  createWechatMpLogin,
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
} from 'wechat-mp-login/server';
import type { LinkMethod, Notice, Options, WechatMpLogin } from 'wechat-mp-login/server';
import { joinSimulators } from 'wechat-mp-login/simulator';
import type { Deliver, Simulator } from 'wechat-mp-login/simulator';
import type { Asset } from './bundle.js';
import type { DemoConfig } from './config.js';
import type { UserDatabase } from './data/user-database.js';
import { shopName } from './html/texts.js';
import {
  createNewsSimulator,
  createShopSimulator,
  newsAccount,
  newsKey,
  type Simulators,
} from './simulators.js';
import { createOutboxEndpoint } from './messages/endpoint.js';
import { createOutbox, type Outbox } from './messages/outbox.js';
import { createShopMessages, type ShopMessages } from './messages/shop-messages.js';
import { createAttack } from './shop/attack.js';
import { memberNumberMethod } from './shop/customers.js';
import type { ShopEnv } from './shop/request.js';
import { createShop } from './shop/shop.js';
import { isStranger } from './shop/stranger.js';

export interface Demo {
  readonly app: Hono<ShopEnv>;
  readonly login: WechatMpLogin;
  /** Ends every event stream and held read, and those that begin afterwards. Resolves once nothing is under way. */
  readonly close: WechatMpLogin['close'];
  /** Absent if the demo uses the real WeChat. */
  readonly simulator?: Simulator;
  /** The simulator of the second official account, if there is one. */
  readonly news?: Simulator;
}

export interface DemoParts {
  readonly config: DemoConfig;
  /** Where visitors reach this server. */
  readonly origin: string;
  /** The bundled page, by path below `/assets/`. */
  readonly assets: ReadonlyMap<string, Asset>;
  readonly avatar: string;
  readonly database: UserDatabase;
  readonly log?: Options['log'];
  readonly now: () => number;
}

/** End-to-end tests fail on any violation in the browser's console. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Phones save the QR code as a picture.
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', contentSecurityPolicy);
  c.header('Referrer-Policy', 'same-origin');
  c.header('X-Content-Type-Options', 'nosniff');
};

export function createDemo(parts: DemoParts): Demo {
  const { config } = parts;
  const deliver: Deliver = (request) => login.fetch(request);
  const simulator = config.wechat ? undefined : createShopSimulator(deliver);
  const news = simulator && config.hasNews ? createNewsSimulator(deliver) : undefined;
  const outbox = createOutbox();
  const login: WechatMpLogin = createLogin(parts, { simulator, news }, createShopMessages(outbox));
  if (simulator) simulator.account.callbackUrl = login.callbackUrl;
  if (news) news.account.callbackUrl = login.callbackUrls[newsKey];

  const app = new Hono<ShopEnv>();
  app.all('/wechat-login/*', (c) => login.fetch(c.req.raw, { address: c.env.address }));
  const stopping = new AbortController();
  if (simulator) {
    const onPhone = news ? joinSimulators([simulator, news]) : simulator;
    addSimulatorRoutes(app, onPhone, outbox, stopping.signal);
  }
  addPageRoutes(app, parts, login);
  const close: WechatMpLogin['close'] = (options) => {
    stopping.abort();
    return login.close(options);
  };
  const simulated = { ...(simulator && { simulator }), ...(news && { news }) };
  return { app, login, close, ...simulated };
}

function createLogin(
  { config, origin, database, log, now }: DemoParts,
  { simulator, news }: Simulators,
  messages: ShopMessages,
): WechatMpLogin {
  const { accounts, sessions, identityRecords } = database;
  const wechat = config.wechat ?? simulatedWechat(simulator, origin);
  const shop = {
    name: shopName['zh-Hans'],
    kind: 'service',
    avatar: '/avatar.svg',
    // Inside WeChat, a real account needs its domain set for web authorization.
    ...(simulator && {
      methods: ['scan', 'message', 'oauth'] as const,
      qrCode: simulator.account.qrCodeUrl,
    }),
    ...config.officialAccount,
  } as const;
  const options = {
    publicUrl: `${origin}/wechat-login`,
    accounts,
    sessions,
    identityRecords,
    now,
    confirm: config.confirm,
    keepBrowsersAtSignOut: config.keepBrowsers ?? false,
    // Nobody's address is looked up: the phone and its city are made up.
    ...(simulator
      ? { cityOf: (at: string) => (isStranger(at) ? '成都 Chengdu' : '上海 Shanghai') }
      : {}),
    newAccounts: config.newAccounts,
    linkMethods: linkMethods(accounts, simulator ? messages : undefined),
    notify: (notice: Notice) => handleNotice(notice, database, messages),
    ...(log ? { log } : {}),
  };
  if (!news) return createWechatMpLogin({ ...options, officialAccount: shop, wechat });
  return createWechatMpLogin({
    ...options,
    officialAccounts: [{ key: 'shop', ...shop, wechat }, newsAccount(news)],
  });
}

function addSimulatorRoutes(
  app: Hono<ShopEnv>,
  simulator: Pick<Simulator, 'fetch'>,
  outbox: Outbox,
  stopping: AbortSignal,
): void {
  const inbox = createOutboxEndpoint({ outbox, stopping });
  app.all('/simulator/inbox', (c) => inbox(c.req.raw, c.env.address));
  app.all('/simulator/*', (c) => simulator.fetch(c.req.raw));
}

function addPageRoutes(
  app: Hono<ShopEnv>,
  { config, database, origin, assets, avatar }: DemoParts,
  login: WechatMpLogin,
): void {
  const { accounts, sessions } = database;
  app.use(securityHeaders);
  const settings = { hasPhone: !config.wechat, canStepUp: config.confirm !== 'none' };
  app.route('/', createShop({ accounts, sessions, login, origin, ...settings }));
  if (!config.wechat) {
    app.route('/', createAttack({ sessions, login, origin, confirm: config.confirm }));
  }
  app.get('/avatar.svg', (c) => c.body(avatar, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    // Hono's types do not include every Uint8Array, but it sends them.
    return c.body(asset.body as string, 200, {
      'Content-Type': asset.type,
      'Cache-Control': 'no-cache',
    });
  });
}

/** The keys of the simulated account, and the simulator's addresses in place of WeChat's. */
function simulatedWechat(simulator: Simulator | undefined, origin: string): Options['wechat'] {
  if (!simulator) throw new Error('The demo needs a real account or the simulator.');
  const authorizeUrl = `${origin}/simulator/connect/oauth2/authorize`;
  return { ...simulator.wechatOptions(), authorizeUrl };
}

/** @param messages undefined if there is no phone on which verification codes could arrive */
function linkMethods(
  accounts: UserDatabase['accounts'],
  messages: ShopMessages | undefined,
): LinkMethod[] {
  const byPassword = passwordMethod({
    check: (identifier, password) => accounts.byPassword(identifier, password),
  });
  const byNumber = memberNumberMethod(accounts);
  if (!messages) return [byPassword, byNumber];
  const send: ShopMessages['sendVerificationCode'] = (to, verificationCode, context) =>
    messages.sendVerificationCode(to, verificationCode, context);
  return [
    byPassword,
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
    byNumber,
  ];
}

async function handleNotice(
  notice: Notice,
  database: UserDatabase,
  messages: ShopMessages,
): Promise<void> {
  switch (notice.type) {
    case 'linked':
    case 'unlinked': {
      const { account, lang, type } = notice;
      for (const to of await database.addressesOf(account.id)) {
        messages.sendIdentityChange(type, to, account.name, lang);
      }
      return;
    }
    case 'unfollowed':
      await database.accounts.forgetLater(notice.identity);
      return;
    case 'authorization_changed':
      // The shop keeps nothing else from WeChat that could be withdrawn or have changed.
      if (notice.change === 'cancelled') await database.accounts.forget(notice.identity);
      return;
    case 'identity_conflict':
      // The backend has logged it. A real shop would let its support staff decide.
      return;
    default:
      notice satisfies never;
  }
}
