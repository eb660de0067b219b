/** Remembers for all instances which pushes were dealt with. */
import { changeRecordAt } from './change-record.js';
import type { Records } from './records.js';

/** Longer than WeChat repeats a push, also through a queue of the application. */
const keptMs = 3_600_000;

export interface SeenKeys {
  has(key: string): Promise<boolean>;
  add(key: string): Promise<void>;
}

export function createSeenKeys(
  records: Records<object>,
  label: string,
  now: () => number,
): SeenKeys {
  return {
    has: async (key) => (await records.get(`${label} ${key}`)) !== undefined,
    async add(key) {
      const seen = { record: {}, forgetAtMs: now() + keptMs };
      await changeRecordAt(records, `${label} ${key}`, () => seen);
    },
  };
}
