/** Links the WeChat user to an account that the visitor has proven, and signs the visitor in. */
import type { Proven } from '../../attempts/attempt.js';
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { identityConflict } from '../../base/errors.js';
import type { HostAccount } from '../../host/host.js';
import type { Backend } from '../backend.js';
import { refuseEnded } from '../ended-sessions.js';
import { completeLogin, noteLogin, type Visitor } from '../logins/complete-login.js';
import { noteEffect, withIdentity } from '../logins/lineage.js';
import { identityOf } from './lease-binding.js';

/** Returns undefined if the account no longer exists. @throws WechatMpLoginError `identity_conflict` */
export async function linkAccount(
  backend: Backend,
  held: HeldAttempt,
  { account, ...proof }: Proven,
  visitor: Visitor,
): Promise<Answer | undefined> {
  const { accounts, sessions, notify, emit } = backend;
  const { id, lang } = held.attempt;
  const identity = identityOf(held.attempt);
  const known = await accounts.find(identity);
  // If they are linked already, it may have been an earlier try of this attempt that ended the sessions.
  if (!known) await refuseEnded(backend, held, account.id);
  // This write is also the last check that the attempt has not ended.
  await held.write({ type: 'proven', proven: { account: pickStored(account), ...proof } });
  const isElsewhere = known !== undefined && known.id !== account.id;
  if (!known) await noteLink(backend, held, account.id, proof.login);
  const result = isElsewhere ? 'conflict' : await accounts.link?.(account.id, identity);
  if (result === 'conflict') {
    await held.write({ type: 'refused', reason: 'identity_conflict' });
    emit({ type: 'identity_conflict', attempt: id });
    throw identityConflict();
  }
  if (result !== 'linked') return undefined;
  // Notify before ending sessions: the link stands even if that fails.
  emit({ type: 'linked', attempt: id, accountId: account.id });
  notify({ type: 'linked', key: id, account, ...(lang === undefined ? {} : { lang }) });
  await sessions.endAll?.(account.id);
  const { authenticatedAtMs, login: parent } = proof;
  return completeLogin(backend, held, account, visitor, {
    // The chat's digits were typed on the page, except inside WeChat.
    confirmed: held.attempt.approvedBy !== 'authorization',
    ...{ isNew: false, linked: true },
    ...{ authenticatedAtMs, parent },
  });
}

/** Before the link, so that "Not me" can undo it whatever happens next. */
async function noteLink(
  backend: Backend,
  held: HeldAttempt,
  accountId: string,
  parent: string | undefined,
): Promise<void> {
  const identity = identityOf(held.attempt);
  await noteEffect(backend, parent, (record) => ({
    ...record,
    linked: withIdentity(record.linked, identity),
  }));
  await noteLogin(backend, held, accountId, { parent, isLinking: true });
}

/** The part of an account that an attempt stores. The application's own objects may have more. */
export function pickStored({ id, name, avatar }: HostAccount): HostAccount {
  return { id, name, ...(avatar === undefined ? {} : { avatar }) };
}
