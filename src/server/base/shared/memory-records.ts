/** Records in the memory of one process. */
import type { Records, StoredRecord } from './records.js';

export interface MemoryRecordsOptions {
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** How many records are kept; above it the one that was written longest ago is dropped. Default: 100 000. */
  readonly cap?: number;
}

export function createMemoryRecords<T extends object>({
  now = Date.now,
  cap = 100_000,
}: MemoryRecordsOptions = {}): Records<T> {
  // In the order of the last write, so the first one is the next to be dropped.
  const stored = new Map<string, StoredRecord<T> & { readonly forgetAtMs: number }>();
  const find = (key: string) => {
    const found = stored.get(key);
    return found && now() < found.forgetAtMs ? found : undefined;
  };
  return {
    get(key) {
      const found = find(key);
      return Promise.resolve(found && { record: found.record, rev: found.rev });
    },
    set(key, rev, record, forgetAtMs) {
      if ((find(key)?.rev ?? 0) !== rev) return Promise.resolve(false);
      stored.delete(key);
      stored.set(key, { record, rev: rev + 1, forgetAtMs });
      for (const oldest of stored.keys()) {
        if (stored.size <= cap) break;
        stored.delete(oldest);
      }
      return Promise.resolve(true);
    },
  };
}
