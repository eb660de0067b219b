/**
 * Remembers which WeChat users have unfollowed lately. WeChat reports an unfollow once, and the user's
 * data then has to be deleted, so a login under way must not write it again.
 */
import { gone } from '../base/errors.js';
import type { EventLog } from '../base/operation/log-events.js';
import { changeRecordAt, numberIn } from '../base/shared/change-record.js';
import type { Records } from '../base/shared/records.js';
import type { Identity } from '../host/host.js';
import { recordKey } from '../host/records/identity-records.js';
import type { HeldAttempt } from './lease.js';

/** Longer than any attempt lives. */
const keptMs = 1_800_000;

export interface Unfollowed {
  add(identity: Identity): Promise<void>;
  /** For a WeChat user who follows again. */
  remove(identity: Identity): Promise<void>;
  /** Whether this user has unfollowed since `atMs`, in milliseconds since the epoch. */
  since(identity: Identity, atMs: number): Promise<boolean>;
}

export function createUnfollowed(records: Records<object>, now: () => number): Unfollowed {
  const keyOf = (identity: Identity): string => `unfollowed ${recordKey(identity)}`;
  return {
    async add(identity) {
      await changeRecordAt(records, keyOf(identity), () => ({
        record: { atMs: now() },
        forgetAtMs: now() + keptMs,
      }));
    },
    async remove(identity) {
      // Most of those who follow have not unfollowed before: that costs one read.
      await changeRecordAt(
        records,
        keyOf(identity),
        (record) => record && { record, forgetAtMs: now() },
      );
    },
    async since(identity, atMs) {
      const stored = await records.get(keyOf(identity));
      return (numberIn(stored?.record, 'atMs') ?? -1) >= atMs;
    },
  };
}

/**
 * Ends the attempt if its WeChat user has unfollowed since it began. Call it before an account is
 * created or linked, because no second push would report that its data must be deleted.
 * @throws WechatMpLoginError `gone`
 */
export async function refuseUnfollowed(
  { unfollowed, log }: { readonly unfollowed: Unfollowed; readonly log: EventLog },
  held: HeldAttempt,
): Promise<void> {
  const { identity, createdAtMs } = held.attempt;
  if (identity && (await unfollowed.since(identity, createdAtMs))) await endUnfollowed(log, held);
}

/** @throws WechatMpLoginError `gone` */
export async function endUnfollowed(log: EventLog, held: HeldAttempt): Promise<never> {
  log('warn', 'unfollowed_before_redeem', { attempt: held.attempt.id });
  throw gone(await held.write({ type: 'refused', reason: 'upstream_unavailable' }));
}
