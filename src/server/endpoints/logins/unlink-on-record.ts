/** Unlinks a WeChat user so that "Not me" can reverse it. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { notFound, reauthenticationRequired, tooRecent } from '../../base/errors.js';
import { notMeForMs } from '../../host/records/change-identity-record.js';
import type { HostIdentity } from '../../host/host.js';
import type { CheckedSession } from '../../host/sessions/guard-sessions.js';
import type { Backend } from '../backend.js';
import { forgetBrowsersOfIdentity } from './known-browsers.js';
import {
  isDenied,
  lineageOf,
  noteEffect,
  withIdentity,
  withoutIdentity,
  type RecentLogin,
} from './lineage.js';
import { isThisPerson } from './reverse-links.js';
import { undoLogin } from './undo-login.js';

/**
 * Calls `unlink` for the identity with this id. What the session does is on record before.
 * @throws WechatMpLoginError `not_found`, `too_recent`, `reauthentication_required`, or what `unlink` rejects with
 */
export async function unlinkOnRecord(
  backend: Backend,
  { account, login }: CheckedSession,
  id: string,
  unlink: () => Promise<void>,
): Promise<void> {
  const lineage = await lineageOf(backend, login);
  const listed = await backend.accounts.identities?.(account.id);
  const target = listed?.find((each) => each.id === id);
  // The application may know more ids, such as that of another openid of a person in the list.
  if (listed && !target) throw notFound();
  refuseTooRecent(backend, lineage, target);
  const { appId, openid, unionid } = target ?? {};
  if (appId === undefined || openid === undefined) return unlink();
  const identity = { appId, openid, ...(unionid === undefined ? {} : { unionid }) };
  await noteEffect(backend, login, (record) => ({
    ...record,
    unlinked: withIdentity(record.unlinked, identity),
  }));
  try {
    await unlink();
  } catch (error) {
    // After any other error, it may have happened.
    if (!isWechatMpLoginError(error)) throw error;
    await noteEffect(backend, login, (record) => ({
      ...record,
      unlinked: withoutIdentity(record.unlinked, identity),
    }));
    throw error;
  }
  await forgetBrowsersOfIdentity(backend, identity, account.id);
  if (!(await isDenied(backend, login))) return;
  for (const { identity: owner, record } of lineage) {
    await undoLogin(backend, owner, record.login);
  }
  throw reauthenticationRequired();
}

/**
 * A session that descends from a login of the last 24 hours may not unlink whoever signed in by it: that
 * person may still say "Not me".
 */
function refuseTooRecent(
  { now }: Backend,
  lineage: readonly RecentLogin[],
  target: HostIdentity | undefined,
): void {
  for (const { identity, record } of lineage) {
    const hasSignedIn = !record.isLinkOnly;
    if (target && (!hasSignedIn || isSomebodyElse(target, identity))) continue;
    throw tooRecent(record.approvedAtMs + notMeForMs - now());
  }
}

function isSomebodyElse(target: HostIdentity, identity: RecentLogin['identity']): boolean {
  const { appId, openid, unionid } = target;
  if (isThisPerson(target, identity)) return false;
  // One person has several openids at several official accounts, and the same unionid at all of them.
  const isOtherUnion = unionid !== undefined && identity.unionid !== undefined;
  return isOtherUnion || (openid !== undefined && appId === identity.appId);
}
