/** Which ways to sign in an official account offers at this moment. */
import type { Method, Purpose } from '../../../protocol/messages.js';
import type { Environment } from '../../base/environment.js';
import type { ServedOfficialAccount } from '../official-accounts.js';

/** How long WeChat is not asked again for what the account may not do. */
const permissionPauseMs = 3_600_000;

/** What the account offers for this purpose, the best one first. */
export function methodsFor(
  { methods }: Pick<ServedOfficialAccount, 'methods'>,
  purpose: Purpose,
): readonly Method[] {
  // Web authorization asks nothing in the chat, which a step-up needs.
  return methods.filter((method) => method !== 'oauth' || purpose !== 'step-up');
}

/** Those that work now. */
export function methodsNow(official: ServedOfficialAccount, purpose: Purpose): readonly Method[] {
  const { permission, quota } = official.pauses;
  return permission.isOn() || quota.isOn()
    ? withoutScan(official, purpose)
    : methodsFor(official, purpose);
}

export const withoutScan = (official: ServedOfficialAccount, purpose: Purpose): readonly Method[] =>
  methodsFor(official, purpose).filter((method) => method !== 'scan');

/** WeChat has answered that the account may make no QR codes. It may be granted any day. */
export function notePermission({ log }: Environment, official: ServedOfficialAccount): void {
  const { pauses, named } = official;
  if (!pauses.permission.wasOn()) {
    log('warn', 'qr_codes_not_permitted', {
      ...named,
      meaning:
        'WeChat lets this account make no QR codes with a scene (errcode 48001): they need a verified ' +
        `service account (服务号). ${insteadOf(official)} The backend asks again once an hour. If this ` +
        "stays so, take 'scan' out of the `methods` of the account, and this line disappears.",
    });
  }
  pauses.permission.start(permissionPauseMs);
}

/** The quota is used up. The log has said so already. */
export function noteQuota(
  { log }: Environment,
  official: ServedOfficialAccount,
  retryAfterMs: number,
): void {
  const { pauses, named } = official;
  if (!pauses.quota.isOn()) {
    const meaning = `WeChat makes no more QR codes for now. ${insteadOf(official)}`;
    log('warn', 'other_methods_offered', { ...named, retryAfterMs, meaning });
  }
  pauses.quota.start(retryAfterMs);
}

function insteadOf(official: ServedOfficialAccount): string {
  const others = withoutScan(official, 'login');
  if (others.length === 0) {
    return "Nobody can sign in meanwhile: add 'message' to the `methods` of the account.";
  }
  return others.includes('message')
    ? 'Meanwhile visitors follow the account and send digits instead.'
    : `Meanwhile the account offers only ${others.join(' and ')}.`;
}
