/** "Sign out everywhere" also ends the scans that were approved before it. */
import type { HeldAttempt } from '../attempts/lease.js';
import { gone } from '../base/errors.js';
import type { Backend } from './backend.js';

/**
 * Ends the attempt if the sessions of the account were ended since its scan: whoever still holds it may
 * be the reason. Call it before a session is opened for an account that existed before.
 * @throws WechatMpLoginError `gone`
 */
export async function refuseEnded(
  { sessions, log }: Pick<Backend, 'sessions' | 'log'>,
  held: HeldAttempt,
  accountId: string,
): Promise<void> {
  const { id, approvedAtMs } = held.attempt;
  const endedAtMs = await sessions.endedAtMs?.(accountId);
  if (endedAtMs === undefined || (approvedAtMs ?? 0) >= endedAtMs) return;
  log('warn', 'signed_out_before_redeem', { attempt: id });
  throw gone(await held.write({ type: 'refused', reason: 'wrong_state' }));
}
