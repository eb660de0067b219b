/** The storage of accounts in memory. Each change runs without an `await`, so it is atomic. */
import type {
  AccountRecord,
  AccountStorage,
  IdentityRecord,
  Removal,
  StorageChanges,
  StorageReads,
} from '../storage.js';
import { createTables, type Tables } from './tables.js';

export function createMemoryStorage(): AccountStorage {
  const tables = createTables();
  return { ...createReads(tables), ...createChanges(tables) };
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
function createReads(tables: Tables): StorageReads {
  return {
    async lookUp({ appId, openid, unionid }) {
      const known = tables.identityByOpenid(appId, openid);
      const account = tables.getAccount(known?.accountId);
      const byUnionid = tables.getAccount(tables.ownerOf(unionid));
      return {
        ...(known && account && { byOpenid: { ...known, account } }),
        ...(byUnionid && { byUnionid }),
      };
    },
    getAccount: async (id) => tables.getAccount(id),
    async getLoginMethods(accountId) {
      const stored = tables.accounts.get(accountId);
      const hasIdentifier = stored?.isVerified === true && stored.identifiers.length > 0;
      return stored && { version: stored.version, hasIdentifier };
    },
    listIdentities: async (accountId) => tables.identitiesOf(accountId),
    findCredentials: async (identifier, limit) => tables.accountsWith(identifier, limit),
    async listOpenids(appId, after, limit) {
      const openids = [...tables.identities.values()]
        .filter((identity) => identity.appId === appId && identity.openid > after)
        .map(({ openid }) => openid);
      return openids.sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
    },
    async listForgettable(nowMs, limit) {
      const isDue = ({ forgetAtMs = Infinity }: IdentityRecord): boolean => forgetAtMs <= nowMs;
      return [...tables.identities.values()].filter(isDue).slice(0, limit);
    },
  };
}

function createChanges(tables: Tables): StorageChanges {
  return {
    async renameAccount(id, name) {
      const stored = tables.accounts.get(id);
      if (!stored) return undefined;
      const account = { ...stored.account, name };
      tables.updateAccount({ ...stored, account });
      return account;
    },
    addAccount: async (record, identity) => addAccount(tables, record, identity),
    addIdentity: async (identity) => addIdentity(tables, identity),
    addIdentityByUnionid: async (identity) =>
      tables.ownerOf(identity.unionid) === identity.accountId && addIdentity(tables, identity),
    async setUnionid(identityId, unionid) {
      const identity = tables.identities.get(identityId);
      if (!identity || identity.unionid !== undefined) return false;
      if ((tables.ownerOf(unionid) ?? identity.accountId) !== identity.accountId) return false;
      tables.putIdentity({ ...identity, unionid });
      return true;
    },
    async setForgetAt(identityId, forgetAtMs) {
      const stored = tables.identities.get(identityId);
      if (!stored) return false;
      const identity = { ...stored };
      delete identity.forgetAtMs;
      tables.putIdentity({ ...identity, ...(forgetAtMs === undefined ? {} : { forgetAtMs }) });
      return true;
    },
    async setOpenid(identityId, appId, openid) {
      const identity = tables.identities.get(identityId);
      if (!identity || tables.identityByOpenid(appId, openid)) return false;
      tables.putIdentity({ ...identity, appId, openid });
      return true;
    },
    removeIdentities: async (accountId, version, removal) =>
      removeIdentities(tables, accountId, version, removal),
  };
}
/* eslint-enable @typescript-eslint/require-await */

function addAccount(tables: Tables, record: AccountRecord, identity?: IdentityRecord): boolean {
  const { id } = record.account;
  if (tables.accounts.has(id) || (identity && !tables.isFree(identity, id))) return false;
  tables.insertAccount(record);
  if (identity) tables.putIdentity(identity);
  return true;
}

function addIdentity(tables: Tables, identity: IdentityRecord): boolean {
  const { accountId } = identity;
  if (!tables.accounts.has(accountId) || !tables.isFree(identity, accountId)) return false;
  tables.putIdentity(identity);
  return true;
}

function removeIdentities(
  tables: Tables,
  accountId: string,
  version: number,
  removal: Removal,
): boolean {
  const stored = tables.accounts.get(accountId);
  const goneIds = new Set(removal.identities.map(({ id }) => id));
  const remaining = tables.identitiesOf(accountId).filter(({ id }) => !goneIds.has(id));
  const isNeeded = remaining.some(({ unionid }) => unionid && removal.unionids.includes(unionid));
  const isAsRead = removal.identities.every(
    ({ id, unionid }) => tables.identities.get(id)?.unionid === unionid,
  );
  if (stored?.version !== version || isNeeded || !isAsRead) return false;
  tables.updateAccount({ ...stored, version: version + 1 });
  tables.deleteIdentities(accountId, removal);
  return true;
}
