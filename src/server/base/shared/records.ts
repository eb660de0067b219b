/** Records under keys, which all instances of a backend share. */

/** A record, and the number of its version. */
export interface StoredRecord<T extends object> {
  readonly record: T;
  /** At least 1. */
  readonly rev: number;
}

/**
 * Keeps one record for each key. A write is a compare-and-set, because get and set alone cannot guarantee
 * that exactly one of two instances wins. Records are plain data, so a store can write them as JSON.
 */
export interface Records<T extends object> {
  get(key: string): Promise<StoredRecord<T> | undefined>;
  /**
   * Writes the record if the stored `rev` is still `rev` (0: there is none), with `rev + 1`, and resolves
   * with true. It may be dropped after `forgetAtMs`, in milliseconds since the epoch, and then counts as
   * absent.
   */
  set(key: string, rev: number, record: T, forgetAtMs: number): Promise<boolean>;
}

/** Those whose keys begin with `prefix`, without it. */
export function recordsBelow(records: Records<object>, prefix: string): Records<object> {
  return {
    get: (key) => records.get(prefix + key),
    set: (key, rev, record, forgetAtMs) => records.set(prefix + key, rev, record, forgetAtMs),
  };
}

/** Whether this can be a record, for one of which nothing else is known. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
