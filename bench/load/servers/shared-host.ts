/** The accounts and sessions of an instance: in its memory, or in another process, which outlives it. */
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import type { Accounts, HostAccount, Sessions } from 'wechat-mp-login/server';
import { createHttp } from '../client/http.js';

export interface Host {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly read: (cookie: string | undefined) => Promise<HostAccount | undefined>;
}

const sessionCap = 10_000_000;
const connections = 32;

export function createOwnHost(isSecure: boolean): Host {
  const sessions = createCookieSessions({ secure: isSecure, cap: sessionCap });
  const accounts = createMemoryAccounts();
  return {
    accounts: {
      ...accounts,
      // Names each account after the openid that opened it, so that a client can tell whose it is.
      async find(identity) {
        const found = await accounts.find(identity);
        return found && { ...found, name: identity.openid };
      },
      async create(identity, context) {
        return { ...(await accounts.create(identity, context)), name: identity.openid };
      },
    },
    sessions,
    read: (cookie) => sessions.read(cookie),
  };
}

/** @param applicationUrl of a process that serves them by serve-calls.ts */
export function createSharedHost(applicationUrl: string): Host {
  const http = createHttp(connections);
  const { hostname: host, port } = new URL(applicationUrl);
  const server = { host, port: Number(port) };
  // The other side has the same types.
  async function call<Result>(name: string, ...given: readonly unknown[]): Promise<Result> {
    const sent = { server, method: 'POST', path: `/${name}`, body: JSON.stringify(given) } as const;
    const { status, text } = await http.send({ ...sent, headers: {} });
    if (status !== 200) throw new Error(`${name}: ${status} ${text}`);
    return (JSON.parse(text) ?? undefined) as Result;
  }
  return {
    accounts: {
      find: (identity) => call('find', identity),
      create: (identity, context) => call('create', identity, context),
    },
    sessions: {
      open: (account, context) => call('open', account, context),
      endedAtMs: (accountId) => call('endedAtMs', accountId),
      end: (login) => call('end', login),
      endAll: (accountId) => call('endAll', accountId),
      endUnconfirmed: (accountId) => call('endUnconfirmed', accountId),
    },
    read: (cookie) => call('read', cookie ?? null),
  };
}
