/**
 * The reference backend and the simulator inside a page, for the live stories. No request leaves the
 * browser: the tag's HTTP backend uses a `fetch` that calls the reference backend.
 */
import { createOutbox } from '../../demo/messages/outbox.js';
import type { Outbox } from '../../demo/messages/outbox.js';
import { createShopMessages } from '../../demo/messages/shop-messages.js';
import { memberNumberMethod, customers, addCustomers } from '../../demo/shop/customers.js';
import { createHttpBackend, createIdentities } from 'wechat-mp-login/client';
import type { After, Backend, Identities } from 'wechat-mp-login/client';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import {
  createWechatMpLogin,
  emailCodeMethod,
  openSession,
  passwordMethod,
  phoneCodeMethod,
} from 'wechat-mp-login/server';
import type { AccountsKit, CookieSessions } from 'wechat-mp-login/accounts';
import type { Caller, LinkMethod, Log } from 'wechat-mp-login/server';
import { createPasswords } from 'wechat-mp-login/accounts/passwords';
import { openidOf } from '../internals/openid.js';
import { createSimulator } from 'wechat-mp-login/simulator';
import type { Phone } from 'wechat-mp-login/simulator';
import { avatar } from '../support/avatar.js';
import { createConnection } from './network.js';
import type { Connection } from './network.js';

/** No server has to answer here. Unlike the page's own origin, it is valid even for a file. */
const origin = 'http://localhost';

/** Keeps cookies, because a page cannot set them on its own requests. */
function createJar(): { header(): string; set(line: string): void } {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    set(line) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    },
  };
}

/** This page, as the backend sees it. */
function callerWith(jar: ReturnType<typeof createJar>): Caller {
  return {
    address: 'this page',
    userAgent: navigator.userAgent,
    origin,
    cookie: jar.header(),
    setCookie: (line) => jar.set(line),
  };
}

/** The people on the phone. Only the customer's WeChat is linked to an account. */
export const people = {
  'new follower': { id: 'lin-xi', name: '林溪', avatar: '🦊' },
  follower: { id: 'chen-yu', name: '陈屿', avatar: '🐳', follows: true },
  customer: { id: 'zhou-lan', name: '周岚', avatar: '🌻', follows: true },
} as const;
export type Role = keyof typeof people;

/** The state of the official account. `quota spent`: no more QR codes today. */
export const platforms = ['fine', 'quota spent', 'disabled'] as const;
export type Platform = (typeof platforms)[number];

export interface LiveBackendOptions {
  /** The shop's name. */
  readonly shop: string;
  /** Whether the customer's WeChat is linked to the first customer's account. */
  readonly linked: boolean;
  /** Shortens the lifetime of QR codes for the page, so that nobody has to wait for their end. */
  readonly codeLifetimeS?: number | undefined;
  /** Receives the backend's log. */
  readonly log: Log;
}

export interface LiveBackend {
  readonly backend: Backend;
  /** The identities of the settings page. */
  readonly identities: Identities;
  readonly phone: Phone;
  /** The messages that the shop sends to phone numbers and e-mail addresses. */
  readonly inbox: Outbox;
  /** The network between the page and the backend. */
  readonly connection: Connection;
  platform: Platform;
  /** Signs in as the first customer, as with a password. */
  signIn(): Promise<void>;
  /** Ends the session of this page. */
  signOut(): Promise<void>;
  /** Stops everything. The backend cannot be used afterwards. */
  close(): void;
}

function linkMethods(accounts: AccountsKit, inbox: Outbox): LinkMethod[] {
  const messages = createShopMessages(inbox);
  const send: typeof messages.sendVerificationCode = (to, verificationCode, context) =>
    messages.sendVerificationCode(to, verificationCode, context);
  return [
    passwordMethod({ check: (identifier, password) => accounts.byPassword(identifier, password) }),
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
    memberNumberMethod(accounts),
  ];
}

async function seed(accounts: AccountsKit, appId: string, linked: boolean): Promise<void> {
  await addCustomers(accounts);
  if (!linked) return;
  const [account] = await accounts.byEmail(customers.zhouLan.email);
  const openid = await openidOf(appId, people.customer.id);
  if (account) await accounts.link(account.id, { appId, openid });
}

/** Behind a buffering proxy, the first byte never comes. The story gives it up sooner than a real page. */
function afterIn(connection: Connection): After {
  return (callback, ms) => {
    const isShort = connection.network === 'buffering proxy' && ms <= 5000;
    const timer = setTimeout(callback, isShort ? ms / 10 : ms);
    return () => clearTimeout(timer);
  };
}

function withLifetime(http: Backend, codeLifetimeS: number): Backend {
  return {
    ...http,
    async create(request, call) {
      const created = await http.create(request, call);
      return {
        ...created,
        expiresIn: Math.min(created.expiresIn, codeLifetimeS),
        // From the page: a relative address of the backend's would belong to the backend's origin.
        officialAccount: { ...created.officialAccount, avatar },
      };
    },
  };
}

async function signInByPassword(
  accounts: AccountsKit,
  sessions: CookieSessions,
  caller: Caller,
): Promise<void> {
  const [account] = await accounts.byEmail(customers.zhouLan.email);
  if (!account) throw new Error('The first customer has no account.');
  const proof = { isNew: false, method: 'password', confirmed: true };
  await openSession(sessions, account, { key: crypto.randomUUID(), caller, ...proof });
}

export function createLiveBackend(options: LiveBackendOptions): LiveBackend {
  const { shop, linked, codeLifetimeS = Infinity, log } = options;
  const simulator = createSimulator({
    account: { name: shop, avatar },
    people: Object.values(people),
    deliver: (request) => login.fetch(request),
  });
  const accounts = createMemoryAccounts({ passwords: createPasswords() });
  const seeded = seed(accounts, simulator.account.appId, linked);
  const sessions = createCookieSessions({ secure: false });
  const inbox = createOutbox();
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: shop, kind: 'service' },
    accounts,
    sessions,
    confirm: 'none',
    newAccounts: 'ask',
    log,
    linkMethods: linkMethods(accounts, inbox),
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const qrCodesPerDay = simulator.settings.quotas['qrcode/create'];
  const jar = createJar();
  const connection = createConnection(async (input, init) => {
    await seeded;
    return login.fetch(new Request(input, init), callerWith(jar));
  });
  const { fetch } = connection;
  const http = createHttpBackend(`${origin}/wechat-login`, { fetch, after: afterIn(connection) });

  return {
    backend: withLifetime(http, codeLifetimeS),
    identities: createIdentities(`${origin}/wechat-login`, { fetch }),
    phone: simulator.phone,
    inbox,
    connection,
    get platform() {
      const isSpent = simulator.settings.quotas['qrcode/create'] === 0;
      return simulator.account.isDisabled ? 'disabled' : isSpent ? 'quota spent' : 'fine';
    },
    set platform(next) {
      simulator.account.isDisabled = next === 'disabled';
      simulator.settings.quotas['qrcode/create'] = next === 'quota spent' ? 0 : qrCodesPerDay;
    },
    async signIn() {
      await seeded;
      await signInByPassword(accounts, sessions, callerWith(jar));
    },
    signOut: async () => jar.set(await sessions.close(jar.header())),
    close() {
      connection.close();
      void login.close();
    },
  };
}
