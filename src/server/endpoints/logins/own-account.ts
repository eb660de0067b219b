/**
 * An attempt that was approved because its WeChat user had no account opens only an account that it has made
 * itself: nobody has confirmed that they meant to open one that came about in the meantime.
 */
import type { Attempt } from '../../attempts/attempt.js';
import type { HeldAttempt } from '../../attempts/lease.js';
import { gone } from '../../base/errors.js';
import type { CreateContext, HostAccount } from '../../host/host.js';

/**
 * @param options `isCreated`: the account is what `create` returned, and need not say who made it
 * @throws WechatMpLoginError `gone`: the person has to scan once more
 */
export async function refuseOthersAccount(
  held: HeldAttempt,
  { createdBy }: HostAccount,
  { isCreated = false } = {},
): Promise<void> {
  const { id, approvedBy } = held.attempt;
  const isOwn = createdBy === id || (isCreated && createdBy === undefined);
  if (approvedBy === 'new' && !isOwn) await endOutdated(held);
}

/** Ends an attempt whose accounts are not as they were at its scan. @throws WechatMpLoginError `gone` */
export async function endOutdated(held: HeldAttempt): Promise<never> {
  throw gone(await held.write({ type: 'refused', reason: 'wrong_state' }));
}

/** What the application learns of a new account. `hasDigits`: the chat's digits were typed on the page. */
export function createContext(
  { id, lang, appData, method, approvedBy }: Attempt,
  hasDigits: boolean,
): CreateContext {
  return {
    ...{ key: id, method, confirmed: approvedBy === 'confirmation' || hasDigits },
    ...(lang === undefined ? {} : { lang }),
    ...(appData === undefined ? {} : { appData }),
  };
}
