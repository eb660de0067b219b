/** How identities find accounts, create them, and are linked to them. */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountsKit } from '../accounts-kit.js';
import type { AccountsContext } from '../context.js';
import { accountFromWechat, getAccount } from '../profiles.js';
import { lookUpPresent } from './forgetting.js';
import { lookUp, newIdentity, recordUnionid } from './records.js';
import { settle, startOver } from './settle.js';

type Linking = Pick<AccountsKit, 'find' | 'create' | 'link' | 'join'>;

export function createLinking(context: AccountsContext): Linking {
  const { storage } = context;

  const find: Linking['find'] = (identity) =>
    settle(async () => {
      const found = await lookUpPresent(context, identity);
      if (found === startOver) return startOver;
      const { byOpenid, byUnionid } = found;
      if (byOpenid) {
        const { account, unionid } = byOpenid;
        return unionid === undefined ? { ...account, lacksUnionid: true } : account;
      }
      const { unionid } = identity;
      if (!byUnionid || unionid === undefined) return undefined;
      const record = { ...newIdentity(context, identity, byUnionid.id), unionid };
      return (await storage.addIdentityByUnionid(record)) ? byUnionid : startOver;
    });

  return {
    find,
    create: (identity, createContext) =>
      settle<HostAccount>(async () => {
        const known = await find(identity);
        if (known) return known;
        const record = accountFromWechat(context, createContext);
        const { account } = record;
        const isAdded = await storage.addAccount(
          record,
          newIdentity(context, identity, account.id),
        );
        return isAdded ? account : startOver;
      }),
    link: (accountId, identity) =>
      settle(async () => {
        if (!(await getAccount(context, accountId))) return 'gone';
        const found = await lookUpPresent(context, identity);
        if (found === startOver) return startOver;
        const { byOpenid, byUnionid } = found;
        if (byOpenid && byOpenid.account.id !== accountId) return 'conflict';
        if (byUnionid && byUnionid.id !== accountId) return 'conflict';
        if (byOpenid) return recordUnionid(context, byOpenid, identity.unionid, 'linked');
        const record = newIdentity(context, identity, accountId);
        return (await storage.addIdentity(record)) ? 'linked' : startOver;
      }),
    join: (identity) =>
      settle(async () => {
        const { byOpenid, byUnionid } = await lookUp(context, identity);
        // The identity was unlinked since it was found, so no record needs the unionid.
        if (!byOpenid) return 'joined';
        if (byUnionid && byUnionid.id !== byOpenid.account.id) return 'conflict';
        return recordUnionid(context, byOpenid, identity.unionid, 'joined');
      }),
  };
}
