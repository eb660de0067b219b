/** The tables of the accounts in memory, with the same unique keys as the tables in PostgreSQL. */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountRecord, Identifier, IdentityRecord, Removal } from '../storage.js';

export interface StoredAccount extends AccountRecord {
  readonly version: number;
}

/** Accounts are never dropped, so above this number new ones are refused. */
const maxAccounts = 100_000;

export interface Tables {
  readonly accounts: ReadonlyMap<string, StoredAccount>;
  readonly identities: ReadonlyMap<string, IdentityRecord>;
  getAccount(id: string | undefined): HostAccount | undefined;
  identityByOpenid(appId: string, openid: string): IdentityRecord | undefined;
  /** The id of the account with this unionid. */
  ownerOf(unionid: string | undefined): string | undefined;
  accountsWith(identifier: Identifier, limit: number): StoredAccount[];
  identitiesOf(accountId: string): IdentityRecord[];
  /** Whether the openid belongs to no account, and the unionid to no account other than this one. */
  isFree(identity: IdentityRecord, accountId: string): boolean;
  insertAccount(record: AccountRecord): void;
  updateAccount(record: StoredAccount): void;
  /** Inserts an identity, or replaces the one with the same id. */
  putIdentity(identity: IdentityRecord): void;
  deleteIdentities(accountId: string, removal: Removal): void;
}

export function createTables(): Tables {
  const accounts = new Map<string, StoredAccount>();
  const accountIdsByIdentifier = new Map<string, string[]>();
  const identities = new Map<string, IdentityRecord>();
  const identityIdByOpenid = new Map<string, string>();
  const identityIdsByAccount = new Map<string, Set<string>>();
  const accountIdByUnionid = new Map<string, string>();

  function deleteIdentity({ id, appId, openid, accountId }: IdentityRecord): void {
    identities.delete(id);
    identityIdByOpenid.delete(openidKey(appId, openid));
    identityIdsByAccount.get(accountId)?.delete(id);
  }

  return {
    accounts,
    identities,
    getAccount: (id) => accounts.get(id ?? '')?.account,
    identityByOpenid: (appId, openid) =>
      identities.get(identityIdByOpenid.get(openidKey(appId, openid)) ?? ''),
    ownerOf: (unionid) => accountIdByUnionid.get(unionid ?? ''),
    accountsWith(identifier, limit) {
      const ids = accountIdsByIdentifier.get(identifierKey(identifier)) ?? [];
      const found = ids.flatMap((id) => accounts.get(id) ?? []);
      return found.sort(byAge).slice(0, limit);
    },
    identitiesOf: (accountId) =>
      [...(identityIdsByAccount.get(accountId) ?? [])].flatMap((id) => identities.get(id) ?? []),
    isFree({ appId, openid, unionid }, accountId) {
      const owner = accountIdByUnionid.get(unionid ?? '') ?? accountId;
      return !identityIdByOpenid.has(openidKey(appId, openid)) && owner === accountId;
    },
    insertAccount(record) {
      if (accounts.size >= maxAccounts) {
        throw new Error(
          `There are ${maxAccounts} accounts in memory, the most that fit; createPostgresAccounts has no limit.`,
        );
      }
      const { id } = record.account;
      accounts.set(id, { ...record, version: 0 });
      for (const identifier of record.isVerified ? record.identifiers : []) {
        const key = identifierKey(identifier);
        accountIdsByIdentifier.set(key, [...(accountIdsByIdentifier.get(key) ?? []), id]);
      }
    },
    updateAccount: (record) => void accounts.set(record.account.id, record),
    putIdentity(identity) {
      const { id, appId, openid, unionid, accountId } = identity;
      const before = identities.get(id);
      if (before) identityIdByOpenid.delete(openidKey(before.appId, before.openid));
      identities.set(id, identity);
      identityIdByOpenid.set(openidKey(appId, openid), id);
      if (unionid !== undefined) accountIdByUnionid.set(unionid, accountId);
      const ids = identityIdsByAccount.get(accountId) ?? new Set();
      identityIdsByAccount.set(accountId, ids.add(id));
    },
    deleteIdentities(accountId, removal) {
      for (const { id } of removal.identities) {
        const identity = identities.get(id);
        if (identity?.accountId === accountId) deleteIdentity(identity);
      }
      for (const unionid of removal.unionids) accountIdByUnionid.delete(unionid);
    },
  };
}

/** The oldest first, and in one millisecond by id, as PostgreSQL returns them. */
function byAge(one: StoredAccount, other: StoredAccount): number {
  return one.createdAtMs - other.createdAtMs || (one.account.id < other.account.id ? -1 : 1);
}

function openidKey(appId: string, openid: string): string {
  return `${appId} ${openid}`;
}

function identifierKey({ type, value }: Identifier): string {
  return `${type} ${value}`;
}
