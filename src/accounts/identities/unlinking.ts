/** How the identities of an account are listed and unlinked. */
import type { AccountsKit } from '../accounts-kit.js';
import type { AccountsContext } from '../context.js';
import { getAccount } from '../profiles.js';
import type { IdentityRecord } from '../storage.js';
import { settle, startOver } from './settle.js';

type Unlinking = Pick<AccountsKit, 'identities' | 'unlink' | 'unlinkAll'>;

export function createUnlinking(context: AccountsContext): Unlinking {
  const { storage } = context;
  return {
    async identities(accountId) {
      if (!(await getAccount(context, accountId))) return [];
      const oldest = oldestOfEachPerson(await storage.listIdentities(accountId));
      return oldest.map(({ id, appId, openid, unionid, linkedAtMs }) => ({
        ...{ id, appId, openid, linkedAtMs },
        ...(unionid === undefined ? {} : { unionid }),
      }));
    },
    unlink: (accountId, identityId) =>
      settle(async () => {
        const account = await getAccount(context, accountId);
        const loginMethods = account && (await storage.getLoginMethods(accountId));
        if (!loginMethods) return 'unknown';
        const all = await storage.listIdentities(accountId);
        const selected = all.find(({ id }) => id === identityId);
        if (!selected) return 'unknown';
        // All identities of the person: if one stayed, its unionid would bring the others back.
        const gone = all.filter((identity) => personOf(identity) === personOf(selected));
        // Somebody who has unfollowed may be back or not: that is no login method to rely on.
        const stays = (identity: IdentityRecord): boolean =>
          !gone.includes(identity) && identity.forgetAtMs === undefined;
        if (!all.some(stays) && !loginMethods.hasIdentifier) return 'last';
        const isRemoved = await remove(context, accountId, loginMethods.version, all, gone);
        return isRemoved ? 'unlinked' : startOver;
      }),
    async unlinkAll(accountId) {
      if (await getAccount(context, accountId))
        await removeMatching(context, accountId, () => true);
    },
  };
}

/** Removes the matching identities, even if they are the last login method. */
export function removeMatching(
  context: AccountsContext,
  accountId: string,
  isGone: (identity: IdentityRecord) => boolean,
): Promise<undefined> {
  const { storage } = context;
  return settle(async () => {
    // Reads the version first, so that it changes with every removal after the list was read.
    const loginMethods = await storage.getLoginMethods(accountId);
    const all = loginMethods ? await storage.listIdentities(accountId) : [];
    const gone = all.filter(isGone);
    if (!loginMethods || gone.length === 0) return undefined;
    const isRemoved = await remove(context, accountId, loginMethods.version, all, gone);
    return isRemoved ? undefined : startOver;
  });
}

/** Removes identities from an account, and the unionids that no remaining identity has. */
async function remove(
  { storage }: AccountsContext,
  accountId: string,
  version: number,
  all: readonly IdentityRecord[],
  gone: readonly IdentityRecord[],
): Promise<boolean> {
  const remaining = new Set(
    all.filter((identity) => !gone.includes(identity)).map(({ unionid }) => unionid),
  );
  const unionids = gone.flatMap(({ unionid }) =>
    unionid === undefined || remaining.has(unionid) ? [] : [unionid],
  );
  return storage.removeIdentities(accountId, version, { identities: gone, unionids });
}

/** Identities with the same unionid are one person; an identity without one is a person by itself. */
function personOf({ id, unionid }: IdentityRecord): string {
  return unionid === undefined ? `identity ${id}` : `unionid ${unionid}`;
}

function oldestOfEachPerson(oldestFirst: readonly IdentityRecord[]): IdentityRecord[] {
  const byPerson = new Map<string, IdentityRecord>();
  for (const identity of oldestFirst) {
    const person = personOf(identity);
    if (!byPerson.has(person)) byPerson.set(person, identity);
  }
  return [...byPerson.values()];
}
