/** Lists and exchanges openids after the migration of an official account. */
import type { AccountsKit, OpenidChange } from '../accounts-kit.js';
import { checkIdentity } from '../checks.js';
import type { AccountsContext } from '../context.js';
import { lookUp, recordUnionid } from './records.js';
import { settle, startOver } from './settle.js';
import { removeMatching } from './unlinking.js';

const maxPage = 1000;

export function createOpenids(
  context: AccountsContext,
): Pick<AccountsKit, 'openids' | 'exchangeOpenids'> {
  return {
    openids(appId, { after = '', limit }) {
      checkIdentity({ appId, openid: after || 'any' });
      const pageSize = Math.min(Math.max(1, Math.floor(limit)), maxPage);
      return context.storage.listOpenids(appId, after, pageSize);
    },
    async exchangeOpenids(fromAppId, toAppId, changes) {
      let exchanged = 0;
      const conflicts: string[] = [];
      for (const change of changes) {
        const result = await exchange(context, fromAppId, toAppId, change);
        if (result === 'exchanged') exchanged++;
        if (result === 'conflict') conflicts.push(change.from);
      }
      return { exchanged, conflicts };
    },
  };
}

function exchange(
  context: AccountsContext,
  fromAppId: string,
  toAppId: string,
  { from, to }: OpenidChange,
): Promise<'exchanged' | 'conflict' | 'unknown'> {
  return settle(async () => {
    const { byOpenid: before } = await lookUp(context, { appId: fromAppId, openid: from });
    if (!before) return 'unknown';
    const { byOpenid: after } = await lookUp(context, { appId: toAppId, openid: to });
    if (!after) {
      const isSet = await context.storage.setOpenid(before.id, toAppId, to);
      return isSet ? 'exchanged' : startOver;
    }
    if (after.id === before.id) return 'unknown';
    if (after.account.id !== before.account.id) return 'conflict';
    // The person has signed in at the new official account already. That identity stays, and gets the
    // unionid if only the old one has it.
    const { unionid } = after.unionid === undefined ? before : after;
    if ((await recordUnionid(context, after, unionid, 'exchanged')) === startOver) return startOver;
    await removeMatching(context, after.account.id, ({ id }) => id === before.id);
    return 'exchanged';
  });
}
