/**
 * The application's accounts and sessions, which survive every fault. It writes down all that instances
 * ask for, so that the oracle knows what was done, and for which login.
 */
import { createServer } from 'node:http';
import {
  createCookieSessions,
  createMemoryAccounts,
  type CookieSessions,
} from 'wechat-mp-login/accounts';
import type { Accounts, CreateContext, HostAccount, Identity } from 'wechat-mp-login/server';
import { listen } from '../../processes/listen.js';

/** What can be wrong with an application, so that a test can see that the oracle notices. */
export type Mutant = 'creates-twice' | 'wrong-person' | 'second-session';

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

/** What an instance asks, as JSON in the body of a POST to `/{name}`. */
export interface Asked {
  find(identity: Identity): Promise<HostAccount | null>;
  create(given: { identity: Identity; context: CreateContext }): Promise<HostAccount>;
  join(identity: Required<Identity>): Promise<'joined' | 'conflict'>;
  open(given: {
    account: HostAccount;
    cookie: string;
    context: {
      readonly key: string;
      readonly isNew: boolean;
      readonly method: string;
      readonly confirmed: boolean;
      readonly login?: string;
    };
  }): Promise<{ setCookies: readonly string[] }>;
  end(login: string): Promise<null>;
  endAll(accountId: string): Promise<null>;
  endUnconfirmed(accountId: string): Promise<null>;
}

export async function startHost(mutant?: Mutant): Promise<Host> {
  const accounts: MadeAccount[] = [];
  const opened: OpenedSession[] = [];
  const kit = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: false });
  const asked = createAsked(kit, sessions, { accounts, opened, mutant });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.once('end', () => {
      const name = (request.url ?? '').slice(1) as keyof Asked;
      // The instance has the same type.
      const act = asked[name] as (given: unknown) => Promise<unknown>;
      act(JSON.parse(body)).then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  const { host, port } = await listen(server);
  return {
    ...{ url: `http://${host}:${port}`, accounts, sessions: opened },
    whoIs: async (cookies) => (await sessions.read(cookies))?.id,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Notes {
  readonly accounts: MadeAccount[];
  readonly opened: OpenedSession[];
  readonly mutant: Mutant | undefined;
}

function createAsked(kit: Accounts, sessions: CookieSessions, notes: Notes): Asked {
  const { accounts, opened, mutant } = notes;
  const first: HostAccount[] = [];

  async function create(identity: Identity, context: CreateContext): Promise<HostAccount> {
    const made = await kit.create(identity, context);
    const isKnown = accounts.some(({ id }) => id === made.id);
    if (!isKnown) accounts.push({ id: made.id, openid: identity.openid });
    if (mutant === 'creates-twice') accounts.push({ id: `${made.id}b`, openid: identity.openid });
    first.push(made);
    return mutant === 'wrong-person' ? { ...(first[0] ?? made), createdBy: context.key } : made;
  }

  const nothing = (): null => null;
  return {
    find: async (identity) => (await kit.find(identity)) ?? null,
    create: ({ identity, context }) => create(identity, context),
    join: async (identity) => (await kit.join?.(identity)) ?? 'joined',
    async open({ account, cookie, context }) {
      const key = mutant === 'second-session' ? `${context.key}${opened.length}` : context.key;
      const caller = { address: '', origin: null, userAgent: '', cookie, setCookie: nothing };
      const answer = await sessions.open(account, { ...context, key, caller });
      const { setCookies = [] } = answer;
      opened.push({
        ...{ accountId: account.id, attempt: context.login ?? '' },
        cookie: setCookies[0] ?? '',
      });
      return { setCookies };
    },
    end: (login) => sessions.end(login).then(nothing),
    endAll: (accountId) => sessions.endAll(accountId).then(nothing),
    endUnconfirmed: (accountId) => sessions.endUnconfirmed(accountId).then(nothing),
  };
}
