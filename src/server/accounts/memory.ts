/** Accounts for demos and tests. A real application has its own, behind the same two functions. */
import type { Identity } from '../attempt.js';
import type { Accounts, HostAccount } from '../options.js';

export interface MemoryAccounts extends Accounts {
  get(id: string): HostAccount | undefined;
  /** Undefined where there is no such account, or the name is empty or over 64 characters. */
  rename(id: string, name: string): HostAccount | undefined;
}

export interface MemoryAccountsOptions {
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** WeChat tells no nickname: an account begins with a friendly name that the person can change. */
export function createMemoryAccounts({
  random = Math.random,
}: MemoryAccountsOptions = {}): MemoryAccounts {
  const accounts = new Map<string, HostAccount>();
  const idByIdentity = new Map<string, string>();

  const keysOf = ({ appId, openid, unionid }: Identity): string[] => [
    `openid ${appId} ${openid}`,
    ...(unionid === undefined ? [] : [`unionid ${unionid}`]),
  ];

  /** Each identity, and each unionid, has one account; the first to have it keeps it. */
  function remember(identity: Identity, id: string): void {
    for (const key of keysOf(identity)) {
      if (!idByIdentity.has(key)) idByIdentity.set(key, id);
    }
  }

  function find(identity: Identity): HostAccount | undefined {
    const key = keysOf(identity).find((known) => idByIdentity.has(known));
    const account = accounts.get(idByIdentity.get(key ?? '') ?? '');
    if (account) remember(identity, account.id);
    return account;
  }

  return {
    find: (identity) => Promise.resolve(find(identity)),
    create(identity, { lang = 'zh' }) {
      const known = find(identity);
      if (known) return Promise.resolve(known);
      const digits = String(1000 + Math.floor(random() * 9000));
      const name = /^zh\b/i.test(lang) ? `微信用户 ${digits}` : `WeChat user ${digits}`;
      const account: HostAccount = { id: String(accounts.size + 1), name };
      accounts.set(account.id, account);
      remember(identity, account.id);
      return Promise.resolve(account);
    },
    get: (id) => accounts.get(id),
    rename(id, name) {
      const account = accounts.get(id);
      const trimmed = name.trim();
      if (!account || trimmed === '' || trimmed.length > 64) return undefined;
      const renamed = { ...account, name: trimmed };
      accounts.set(id, renamed);
      return renamed;
    },
  };
}
