/** Stores whose records are broken. */
import type { Store } from '../../../../src/server/index.js';
import { turn, type Break, type Broken } from './broken.js';

const dayMs = 24 * 3_600_000;

export const brokenRecords: readonly Broken[] = [
  {
    what: 'writes records of any revision',
    caughtBy: 'records-other-revision',
    break: withRecords((records) => ({
      ...records,
      set: async (key, _, record, untilMs) =>
        records.set(key, (await records.get(key))?.rev ?? 0, record, untilMs),
    })),
  },
  {
    what: 'compares the revision of a record before it writes',
    caughtBy: 'records-one-wins',
    break: withRecords((records) => ({
      ...records,
      async set(key, rev, record, untilMs) {
        if (((await records.get(key))?.rev ?? 0) !== rev) return false;
        await turn();
        await records.set(key, (await records.get(key))?.rev ?? 0, record, untilMs);
        return true;
      },
    })),
  },
  {
    what: 'forgets no record',
    caughtBy: 'records-forget',
    break: withRecords((records) => ({
      ...records,
      set: (key, rev, record, untilMs) => records.set(key, rev, record, untilMs + dayMs),
    })),
  },
  {
    what: 'keeps records in a column that allows no U+0000',
    caughtBy: 'records-json',
    break: withRecords((records) => ({
      ...records,
      set(key, rev, record, untilMs) {
        const text = JSON.stringify(record).replaceAll('\\u0000', '');
        return records.set(key, rev, JSON.parse(text) as object, untilMs);
      },
    })),
  },
  {
    what: 'compares keys without case',
    caughtBy: 'records-keys',
    break: withRecords((records) => ({
      get: (key) => records.get(key.toLowerCase()),
      set: (key, rev, record, untilMs) => records.set(key.toLowerCase(), rev, record, untilMs),
    })),
  },
];

function withRecords(
  change: (records: Required<Store>['records']) => Required<Store>['records'],
): Break {
  return (store) => ({ ...store, records: change(store.records) });
}
