/** Records in Redis. */
import type { Records } from '../../base/shared/records.js';
import type { RedisCommands } from './commands.js';
import { compareAndSet } from './scripts.js';
import { expiry, storedOf, writingOf } from './stored-value.js';

export function createRedisRecords(
  { command, run }: RedisCommands,
  prefix: string,
): Records<object> {
  const keyOf = (key: string): string => `${prefix}:record:${key}`;
  return {
    async get(key) {
      const stored = storedOf(await command(keyOf(key), ['GET', keyOf(key)]));
      return stored && { record: stored.value, rev: stored.rev };
    },
    async set(key, rev, record, forgetAtMs) {
      const { write, text } = writingOf(rev + 1, record);
      const expected = rev === 0 ? 'none' : String(rev);
      const args = [expected, write, text, expiry(forgetAtMs)];
      return Number(await run(compareAndSet, [keyOf(key)], args)) === 1;
    },
  };
}
