/**
 * The real backend and the real simulator inside a page: what the live story runs. No request leaves
 * the browser; the tag's HTTP backend is given a `fetch` that calls the handler.
 */
import { createInbox } from '../demo/inbox.js';
import type { SentMessages } from '../demo/inbox.js';
import { createLetters } from '../demo/letters.js';
import { memberNumberMethod, members, seedMembers } from '../demo/members.js';
import { createHttpBackend, createIdentities } from '../src/client/index.js';
import type { Backend, Identities } from '../src/client/index.js';
import {
  createCookieSessions,
  createMemoryAccounts,
  createWechatMpLogin,
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
} from '../src/server/index.js';
import type { Caller, LinkMethod, OwnAccounts } from '../src/server/index.js';
import { createPasswords } from '../src/server/passwords.js';
import { createSimulator } from '../src/simulator/index.js';
import type { Phone } from '../src/simulator/index.js';
import { avatar } from './avatar.js';

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

export interface Live {
  readonly backend: Backend;
  /** The settings page's list. */
  readonly identities: Identities;
  readonly phone: Phone;
  /** What the shop sends to numbers and addresses. */
  readonly inbox: SentMessages;
  /** Signs the first member in, as by the password. */
  signIn(): Promise<void>;
  /** Ends the session of this page. */
  signOut(): Promise<void>;
  /** Lets go of everything; nothing of it is of use afterwards. */
  close(): void;
}

function linkMethods(accounts: OwnAccounts, inbox: SentMessages): LinkMethod[] {
  const letters = createLetters(inbox);
  const send: typeof letters.code = (to, code, context) => letters.code(to, code, context);
  return [
    passwordMethod({ check: (identifier, password) => accounts.byPassword(identifier, password) }),
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
    memberNumberMethod(accounts),
  ];
}

export function createLive(shop: string): Live {
  const simulator = createSimulator({
    account: { name: shop, avatar },
    people: [
      { name: '林溪', avatar: '🦊' },
      { name: '陈屿', avatar: '🐳', follows: true },
      { name: 'Mei Tan', avatar: '🌻' },
    ],
    deliver: (request) => login.fetch(request),
  });
  const { appId, appSecret, token, encodingAesKey, originalId } = simulator.account;
  const accounts = createMemoryAccounts({ passwords: createPasswords() });
  const seeded = seedMembers(accounts);
  const sessions = createCookieSessions({ secure: false });
  const inbox = createInbox();
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: {
      ...{ appId, appSecret, token, encodingAesKey, originalId },
      fetch: (input, init) => simulator.fetch(new Request(input, init)),
    },
    officialAccount: { name: shop, kind: 'service', avatar },
    accounts,
    sessions,
    confirm: 'none',
    newAccounts: 'ask',
    linkMethods: linkMethods(accounts, inbox),
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const jar = createJar();
  const caller = (): Caller => ({
    address: 'this page',
    userAgent: navigator.userAgent,
    origin,
    cookie: jar.header(),
    setCookie: (line) => jar.set(line),
  });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    await seeded;
    return login.fetch(new Request(input, init), caller());
  };
  return {
    backend: createHttpBackend(`${origin}/wechat-login`, { fetch }),
    identities: createIdentities(`${origin}/wechat-login`, { fetch }),
    phone: simulator.phone,
    inbox,
    async signIn() {
      await seeded;
      const [account] = await accounts.byEmail(members.zhouLan.email);
      if (!account) throw new Error('The first member is not there.');
      const context = { key: crypto.randomUUID(), caller: caller(), isNew: false };
      const { setCookies = [] } = await sessions.open(account, context);
      for (const line of setCookies) jar.set(line);
    },
    signOut: async () => jar.set(await sessions.close(jar.header())),
    close: () => login.close(),
  };
}
