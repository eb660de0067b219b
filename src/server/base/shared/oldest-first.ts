/**
 * A map in the order in which its keys were set, for whatever drops its oldest entry again and again. A `Map` has
 * the order as well, but finds its first entry by passing all that were deleted before it: with 140 000 sessions,
 * that took four times as long as opening one.
 */
export interface OldestFirst<Value> {
  readonly size: number;
  get(key: string): Value | undefined;
  /** The key counts as the newest from now on. */
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** The oldest first. A loop may delete the entry that it is at. */
  [Symbol.iterator](): Iterator<readonly [key: string, value: Value]>;
}

interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  older: Entry<Value> | undefined;
  newer: Entry<Value> | undefined;
}

export function createOldestFirst<Value>(): OldestFirst<Value> {
  const entries = new Map<string, Entry<Value>>();
  let oldest: Entry<Value> | undefined;
  let newest: Entry<Value> | undefined;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    if (entry.older) entry.older.newer = entry.newer;
    else oldest = entry.newer;
    if (entry.newer) entry.newer.older = entry.older;
    else newest = entry.older;
  }

  return {
    get size() {
      return entries.size;
    },
    get: (key) => entries.get(key)?.value,
    set(key, value) {
      remove(key);
      const entry: Entry<Value> = { key, value, older: newest, newer: undefined };
      entries.set(key, entry);
      if (newest) newest.newer = entry;
      else oldest = entry;
      newest = entry;
    },
    delete: remove,
    *[Symbol.iterator]() {
      for (let entry = oldest; entry; entry = entry.newer) {
        yield [entry.key, entry.value] as const;
      }
    },
  };
}
