/** Remembers for all instances by which methods visitors may be waiting, so that nobody searches for them. */
import type { Method } from '../../protocol/messages.js';
import { changeRecordAt, numberIn } from '../base/shared/change-record.js';
import type { Records } from '../base/shared/records.js';
import type { Attempt } from './attempt.js';

/** An instance writes at most once in this time, so that busy pages cost little. */
const writtenEveryMs = 1000;

export interface Pending {
  /** Call it for each new attempt. Never rejects: without it, only a hint in the chat is missing. */
  note(attempt: Attempt): Promise<void>;
  /** Whether an attempt of this method may still be pending at this official account. */
  mayBe(method: Method, officialAccount: string): Promise<boolean>;
}

export function createPending(records: Records<object>, now: () => number): Pending {
  const keyOf = (method: Method, officialAccount: string): string =>
    `pending ${method} ${officialAccount}`;
  /** By key: until when this instance has written that somebody may be waiting. */
  const writtenUntilMs = new Map<string, number>();
  return {
    async note({ method, officialAccount, deadlineMs }) {
      const key = keyOf(method, officialAccount);
      if (deadlineMs < (writtenUntilMs.get(key) ?? 0) + writtenEveryMs) return;
      writtenUntilMs.set(key, deadlineMs);
      await changeRecordAt(records, key, (before) =>
        (numberIn(before, 'untilMs') ?? 0) >= deadlineMs
          ? undefined
          : { record: { untilMs: deadlineMs }, forgetAtMs: deadlineMs },
      ).catch(() => writtenUntilMs.delete(key));
    },
    async mayBe(method, officialAccount) {
      const stored = await records.get(keyOf(method, officialAccount));
      return now() < (numberIn(stored?.record, 'untilMs') ?? 0);
    },
  };
}
