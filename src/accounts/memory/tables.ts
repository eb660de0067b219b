/** The tables of the accounts in memory, with the same unique keys as the tables in PostgreSQL. */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountRecord, Identifier, IdentityRecord, Removal } from '../storage.js';

export interface StoredAccount extends AccountRecord {
  readonly version: number;
}

/** Accounts are never dropped, so above this number new ones are refused. */
const maxAccounts = 100_000;

interface AccountTable {
  readonly accounts: ReadonlyMap<string, StoredAccount>;
  getAccount(id: string | undefined): HostAccount | undefined;
  accountsWith(identifier: Identifier, limit: number): StoredAccount[];
  insertAccount(record: AccountRecord): void;
  updateAccount(record: StoredAccount): void;
}

interface IdentityTable {
  readonly identities: ReadonlyMap<string, IdentityRecord>;
  identityByOpenid(appId: string, openid: string): IdentityRecord | undefined;
  /** The id of the account with this unionid. */
  ownerOf(unionid: string | undefined): string | undefined;
  identitiesOf(accountId: string): IdentityRecord[];
  /** Whether the openid belongs to no account, and the unionid to no account other than this one. */
  isFree(identity: IdentityRecord, accountId: string): boolean;
  /** Inserts an identity, or replaces the one with the same id. */
  putIdentity(identity: IdentityRecord): void;
  deleteIdentities(accountId: string, removal: Removal): void;
}

export interface Tables extends AccountTable, IdentityTable {}

export function createTables(): Tables {
  return { ...createAccountTable(), ...createIdentityTable() };
}

function createAccountTable(): AccountTable {
  const accounts = new Map<string, StoredAccount>();
  const idsByIdentifier = new Map<string, string[]>();

  return {
    accounts,
    getAccount: (id) => accounts.get(id ?? '')?.account,
    accountsWith(identifier, limit) {
      const ids = idsByIdentifier.get(identifierKey(identifier)) ?? [];
      const found = ids.flatMap((id) => accounts.get(id) ?? []);
      return found.sort(byAge).slice(0, limit);
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
        idsByIdentifier.set(key, [...(idsByIdentifier.get(key) ?? []), id]);
      }
    },
    updateAccount: (record) => void accounts.set(record.account.id, record),
  };
}

function createIdentityTable(): IdentityTable {
  const identities = new Map<string, IdentityRecord>();
  const idByOpenid = new Map<string, string>();
  const idsByAccount = new Map<string, Set<string>>();
  const accountIdByUnionid = new Map<string, string>();

  function deleteIdentity({ id, appId, openid, accountId }: IdentityRecord): void {
    identities.delete(id);
    idByOpenid.delete(openidKey(appId, openid));
    idsByAccount.get(accountId)?.delete(id);
  }

  return {
    identities,
    identityByOpenid: (appId, openid) =>
      identities.get(idByOpenid.get(openidKey(appId, openid)) ?? ''),
    ownerOf: (unionid) => accountIdByUnionid.get(unionid ?? ''),
    identitiesOf: (accountId) =>
      [...(idsByAccount.get(accountId) ?? [])].flatMap((id) => identities.get(id) ?? []),
    isFree({ appId, openid, unionid }, accountId) {
      const owner = accountIdByUnionid.get(unionid ?? '') ?? accountId;
      return !idByOpenid.has(openidKey(appId, openid)) && owner === accountId;
    },
    putIdentity(identity) {
      const { id, appId, openid, unionid, accountId } = identity;
      const before = identities.get(id);
      if (before) idByOpenid.delete(openidKey(before.appId, before.openid));
      identities.set(id, identity);
      idByOpenid.set(openidKey(appId, openid), id);
      if (unionid !== undefined) accountIdByUnionid.set(unionid, accountId);
      const ids = idsByAccount.get(accountId) ?? new Set();
      idsByAccount.set(accountId, ids.add(id));
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
