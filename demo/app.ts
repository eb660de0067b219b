/**
 * A small shop that one enters by the tag: its pages, the reference backend below `/wechat-login`,
 * and, without keys of a real account, the simulated platform with its phone. One process.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import {
  createWechatMpLogin,
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
} from 'wechat-mp-login/server';
import type { LinkMethod, Notice, Options, WechatMpLogin } from 'wechat-mp-login/server';
import { createPhoneEndpoint, createSimulator } from 'wechat-mp-login/simulator';
import type { Simulator } from 'wechat-mp-login/simulator';
import type { Asset } from './bundle.js';
import type { DemoConfig } from './config.js';
import { shop } from './html/texts.js';
import { createInbox, createInboxEndpoint } from './messages/outbox.js';
import { createLetters, type Letters } from './messages/shop-messages.js';
import { memberNumberMethod } from './shop/customers.js';
import type { Records } from './data/user-database.js';
import { createShop } from './shop/shop.js';

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
  readonly records: Records;
  readonly log?: Options['log'];
}

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

export function createDemo({ config, origin, assets, avatar, records, log }: DemoParts): Demo {
  const { accounts, sessions } = records;
  const simulator = config.wechat ? undefined : simulatedPlatform();
  const inbox = createInbox();
  const letters = createLetters(inbox);
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: config.wechat ?? keysOf(simulator),
    officialAccount: { name: shop['zh-Hans'], kind: 'service', avatar: '/avatar.svg' },
    accounts,
    sessions,
    confirm: config.confirm,
    newAccounts: config.newAccounts,
    linkMethods: methods(accounts, simulator ? letters : undefined),
    notify: (notice) => tell(notice, records, letters),
    ...(log ? { log } : {}),
  });
  if (simulator) simulator.account.callbackUrl = login.callbackUrl;

  const app = new Hono();
  app.all('/wechat-login/*', (c) =>
    login.fetch(c.req.raw, { address: getConnInfo(c).remote.address ?? '' }),
  );
  if (simulator) {
    const phone = createPhoneEndpoint(simulator.phone);
    const messages = createInboxEndpoint(inbox);
    app.all('/simulator/phone/*', (c) => phone(c.req.raw));
    app.all('/simulator/inbox', (c) => messages(c.req.raw));
  }
  app.use(headers);
  app.route('/', createShop({ accounts, sessions, origin, phone: simulator !== undefined }));
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

function simulatedPlatform(): Simulator {
  return createSimulator({
    // The same after a restart, as the accounts are: openids belong to the appid.
    account: { appId: 'wx7c1f4d0e9a52b836', name: shop['zh-Hans'], avatar: '/avatar.svg' },
    people: [
      { name: '林溪', avatar: '🦊' },
      { name: '陈屿', avatar: '🐳', follows: true },
      { name: 'Mei Tan', avatar: '🌻' },
      { name: '何欣', avatar: '🐢' },
      { name: 'Noor Aziz', avatar: '🦉' },
    ],
  });
}

/** The simulated account's keys, and its platform in place of the network. */
function keysOf(simulator: Simulator | undefined): Options['wechat'] {
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

/** @param letters undefined: there is nobody who would carry a code to anybody */
function methods(accounts: Records['accounts'], letters: Letters | undefined): LinkMethod[] {
  const byPassword = passwordMethod({
    check: (identifier, password) => accounts.byPassword(identifier, password),
  });
  const byNumber = memberNumberMethod(accounts);
  if (!letters) return [byPassword, byNumber];
  const send: Letters['code'] = (to, code, context) => letters.code(to, code, context);
  return [
    byPassword,
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
    byNumber,
  ];
}

async function tell(notice: Notice, records: Records, letters: Letters): Promise<void> {
  switch (notice.type) {
    case 'linked':
    case 'unlinked': {
      const { account, lang, type } = notice;
      for (const to of await records.addressesOf(account.id)) {
        letters.change(type, to, account.name, lang);
      }
      return;
    }
    case 'unfollowed':
      await records.accounts.forget(notice.identity);
      return;
    case 'identity_conflict':
      // In the log already; there is nobody at this shop to decide it.
      return;
    default:
      notice satisfies never;
  }
}
