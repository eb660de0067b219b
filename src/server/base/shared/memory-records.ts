/** Records in the memory of one process. */
import { createRecentMap, type RecentMap } from './recent-map.js';
import type { Records, StoredRecord } from './records.js';

export interface MemoryRecordsOptions {
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /**
   * The most records to keep of one kind, which is the first word of the key. Above it, those that were
   * written longest ago go. Default: 100 000.
   */
  readonly cap?: number;
}

export function createMemoryRecords<T extends object>({
  now = Date.now,
  cap = 100_000,
}: MemoryRecordsOptions = {}): Records<T> {
  type Kept = StoredRecord<T> & { readonly forgetAtMs: number };
  // By kind, so that many short-lived records never push out those of another kind.
  const byKind = new Map<string, RecentMap<Kept>>();

  function keptOf(key: string): RecentMap<Kept> {
    // Keys of one word are all of one kind, because there may be any number of them.
    const kind = key.slice(0, key.indexOf(' ') + 1);
    const kept = byKind.get(kind) ?? createRecentMap<Kept>(cap);
    byKind.set(kind, kept);
    return kept;
  }

  const find = (key: string): Kept | undefined => {
    const found = keptOf(key).get(key);
    return found && now() < found.forgetAtMs ? found : undefined;
  };
  return {
    get(key) {
      const found = find(key);
      return Promise.resolve(found && { record: found.record, rev: found.rev });
    },
    set(key, rev, record, forgetAtMs) {
      if ((find(key)?.rev ?? 0) !== rev) return Promise.resolve(false);
      keptOf(key).set(key, { record, rev: rev + 1, forgetAtMs });
      return Promise.resolve(true);
    },
  };
}
