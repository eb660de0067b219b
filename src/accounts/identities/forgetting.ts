/** How people who unfollow are forgotten, at once or after a time in which they may come back. */
import type { Identity } from '../../server/host/host.js';
import type { AccountsKit } from '../accounts-kit.js';
import type { AccountsContext } from '../context.js';
import type { IdentityLookup } from '../storage.js';
import { lookUp } from './records.js';
import { settle, startOver } from './settle.js';
import { removeMatching } from './unlinking.js';

type Forgetting = Pick<AccountsKit, 'forget' | 'forgetLater' | 'forgetDue' | 'followed'>;

/** How many others each `forgetLater` forgets: more than one, so that they never pile up. */
const perCall = 20;
const perBatch = 100;
const maxBatches = 10_000;

export function createForgetting(context: AccountsContext): Forgetting {
  const { storage, now, forgetAfterMs } = context;

  const forget: Forgetting['forget'] = async ({ appId, openid }) => {
    const { byOpenid } = await lookUp(context, { appId, openid });
    if (!byOpenid) return;
    await removeMatching(context, byOpenid.account.id, ({ id }) => id === byOpenid.id);
  };

  /** Returns how many there were. */
  async function forgetSomeDue(limit: number): Promise<number> {
    const due = await storage.listForgettable(now(), limit);
    for (const { id, accountId } of due) await removeIfDue(context, accountId, id);
    return due.length;
  }

  return {
    forget,
    async forgetLater(identity) {
      if (forgetAfterMs === 0) return forget(identity);
      const { appId, openid } = identity;
      const { byOpenid } = await lookUp(context, { appId, openid });
      if (byOpenid && byOpenid.forgetAtMs === undefined) {
        await storage.setForgetAt(byOpenid.id, now() + forgetAfterMs);
      }
      await forgetSomeDue(perCall);
    },
    async forgetDue() {
      for (let batch = 0; batch < maxBatches; batch++) {
        if ((await forgetSomeDue(perBatch)) < perBatch) return;
      }
    },
    async followed(identity) {
      await settle(() => lookUpPresent(context, identity));
    },
  };
}

/**
 * Looks up the identity of somebody who is here. If it was to be forgotten, it stays; if its time is
 * over, it is forgotten now, and they are new.
 */
export async function lookUpPresent(
  context: AccountsContext,
  identity: Identity,
): Promise<IdentityLookup | typeof startOver> {
  const found = await lookUp(context, identity);
  const { id, account, forgetAtMs } = found.byOpenid ?? {};
  if (!id || !account || forgetAtMs === undefined) return found;
  if (context.now() < forgetAtMs) await context.storage.setForgetAt(id, undefined);
  else await removeIfDue(context, account.id, id);
  return startOver;
}

/** Reads it again, because its person may be back since it was listed. */
function removeIfDue(context: AccountsContext, accountId: string, id: string): Promise<undefined> {
  return removeMatching(
    context,
    accountId,
    (identity) => identity.id === id && (identity.forgetAtMs ?? Infinity) <= context.now(),
  );
}
