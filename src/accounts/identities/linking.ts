/** How identities find accounts, create them, and are linked to them. */
import type { CreateContext, HostAccount, Identity } from '../../server/host/host.js';
import type { AccountsKit } from '../accounts-kit.js';
import type { AccountsContext } from '../context.js';
import { accountFromWechat, getAccount } from '../profiles.js';
import { lookUpPresent } from './forgetting.js';
import { lookUp, newIdentity, recordUnionid } from './records.js';
import { settle, startOver } from './settle.js';

type Linking = Pick<AccountsKit, 'find' | 'create' | 'link' | 'join'>;

export function createLinking(context: AccountsContext): Linking {
  return {
    find: (identity) => find(context, identity),
    create: (identity, createContext) => create(context, identity, createContext),
    link: (accountId, identity) => link(context, accountId, identity),
    join: (identity) => join(context, identity),
  };
}

function find(context: AccountsContext, identity: Identity): ReturnType<Linking['find']> {
  return settle(async () => {
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
    return (await context.storage.addIdentityByUnionid(record)) ? byUnionid : startOver;
  });
}

function create(
  context: AccountsContext,
  identity: Identity,
  createContext: CreateContext,
): ReturnType<Linking['create']> {
  return settle<HostAccount>(async () => {
    const known = await find(context, identity);
    if (known) return known;
    const record = accountFromWechat(context, createContext);
    const { account } = record;
    const own = newIdentity(context, identity, account.id);
    return (await context.storage.addAccount(record, own)) ? account : startOver;
  });
}

function link(
  context: AccountsContext,
  accountId: string,
  identity: Identity,
): ReturnType<Linking['link']> {
  return settle(async () => {
    if (!(await getAccount(context, accountId))) return 'gone';
    const found = await lookUpPresent(context, identity);
    if (found === startOver) return startOver;
    const { byOpenid, byUnionid } = found;
    if (byOpenid && byOpenid.account.id !== accountId) return 'conflict';
    if (byUnionid && byUnionid.id !== accountId) return 'conflict';
    if (byOpenid) return recordUnionid(context, byOpenid, identity.unionid, 'linked');
    const record = newIdentity(context, identity, accountId);
    return (await context.storage.addIdentity(record)) ? 'linked' : startOver;
  });
}

function join(context: AccountsContext, identity: Identity): ReturnType<Linking['join']> {
  return settle(async () => {
    const { byOpenid, byUnionid } = await lookUp(context, identity);
    // The identity was unlinked since it was found, so no record needs the unionid.
    if (!byOpenid) return 'joined';
    if (byUnionid && byUnionid.id !== byOpenid.account.id) return 'conflict';
    return recordUnionid(context, byOpenid, identity.unionid, 'joined');
  });
}
