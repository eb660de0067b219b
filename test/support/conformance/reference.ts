/** The reference backend on a port, started with the fixture of the conformance kit. */
import { createServer } from 'node:http';
import type { AccountsKit } from '../../../src/accounts/index.js';
import {
  createCodeSessions,
  createCookieSessions,
  createMemoryAccounts,
} from '../../../src/accounts/index.js';
import { createPostgresAccounts } from '../../../src/accounts/postgres/accounts.js';
import { createPostgresIdentityRecords } from '../../../src/accounts/postgres/identity-records.js';
import type { Query } from '../../../src/server/base/postgres/query.js';
import { createPostgresSessions } from '../../../src/accounts/postgres/sessions.js';
import {
  codesPath,
  createFixture,
  secondKey,
  secondPath,
  type ConfirmMode,
} from '../../../src/conformance/fixture.js';
import { createRig, type Rig } from '../../../src/conformance/rig.js';
import {
  createWechatMpLogin,
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
  type Sessions,
  type WechatMpLogin,
} from '../../../src/server/index.js';
import { toNodeListener } from '../../../src/server/node.js';
import type { SeveralAccountsOptions } from '../../../src/server/options/options.js';
import { listen, stop } from '../server/http-server.js';

type LoginFetch = WechatMpLogin['fetch'];

export interface ReferenceOptions {
  /** Default: `none`. */
  readonly confirm?: ConfirmMode;
  readonly openPlatform?: boolean;
  /** Accounts, sessions and identity records in this PostgreSQL. Default: in memory. */
  readonly query?: Query;
  /** Changes the options: how a backend is broken on purpose. */
  readonly change?: (options: SeveralAccountsOptions, rig: Rig) => SeveralAccountsOptions;
  /** A login results in a one-time code, not in a cookie. */
  readonly sessionCodes?: true;
  /** Another build of the reference: see patched-server.ts. */
  readonly createLogin?: typeof createWechatMpLogin;
  /** Calls the backend without a socket, which is faster. */
  readonly inProcess?: true;
  /** Stands before the backend: another way to break it. */
  readonly wrap?: (fetch: LoginFetch, rig: Rig) => LoginFetch;
}

export interface UnderTest {
  readonly rig: Rig;
  readonly close: () => Promise<void>;
}

export async function startReference(options: ReferenceOptions = {}): Promise<UnderTest> {
  const { confirm = 'none', openPlatform = true, query } = options;
  let answer: LoginFetch = () => Promise.resolve(new Response(null, { status: 503 }));
  // Without the address of the caller: the checker would use up what one address may do.
  const listener = toNodeListener({ fetch: (request) => answer(request) });
  const server = createServer(listener);
  const url = `${await listen(server)}/wechat-login`;
  const fixture = createFixture({ wechatUrl: 'http://checker.example', confirm, openPlatform });
  const lines: string[] = [];
  const rig = createRig({
    ...{ url, fixture, timeoutMs: 60_000 },
    ...(options.inProcess ? { call: (request: Request) => answer(request) } : {}),
    // The backend reads the clock of the checker.
    advance: () => Promise.resolve(),
    log: () => lines.join('\n'),
  });
  const log: NonNullable<SeveralAccountsOptions['log']> = (...line) =>
    lines.push(JSON.stringify(line));
  const own = await optionsFor(rig, query, log);
  const codes = (): Sessions => createCodeSessions({ secret: fixture.sessionSecret, now: rig.now });
  const given = options.sessionCodes ? { ...own, sessions: codes() } : own;
  const { createLogin = createWechatMpLogin } = options;
  const login = createLogin(options.change?.(given, rig) ?? given);
  answer = options.wrap?.(login.fetch, rig) ?? login.fetch;
  return {
    rig,
    async close() {
      await login.close();
      await stop(server);
    },
  };
}

/** Compares passwords as they are: hashing is not what the kit is about, and takes its time. */
const passwords = {
  hash: (password: string) => Promise.resolve(password),
  verify: (password: string, hash: string | undefined) => Promise.resolve(password === hash),
};

async function optionsFor(
  { url, fixture, fetch, now }: Rig,
  query: Query | undefined,
  log: NonNullable<SeveralAccountsOptions['log']>,
): Promise<SeveralAccountsOptions> {
  const accounts = query
    ? createPostgresAccounts({ query, passwords, now })
    : createMemoryAccounts({ passwords, now });
  const secure = false;
  const sessions = query
    ? createPostgresSessions({ query, secure, now })
    : createCookieSessions({ secure, now, account: (id) => accounts.get(id) });
  for (const { name, email, phone, password, verified } of fixture.accounts) {
    const account = { name, email, phone, password };
    await accounts.add(verified ? account : { ...account, unverified: true });
  }
  const { appId, appSecret, token, encodingAesKey, originalId, openPlatform } = fixture;
  const apiBaseUrl = `${fixture.wechatUrl}${secondPath}`;
  return {
    publicUrl: url,
    officialAccounts: [
      {
        ...{ key: 'default', name: 'Conformance', methods: ['scan', 'message', 'oauth'] },
        wechat: { appId, appSecret, token, encodingAesKey, originalId, fetch },
      },
      {
        ...{ key: secondKey, name: 'Conformance Two', kind: 'subscription' },
        wechat: { ...fixture.second, apiBaseUrl, fetch },
      },
    ],
    ...{ accounts, sessions, openPlatform, now, log },
    ...(query ? { identityRecords: createPostgresIdentityRecords({ query, now }) } : {}),
    newAccounts: 'ask',
    confirm: fixture.confirm,
    linkMethods: linkMethodsOf(accounts, async (target, code) => {
      const body = JSON.stringify({ target, code });
      await fetch(`${fixture.wechatUrl}${codesPath}`, { method: 'POST', body });
    }),
    limits: { createsPerMinute: 100_000, pollsPerSecond: 1000 },
  };
}

function linkMethodsOf(
  accounts: AccountsKit,
  send: (target: string, code: string) => Promise<void>,
): NonNullable<SeveralAccountsOptions['linkMethods']> {
  return [
    passwordMethod({ check: (identifier, password) => accounts.byPassword(identifier, password) }),
    emailCodeMethod({ find: (email) => accounts.byEmail(email), send }),
    phoneCodeMethod({ find: (phone) => accounts.byPhone(phone), send }),
  ];
}
