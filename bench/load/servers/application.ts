/**
 * A process that keeps the accounts and sessions of the site, as a database would: they outlive each
 * instance. It is also the witness of a run, because it sees everybody whom any instance signs in.
 */
import {
  createCookieSessions,
  createMemoryAccounts,
  type CookieSessions,
} from 'wechat-mp-login/accounts';
import type { Accounts, HostAccount, Identity } from 'wechat-mp-login/server';
import { runChild, type ProcessKind } from '../../processes/child.js';
import { serveCalls, type Calls } from '../../processes/serve-calls.js';

export interface Application extends ProcessKind {
  readonly settings: { readonly isSecure: boolean };
  readonly started: { readonly url: string };
  readonly asked: { seen(): Seen };
}

/** Who has an account, and who was signed in. */
export interface Seen {
  readonly accounts: number;
  /** People with a session. */
  readonly signedIn: number;
  /** The openids of people who were signed in by more than one login, or have more than one account. */
  readonly twice: readonly string[];
}

const sessionCap = 10_000_000;

function createWitness() {
  const accounts = new Map<string, Set<string>>();
  const logins = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, openid: string, id: string): void => {
    to.set(openid, (to.get(openid) ?? new Set<string>()).add(id));
  };
  return {
    has: (openid: string, account: HostAccount): void => add(accounts, openid, account.id),
    // An instance that has got no answer asks again with the same key: that is one login.
    opened: (openid: string, key: string): void => add(logins, openid, key),
    seen: (): Seen => {
      const several = [...accounts, ...logins].filter(([, ids]) => ids.size > 1);
      const twice = [...new Set(several.map(([openid]) => openid))];
      return { accounts: accounts.size, signedIn: logins.size, twice };
    },
  };
}

/** Names each account after the openid that opened it, so that a client can tell whose it is. */
function createCalls(accounts: Accounts, sessions: CookieSessions) {
  const witness = createWitness();
  const named = (account: HostAccount, { openid }: Identity): HostAccount => {
    witness.has(openid, account);
    return { ...account, name: openid };
  };
  const calls: Calls = {
    async find(identity: Identity) {
      const found = await accounts.find(identity);
      return found && named(found, identity);
    },
    create: async (...given: Parameters<Accounts['create']>) =>
      named(await accounts.create(...given), given[0]),
    open(...given: Parameters<CookieSessions['open']>) {
      const [{ name }, { key }] = given;
      witness.opened(name, key);
      return sessions.open(...given);
    },
    endedAtMs: sessions.endedAtMs,
    end: sessions.end,
    endAll: sessions.endAll,
    endUnconfirmed: sessions.endUnconfirmed,
    read: (cookie: string | null) => sessions.read(cookie),
  };
  return { calls, seen: witness.seen };
}

await runChild<Application>(async ({ isSecure }) => {
  const sessions = createCookieSessions({ secure: isSecure, cap: sessionCap });
  const { calls, seen } = createCalls(createMemoryAccounts(), sessions);
  const { url } = await serveCalls(calls);
  return { started: { url }, asked: { seen } };
});
