/**
 * How identities open accounts, the same in memory and in PostgreSQL. Each function reads, decides,
 * and makes one guarded change; where somebody was in between, it starts over. So nothing needs a
 * transaction, and of two who want the same thing one gets it and the other sees who has it.
 */
import { randomToken as platformToken } from '../protocol/chain.js';
import type { HostAccount, Identity } from '../server/host/host.js';
import { checkIdentity } from './checks.js';
import { createProfiles } from './profiles.js';
import type { OpenidChange, AccountsKit, AccountsKitOptions } from './accounts.js';
import type { IdentityRecord, AccountStorage, IdentityLookup } from './records.js';

/** Whoever has to start over does so because another was done: more rounds than callers at once. */
const maxRounds = 50;
const again = Symbol('again');

/** Which identities are one person: those with one unionid; without, each is one by itself. */
const personOf = ({ id, unionid }: IdentityRecord): string =>
  unionid === undefined ? `identity ${id}` : `unionid ${unionid}`;

/** The first identity of each person. */
function firstOfEach(identities: readonly IdentityRecord[]): IdentityRecord[] {
  const firsts = new Map<string, IdentityRecord>();
  for (const one of identities) {
    const person = personOf(one);
    if (!firsts.has(person)) firsts.set(person, one);
  }
  return [...firsts.values()];
}

export function createAccounts(records: AccountStorage, options: AccountsKitOptions): AccountsKit {
  const { now = Date.now, randomToken = platformToken } = options;
  const { members, newcomer } = createProfiles(records, options);

  async function settle<T>(step: () => Promise<T | typeof again>): Promise<T> {
    for (let round = 0; round < maxRounds; round++) {
      const settled = await step();
      if (settled !== again) return settled;
    }
    throw new Error(`The accounts have changed under each of ${maxRounds} looks`);
  }

  const newIdentity = (identity: Identity, accountId: string): IdentityRecord => {
    const { appId, openid, unionid } = identity;
    const joined = unionid === undefined ? {} : { unionid };
    return { id: randomToken(12), accountId, linkedAtMs: now(), appId, openid, ...joined };
  };

  function look(identity: Identity): Promise<IdentityLookup> {
    checkIdentity(identity);
    return records.lookUp(identity);
  }

  /** For an identity on record whose account may have this unionid. */
  async function record<T>(
    known: NonNullable<IdentityLookup['byOpenid']>,
    unionid: string | undefined,
    recorded: T,
  ): Promise<T | 'conflict' | typeof again> {
    if (unionid === undefined || known.unionid === unionid) return recorded;
    // WeChat has told another one before: for people to look at.
    if (known.unionid !== undefined) return 'conflict';
    return (await records.setUnionid(known.id, unionid)) ? recorded : again;
  }

  /** Takes identities off an account, and the unionids that none of those left has. */
  async function remove(
    accountId: string,
    version: number,
    all: readonly IdentityRecord[],
    gone: readonly IdentityRecord[],
  ): Promise<boolean> {
    const left = new Set(all.filter((one) => !gone.includes(one)).map(({ unionid }) => unionid));
    const unionids = gone.flatMap(({ unionid }) =>
      unionid === undefined || left.has(unionid) ? [] : [unionid],
    );
    return records.removeIdentities(accountId, version, { identities: gone, unionids });
  }

  /** Takes away what `isGone` says, be it the last way in. */
  const removeAll = (
    accountId: string,
    isGone: (identity: IdentityRecord) => boolean,
  ): Promise<undefined> =>
    settle(async () => {
      // The version first: whatever goes after it is read is seen by it.
      const ways = await records.getLoginMethods(accountId);
      const all = ways ? await records.listIdentities(accountId) : [];
      const gone = all.filter(isGone);
      if (!ways || gone.length === 0) return undefined;
      return (await remove(accountId, ways.version, all, gone)) ? undefined : again;
    });

  const exchange = (
    fromAppId: string,
    toAppId: string,
    { from, to }: OpenidChange,
  ): Promise<'exchanged' | 'conflict' | 'unknown'> =>
    settle(async () => {
      const { byOpenid: before } = await look({ appId: fromAppId, openid: from });
      if (!before) return 'unknown';
      const { byOpenid: after } = await look({ appId: toAppId, openid: to });
      if (!after) {
        return (await records.setOpenid(before.id, toAppId, to)) ? 'exchanged' : again;
      }
      if (after.id === before.id) return 'unknown';
      if (after.account.id !== before.account.id) return 'conflict';
      // Was here since: the new one stays, with the unionid that the old one knew.
      const { unionid } = after.unionid === undefined ? before : after;
      if ((await record(after, unionid, 'exchanged')) === again) return again;
      await removeAll(after.account.id, ({ id }) => id === before.id);
      return 'exchanged';
    });

  const accounts: AccountsKit = {
    ...members,
    find: (identity) =>
      settle(async () => {
        const { byOpenid, byUnionid } = await look(identity);
        if (byOpenid) {
          const { account, unionid } = byOpenid;
          return unionid === undefined ? { ...account, lacksUnionid: true } : account;
        }
        const { unionid } = identity;
        if (!byUnionid || unionid === undefined) return undefined;
        const remembered = { ...newIdentity(identity, byUnionid.id), unionid };
        return (await records.addIdentityByUnionid(remembered)) ? byUnionid : again;
      }),
    create: (identity, context) =>
      settle<HostAccount>(async () => {
        const known = await accounts.find(identity);
        if (known) return known;
        const made = newcomer(context);
        const added = await records.addAccount(made, newIdentity(identity, made.account.id));
        return added ? made.account : again;
      }),
    link: (accountId, identity) =>
      settle(async () => {
        if (!(await accounts.get(accountId))) return 'gone';
        const { byOpenid, byUnionid } = await look(identity);
        if (byOpenid && byOpenid.account.id !== accountId) return 'conflict';
        if (byUnionid && byUnionid.id !== accountId) return 'conflict';
        if (byOpenid) return record(byOpenid, identity.unionid, 'linked');
        return (await records.addIdentity(newIdentity(identity, accountId))) ? 'linked' : again;
      }),
    join: (identity) =>
      settle(async () => {
        const { byOpenid, byUnionid } = await look(identity);
        // Unlinked since it was found: there is nothing to record it of.
        if (!byOpenid) return 'joined';
        if (byUnionid && byUnionid.id !== byOpenid.account.id) return 'conflict';
        return record(byOpenid, identity.unionid, 'joined');
      }),
    identities: async (accountId) =>
      (await accounts.get(accountId))
        ? firstOfEach(await records.listIdentities(accountId)).map(({ id, appId, linkedAtMs }) => ({
            id,
            appId,
            linkedAtMs,
          }))
        : [],
    unlink: (accountId, identityId) =>
      settle(async () => {
        const ways = (await accounts.get(accountId)) && (await records.getLoginMethods(accountId));
        if (!ways) return 'unknown';
        const all = await records.listIdentities(accountId);
        const named = all.find(({ id }) => id === identityId);
        if (!named) return 'unknown';
        // An identity that stayed would bring the others back, by the unionid.
        const gone = all.filter((one) => personOf(one) === personOf(named));
        if (gone.length === all.length && !ways.hasIdentifier) return 'last';
        return (await remove(accountId, ways.version, all, gone)) ? 'unlinked' : again;
      }),
    async unlinkAll(accountId) {
      if (await accounts.get(accountId)) await removeAll(accountId, () => true);
    },
    async forget({ appId, openid }) {
      const { byOpenid } = await look({ appId, openid });
      if (byOpenid) await removeAll(byOpenid.account.id, ({ id }) => id === byOpenid.id);
    },
    openids(appId, { after = '', limit }) {
      checkIdentity({ appId, openid: after || 'any' });
      return records.listOpenids(appId, after, Math.min(Math.max(1, Math.floor(limit)), 1000));
    },
    async exchangeOpenids(fromAppId, toAppId, pairs) {
      let exchanged = 0;
      const conflicts: string[] = [];
      for (const pair of pairs) {
        const result = await exchange(fromAppId, toAppId, pair);
        if (result === 'exchanged') exchanged++;
        if (result === 'conflict') conflicts.push(pair.from);
      }
      return { exchanged, conflicts };
    },
  };
  return accounts;
}
