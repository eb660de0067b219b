/** Purpose `step-up`: a confirmed scan by whoever is signed in makes the session a confirmed and fresh one. */
import type { Attempt } from '../../attempts/attempt.js';
import type { HeldAttempt } from '../../attempts/lease.js';
import { confirmationRequired, sessionMismatch } from '../../base/errors.js';
import type { Caller } from '../../host/caller.js';
import type { HostAccount } from '../../host/host.js';
import type { Backend } from '../backend.js';
import { noteEffect } from './lineage.js';

/**
 * Checks that the account is the one that is signed in in this browser. Resolves with the login of its
 * session.
 * @throws WechatMpLoginError `session_mismatch`: the attempt ends, and the session stays as it was
 */
export async function requireStepUp(
  backend: Backend,
  held: HeldAttempt,
  { id, name }: HostAccount,
  caller: Caller,
): Promise<string | undefined> {
  if (held.attempt.approvedBy !== 'confirmation') throw confirmationRequired();
  // An earlier try that was cut off may have ended the session.
  const session = (await backend.currentSession.read(caller)) ?? held.attempt.proven;
  if (session?.account.id !== id) return refuseStepUp(held);
  const { authenticatedAtMs, login } = session;
  const proven = {
    account: { id, name },
    authenticatedAtMs,
    ...(login === undefined ? {} : { login }),
  };
  await held.write({ type: 'proven', proven });
  await noteRenewal(backend, held.attempt, login);
  return login;
}

/** Before the new session opens, so that "Not me" to the old login ends it, whoever of the account has scanned. */
async function noteRenewal(
  backend: Backend,
  { id, identity }: Attempt,
  login: string | undefined,
): Promise<void> {
  if (!identity) return;
  await noteEffect(backend, login, (record) => {
    const others = (record.renewedBy ?? []).filter((each) => each.login !== id);
    return { ...record, renewedBy: [...others, { identity, login: id }] };
  });
}

export async function refuseStepUp(held: HeldAttempt): Promise<never> {
  await held.write({ type: 'refused', reason: 'session_mismatch' });
  throw sessionMismatch();
}
