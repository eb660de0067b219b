/**
 * The real backend and the real simulator inside a page: what the live story runs. No request leaves
 * the browser; the tag's HTTP backend is given a `fetch` that calls the handler.
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
import type { AccountsKit } from 'wechat-mp-login/accounts';
import type { Caller, LinkMethod, Log } from 'wechat-mp-login/server';
import { createPasswords } from 'wechat-mp-login/accounts/passwords';
import { openidOf } from '../internals/openid.js';
import { createSimulator } from 'wechat-mp-login/simulator';
import type { Phone } from 'wechat-mp-login/simulator';
import { avatar } from '../support/avatar.js';
import { createLine } from './network.js';
import type { Line } from './network.js';

/** Nobody answers there; and it holds for a page from anywhere, also from a file. */
const origin = 'http://localhost';

/** A jar of cookies, as a page cannot put any on its own requests. */
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

/** Who is on the phone: only the member's WeChat opens an account already. */
export const people = {
  'new follower': { id: 'lin-xi', name: '林溪', avatar: '🦊' },
  follower: { id: 'chen-yu', name: '陈屿', avatar: '🐳', follows: true },
  member: { id: 'zhou-lan', name: '周岚', avatar: '🌻', follows: true },
} as const;
export type Who = keyof typeof people;

/** How WeChat stands to the official account. `quota spent`: of codes, for today. */
export const platforms = ['fine', 'quota spent', 'disabled'] as const;
export type Platform = (typeof platforms)[number];

export interface LiveOptions {
  /** The shop's name. */
  readonly shop: string;
  /** Whether the member's WeChat opens the first member's account already. */
  readonly linked: boolean;
  /** How long a page is told that a code counts, at most; so that it need not be waited for. */
  readonly codeLifetimeS?: number | undefined;
  /** Hears what the backend tells its operator. */
  readonly log: Log;
}

export interface Live {
  readonly backend: Backend;
  /** The settings page's list. */
  readonly identities: Identities;
  readonly phone: Phone;
  /** What the shop sends to numbers and addresses. */
  readonly inbox: Outbox;
  /** What lies between the page and the backend. */
  readonly line: Line;
  platform: Platform;
  /** Signs the first member in, as by the password. */
  signIn(): Promise<void>;
  /** Ends the session of this page. */
  signOut(): Promise<void>;
  /** Lets go of everything; nothing of it is of use afterwards. */
  close(): void;
}

function linkMethods(accounts: AccountsKit, inbox: Outbox): LinkMethod[] {
  const letters = createShopMessages(inbox);
  const send: typeof letters.sendVerificationCode = (to, code, context) =>
    letters.sendVerificationCode(to, code, context);
  return [
    passwordMethod({ check: (identifier, password) => accounts.byPassword(identifier, password) }),
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
    memberNumberMethod(accounts),
  ];
}

export function createLive(options: LiveOptions): Live {
  const { shop, linked, codeLifetimeS = Infinity, log } = options;
  const simulator = createSimulator({
    account: { name: shop, avatar },
    people: Object.values(people),
    deliver: (request) => login.fetch(request),
  });
  const { appId } = simulator.account;
  const accounts = createMemoryAccounts({ passwords: createPasswords() });
  const seeded = seed();
  const sessions = createCookieSessions({ secure: false });
  const inbox = createOutbox();
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: shop, kind: 'service', avatar },
    accounts,
    sessions,
    confirm: 'none',
    newAccounts: 'ask',
    log,
    linkMethods: linkMethods(accounts, inbox),
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const codesADay = simulator.settings.quotas['qrcode/create'];
  const jar = createJar();
  const caller = (): Caller => ({
    address: 'this page',
    userAgent: navigator.userAgent,
    origin,
    cookie: jar.header(),
    setCookie: (line) => jar.set(line),
  });
  const line = createLine(async (input, init) => {
    await seeded;
    return login.fetch(new Request(input, init), caller());
  });
  const { fetch } = line;
  // Behind such a proxy a first byte never comes: that is not waited for as long as by a visitor.
  const after: After = (callback, ms) => {
    const isShort = line.network === 'buffering proxy' && ms <= 5000;
    const timer = setTimeout(callback, isShort ? ms / 10 : ms);
    return () => clearTimeout(timer);
  };
  const http = createHttpBackend(`${origin}/wechat-login`, { fetch, after });

  async function seed(): Promise<void> {
    await addCustomers(accounts);
    if (!linked) return;
    const [account] = await accounts.byEmail(customers.zhouLan.email);
    const openid = await openidOf(appId, people.member.id);
    if (account) await accounts.link(account.id, { appId, openid });
  }

  return {
    backend: {
      ...http,
      async create(request, call) {
        const created = await http.create(request, call);
        return { ...created, expiresIn: Math.min(created.expiresIn, codeLifetimeS) };
      },
    },
    identities: createIdentities(`${origin}/wechat-login`, { fetch }),
    phone: simulator.phone,
    inbox,
    line,
    get platform() {
      const isSpent = simulator.settings.quotas['qrcode/create'] === 0;
      return simulator.account.isDisabled ? 'disabled' : isSpent ? 'quota spent' : 'fine';
    },
    set platform(next) {
      simulator.account.isDisabled = next === 'disabled';
      simulator.settings.quotas['qrcode/create'] = next === 'quota spent' ? 0 : codesADay;
    },
    async signIn() {
      await seeded;
      const [account] = await accounts.byEmail(customers.zhouLan.email);
      if (!account) throw new Error('The first member is not there.');
      const context = { key: crypto.randomUUID(), caller: caller(), isNew: false };
      await openSession(sessions, account, context);
    },
    signOut: async () => jar.set(await sessions.close(jar.header())),
    close() {
      line.close();
      login.close();
    },
  };
}
