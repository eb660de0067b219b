/**
 * The application's accounts and sessions, which survive every fault. It writes down all that instances
 * ask for, so that the oracle knows what was done, and for which login.
 */
import {
  createCookieSessions,
  createMemoryAccounts,
  type CookieSessions,
} from 'wechat-mp-login/accounts';
import type { Accounts, CreateContext, HostAccount, Identity } from 'wechat-mp-login/server';
import { serveCalls, type Calls } from '../../processes/serve-calls.js';

/** What can be wrong with an application, so that a test can see that the oracle notices. */
export type Mutant = 'creates-twice' | 'wrong-person' | 'second-session';

export interface HostOptions {
  readonly mutant?: Mutant | undefined;
  /** Whether the first answer about each session is lost, after the session was opened. */
  readonly losesAnswers?: boolean | undefined;
}

export interface MadeAccount {
  readonly id: string;
  readonly openid: string;
}

export interface OpenedSession {
  readonly accountId: string;
  /** The attempt that it was opened for. */
  readonly attempt: string;
  /** Its `Set-Cookie` line. */
  readonly cookie: string;
}

export interface Host {
  readonly url: string;
  readonly accounts: readonly MadeAccount[];
  readonly sessions: readonly OpenedSession[];
  /** Who is signed in with these cookies: the account's id. */
  whoIs(cookies: string): Promise<string | undefined>;
  close(): void;
}

export async function startHost(options: HostOptions): Promise<Host> {
  const accounts: MadeAccount[] = [];
  const opened: OpenedSession[] = [];
  const sessions = createCookieSessions({ secure: false });
  const server = await serveCalls({
    ...createAccountCalls(createMemoryAccounts(), accounts, options),
    ...createSessionCalls(sessions, opened, options),
  });
  return {
    ...{ ...server, accounts, sessions: opened },
    whoIs: async (cookies) => (await sessions.read(cookies))?.id,
  };
}

function createAccountCalls(
  kit: Accounts,
  accounts: MadeAccount[],
  { mutant }: HostOptions,
): Calls {
  let first: HostAccount | undefined;
  return {
    find: (identity: Identity) => kit.find(identity),
    async create(identity: Identity, context: CreateContext): Promise<HostAccount> {
      const made = await kit.create(identity, context);
      const isKnown = accounts.some(({ id }) => id === made.id);
      if (!isKnown) accounts.push({ id: made.id, openid: identity.openid });
      if (mutant === 'creates-twice') {
        accounts.push({ id: `${made.id}b`, openid: identity.openid });
      }
      first ??= made;
      return mutant === 'wrong-person' ? { ...first, createdBy: context.key } : made;
    },
  };
}

function createSessionCalls(
  sessions: CookieSessions,
  opened: OpenedSession[],
  { mutant, losesAnswers = false }: HostOptions,
): Calls {
  return {
    async open(...[account, context]: Parameters<CookieSessions['open']>) {
      const { login: attempt = '' } = context;
      // An application that does not know the login again when it is asked once more.
      const key = mutant === 'second-session' ? `${context.key}${opened.length}` : context.key;
      const answer = await sessions.open(account, { ...context, key });
      const isFirst = opened.every((each) => each.attempt !== attempt);
      const [cookie = ''] = answer.setCookies ?? [];
      opened.push({ accountId: account.id, attempt, cookie });
      if (losesAnswers && isFirst) throw new Error('The answer is lost on purpose');
      return answer;
    },
    endedAtMs: sessions.endedAtMs,
    end: sessions.end,
    endAll: sessions.endAll,
    endUnconfirmed: sessions.endUnconfirmed,
  };
}
