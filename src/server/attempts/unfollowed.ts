/**
 * Remembers which WeChat users have unfollowed lately. WeChat reports an unfollow once, and the user's
 * data then has to be deleted, so a login under way must not write it again. The memory is that of this
 * process, as for the limits.
 */
import { gone } from '../base/errors.js';
import type { Log } from '../base/log.js';
import type { Identity } from '../host/host.js';
import { recordKey } from '../host/records/identity-records.js';
import type { HeldAttempt } from './lease.js';

/** Longer than any attempt lives. */
const keptMs = 1_800_000;
/** Above this number, the oldest are dropped. */
const maxKept = 10_000;

export interface Unfollowed {
  add(identity: Identity): void;
  /** For a WeChat user who follows again. */
  remove(identity: Identity): void;
  /** Whether this user has unfollowed since `atMs`, in milliseconds since the epoch. */
  since(identity: Identity, atMs: number): boolean;
}

export function createUnfollowed(now: () => number): Unfollowed {
  const atMsByKey = new Map<string, number>();
  return {
    add(identity) {
      const key = recordKey(identity);
      atMsByKey.delete(key);
      atMsByKey.set(key, now());
      for (const [oldest, atMs] of atMsByKey) {
        if (atMsByKey.size <= maxKept && now() < atMs + keptMs) break;
        atMsByKey.delete(oldest);
      }
    },
    remove: (identity) => void atMsByKey.delete(recordKey(identity)),
    since: (identity, atMs) => (atMsByKey.get(recordKey(identity)) ?? -1) >= atMs,
  };
}

/**
 * Ends the attempt if its WeChat user has unfollowed since it began. Call it before an account is
 * created or linked, because no second push would report that its data must be deleted.
 * @throws WechatMpLoginError `gone`
 */
export async function refuseUnfollowed(
  { unfollowed, log }: { readonly unfollowed: Unfollowed; readonly log: Log },
  held: HeldAttempt,
): Promise<void> {
  const { identity, createdAtMs } = held.attempt;
  if (identity && unfollowed.since(identity, createdAtMs)) await endUnfollowed(log, held);
}

/** @throws WechatMpLoginError `gone` */
export async function endUnfollowed(log: Log, held: HeldAttempt): Promise<never> {
  log('warn', 'unfollowed_before_redeem', { attempt: held.attempt.id });
  throw gone(await held.write({ type: 'refused', reason: 'upstream_unavailable' }));
}
