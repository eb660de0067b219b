/**
 * The real backend and the real simulator inside a page: what the live story runs. No request leaves
 * the browser; the tag's HTTP backend is given a `fetch` that calls the handler.
 */
import { createHttpBackend } from '../src/client/index.js';
import type { Backend } from '../src/client/index.js';
import { createMemoryAccounts } from '../src/server/accounts/memory.js';
import { createWechatMpLogin } from '../src/server/index.js';
import { createCookieSessions } from '../src/server/sessions/memory.js';
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
  readonly phone: Phone;
  /** Ends the session that a login in this page has begun. */
  signOut(): void;
  /** Lets go of everything; nothing of it is of use afterwards. */
  close(): void;
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
  const sessions = createCookieSessions({ secure: false });
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: {
      ...{ appId, appSecret, token, encodingAesKey, originalId },
      fetch: (input, init) => simulator.fetch(new Request(input, init)),
    },
    officialAccount: { name: shop, kind: 'service', avatar },
    accounts: createMemoryAccounts(),
    sessions,
    confirm: 'none',
    newAccounts: 'create',
  });
  simulator.account.callbackUrl = login.callbackUrl;
  const jar = createJar();
  const fetch: typeof globalThis.fetch = (input, init) =>
    login.fetch(new Request(input, init), {
      address: 'this page',
      origin,
      cookie: jar.header(),
      setCookie: (line) => jar.set(line),
    });
  return {
    backend: createHttpBackend(`${origin}/wechat-login`, { fetch }),
    phone: simulator.phone,
    signOut: () => jar.set(sessions.close(jar.header())),
    close: () => login.close(),
  };
}
