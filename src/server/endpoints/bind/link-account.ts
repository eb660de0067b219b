/** Links the WeChat user to an account that the visitor has proven, and signs the visitor in. */
import type { Proven } from '../../attempts/attempt.js';
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { identityConflict } from '../../base/errors.js';
import type { Caller } from '../../host/caller.js';
import type { HostAccount } from '../../host/host.js';
import { signIn } from '../../host/sessions/sign-in.js';
import type { Backend } from '../backend.js';
import { refuseEnded } from '../ended-sessions.js';
import { identityOf } from './lease-binding.js';

/** Returns undefined if the account no longer exists. @throws WechatMpLoginError `identity_conflict` */
export async function linkAccount(
  backend: Backend,
  held: HeldAttempt,
  { account, authenticatedAtMs }: Proven,
  caller: Caller,
): Promise<Answer | undefined> {
  const { accounts, sessions, notify } = backend;
  const { id, lang } = held.attempt;
  const identity = identityOf(held.attempt);
  const known = await accounts.find(identity);
  // If they are linked already, it may have been an earlier try of this attempt that ended the sessions.
  if (!known) await refuseEnded(backend, held, account.id);
  // This write is also the last check that the attempt has not ended.
  const proven = { account: pickStored(account), authenticatedAtMs };
  await held.write({ type: 'proven', proven });
  const isElsewhere = known !== undefined && known.id !== account.id;
  const result = isElsewhere ? 'conflict' : await accounts.link?.(account.id, identity);
  if (result === 'conflict') {
    await held.write({ type: 'refused', reason: 'identity_conflict' });
    throw identityConflict();
  }
  if (result !== 'linked') return undefined;
  // Notify before ending sessions: the link stands even if that fails.
  notify({ type: 'linked', key: id, account, ...(lang === undefined ? {} : { lang }) });
  await sessions.endAll?.(account.id);
  // The chat's digits were typed on the page.
  const details = { isNew: false, linked: true, confirmed: true, authenticatedAtMs } as const;
  return { ...(await signIn(sessions, held, account, caller, details)), isEnd: true };
}

/** The part of an account that an attempt stores. The application's own objects may have more. */
export function pickStored({ id, name, avatar }: HostAccount): HostAccount {
  return { id, name, ...(avatar === undefined ? {} : { avatar }) };
}
