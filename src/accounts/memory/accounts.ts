/** Accounts for demos and tests: gone when the process ends. */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountsKit, AccountsKitOptions } from '../accounts.js';
import type { AccountRecord, IdentityRecord, AccountStorage } from '../records.js';
import { createAccounts } from '../rules.js';

interface KeptAccount extends AccountRecord {
  readonly version: number;
}

/** The next is refused: an account is for good. */
const maxAccounts = 100_000;

export function createMemoryAccounts(options: AccountsKitOptions = {}): AccountsKit {
  return createAccounts(createMemoryRecords(), options);
}

function createMemoryRecords(): AccountStorage {
  const accounts = new Map<string, KeptAccount>();
  const identities = new Map<string, IdentityRecord>();
  const idByOpenid = new Map<string, string>();
  const accountIdByUnionid = new Map<string, string>();
  const accountIdsByIdentifier = new Map<string, string[]>();
  const identityIdsByAccount = new Map<string, Set<string>>();

  const openidKey = (appId: string, openid: string): string => `${appId} ${openid}`;
  const host = (id: string | undefined): HostAccount | undefined => accounts.get(id ?? '')?.account;
  const of = (accountId: string): IdentityRecord[] =>
    [...(identityIdsByAccount.get(accountId) ?? [])].flatMap((id) => identities.get(id) ?? []);

  /** Whether the identity is nobody's, and its unionid this account's or nobody's. */
  function isFree({ appId, openid, unionid }: IdentityRecord, accountId: string): boolean {
    const owner = accountIdByUnionid.get(unionid ?? '') ?? accountId;
    return !idByOpenid.has(openidKey(appId, openid)) && owner === accountId;
  }

  function put(identity: IdentityRecord): void {
    const { id, appId, openid, unionid, accountId } = identity;
    identities.set(id, identity);
    idByOpenid.set(openidKey(appId, openid), id);
    if (unionid !== undefined) accountIdByUnionid.set(unionid, accountId);
    const own = identityIdsByAccount.get(accountId) ?? new Set();
    identityIdsByAccount.set(accountId, own.add(id));
  }

  function addAccount(record: AccountRecord, identity?: IdentityRecord): boolean {
    const { id } = record.account;
    if (accounts.has(id) || (identity && !isFree(identity, id))) return false;
    if (accounts.size >= maxAccounts) {
      throw new Error(`The memory accounts are ${maxAccounts}, their limit`);
    }
    accounts.set(id, { ...record, version: 0 });
    for (const { type, value } of record.isVerified ? record.identifiers : []) {
      const key = `${type} ${value}`;
      accountIdsByIdentifier.set(key, [...(accountIdsByIdentifier.get(key) ?? []), id]);
    }
    if (identity) put(identity);
    return true;
  }

  function addIdentity(identity: IdentityRecord): boolean {
    if (!accounts.has(identity.accountId) || !isFree(identity, identity.accountId)) return false;
    put(identity);
    return true;
  }

  /* eslint-disable @typescript-eslint/require-await -- as Records has it; each is one step without a wait */
  return {
    async lookUp({ appId, openid, unionid }) {
      const known = identities.get(idByOpenid.get(openidKey(appId, openid)) ?? '');
      const account = host(known?.accountId);
      const byUnionid = host(accountIdByUnionid.get(unionid ?? ''));
      return {
        ...(known && account && { byOpenid: { ...known, account } }),
        ...(byUnionid && { byUnionid }),
      };
    },
    getAccount: async (id) => host(id),
    async getLoginMethods(accountId) {
      const kept = accounts.get(accountId);
      const hasIdentifier = kept?.isVerified === true && kept.identifiers.length > 0;
      return kept && { version: kept.version, hasIdentifier };
    },
    listIdentities: async (accountId) => of(accountId),
    async findCredentials({ type, value }, limit) {
      const ids = accountIdsByIdentifier.get(`${type} ${value}`) ?? [];
      return ids.slice(0, limit).flatMap((id) => accounts.get(id) ?? []);
    },
    async listOpenids(appId, after, limit) {
      const all = [...identities.values()].filter((one) => one.appId === appId);
      const openids = all.map(({ openid }) => openid).filter((openid) => openid > after);
      return openids.sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
    },
    async renameAccount(id, name) {
      const kept = accounts.get(id);
      if (!kept) return undefined;
      const account = { ...kept.account, name };
      accounts.set(id, { ...kept, account });
      return account;
    },
    addAccount: async (record, identity) => addAccount(record, identity),
    addIdentity: async (identity) => addIdentity(identity),
    async addIdentityByUnionid(identity) {
      const isOwn = accountIdByUnionid.get(identity.unionid) === identity.accountId;
      return isOwn && addIdentity(identity);
    },
    async setUnionid(identityId, unionid) {
      const known = identities.get(identityId);
      if (!known || known.unionid !== undefined) return false;
      if ((accountIdByUnionid.get(unionid) ?? known.accountId) !== known.accountId) return false;
      put({ ...known, unionid });
      return true;
    },
    async setOpenid(identityId, appId, openid) {
      const known = identities.get(identityId);
      if (!known || idByOpenid.has(openidKey(appId, openid))) return false;
      idByOpenid.delete(openidKey(known.appId, known.openid));
      put({ ...known, appId, openid });
      return true;
    },
    async removeIdentities(accountId, version, { identities: gone, unionids }) {
      const kept = accounts.get(accountId);
      const goneIds = new Set(gone.map(({ id }) => id));
      const left = of(accountId).filter(({ id }) => !goneIds.has(id));
      const isNeeded = left.some(({ unionid }) => unionid && unionids.includes(unionid));
      const isAsRead = gone.every(({ id, unionid }) => identities.get(id)?.unionid === unionid);
      if (kept?.version !== version || isNeeded || !isAsRead) return false;
      accounts.set(accountId, { ...kept, version: version + 1 });
      for (const { id, appId, openid } of of(accountId)) {
        if (!goneIds.has(id)) continue;
        identities.delete(id);
        idByOpenid.delete(openidKey(appId, openid));
        identityIdsByAccount.get(accountId)?.delete(id);
      }
      for (const unionid of unionids) accountIdByUnionid.delete(unionid);
      return true;
    },
  };
  /* eslint-enable @typescript-eslint/require-await */
}
