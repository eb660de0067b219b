/**
 * The real backend and the real simulator inside a page: what the live story runs. No request leaves
 * the browser; the tag's HTTP backend is given a `fetch` that calls the handler.
 */
import { createHttpBackend } from '../src/client/index.js';
import type { Backend } from '../src/client/index.js';
import { createMemoryAccounts } from '../src/server/accounts/memory.js';
import { createWechatMpLogin } from '../src/server/index.js';
import type { Caller } from '../src/server/index.js';
import { createCookieSessions } from '../src/server/sessions/memory.js';
import { createSimulator } from '../src/simulator/index.js';
import type { Simulator } from '../src/simulator/index.js';

const origin = 'http://localhost';

/** A jar of cookies, which a page cannot put on its own requests. */
function createJar(): Pick<Caller, 'setCookie'> & { header(): string } {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    setCookie(line) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    },
  };
}

export interface Live {
  readonly backend: Backend;
  readonly simulator: Simulator;
  close(): void;
}

export function createLive(lang: string): Live {
  const name = lang === 'en' ? 'Shanlan Store' : '山岚商店';
  const simulator = createSimulator({
    account: { name, avatar: 'avatar.svg' },
    deliver: (request) => login.fetch(request),
  });
  const { appId, appSecret, token, encodingAesKey, originalId } = simulator.account;
  const login = createWechatMpLogin({
    publicUrl: `${origin}/wechat-login`,
    wechat: {
      ...{ appId, appSecret, token, encodingAesKey, originalId },
      fetch: (input, init) => simulator.fetch(new Request(input, init)),
    },
    officialAccount: { name, kind: 'service' },
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
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
      setCookie: (line) => jar.setCookie(line),
    });
  return {
    backend: createHttpBackend(`${origin}/wechat-login`, { fetch }),
    simulator,
    close: () => login.close(),
  };
}
