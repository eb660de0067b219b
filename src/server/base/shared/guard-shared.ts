/** Limits the time that shared records and counters may take, and hides their errors from callers. */
import type { EventLog } from '../operation/log-events.js';
import { logStoreFailure } from '../operation/store-failure.js';
import type { Counted, CounterLimit, Counters } from './counters.js';
import { guardCall } from './guard-call.js';
import type { Records } from './records.js';

/** Short, because WeChat waits for some of these calls. */
const timeoutMs = 2000;

/**
 * Wraps counters so that `count` rejects only with a WechatMpLoginError, mostly `store_unavailable`, and
 * `giveBack` never.
 */
export function guardCounters(counters: Counters, log: EventLog): Counters {
  const guard = <T>(name: string, call: () => Promise<T>): Promise<T> =>
    guardCall(timeoutMs, (error) => logStoreFailure(log, `counters.${name}`, error), call);
  return {
    count: (limits) =>
      limits.length === 0
        ? Promise.resolve([])
        : guard('count', async () => {
            const counted: unknown = await counters.count(limits.map(withWholeMax));
            return readCounted(counted, limits.length);
          }),
    async giveBack(limit, slot) {
      // What cannot be given back stays counted. The log has the error, and the caller has its answer.
      const given = guard('giveBack', () => counters.giveBack(limit, slot));
      await given.catch(() => undefined);
    },
  };
}

function readCounted(value: unknown, length: number): readonly Counted[] {
  if (Array.isArray(value) && value.length === length && value.every(isCounted)) return value;
  throw new TypeError('`count` of counters must return a result for each limit');
}

function isCounted(value: unknown): value is Counted {
  if (typeof value !== 'object' || value === null) return false;
  const { before, retryAfterMs, slot }: { [Name in keyof Counted]?: unknown } = value;
  return [before, retryAfterMs, slot].every(Number.isFinite);
}

/** No database has a number for infinity, which a setting of the application can be. */
const withWholeMax = (limit: CounterLimit): CounterLimit => ({
  ...limit,
  max: Math.min(Math.floor(limit.max), 1_000_000_000),
});

/**
 * Wraps records so that they reject only with a WechatMpLoginError, mostly `store_unavailable`.
 *
 * @param isRecord looks at what reading a record relies on
 * @param report gets the name of a call that failed, and the error
 */
export function guardRecords<T extends object>(
  records: Records<object>,
  isRecord: (value: unknown) => value is T,
  report: (name: string, error: unknown) => void,
): Records<T> {
  const guard = <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> =>
    guardCall(timeoutMs, (error) => report(name, error), call);
  return {
    get: (key) => guard('get', async () => readStored(await records.get(key), isRecord)),
    set: (key, rev, record, forgetAtMs) =>
      guard('set', async () => readBoolean(await records.set(key, rev, record, forgetAtMs))),
  };
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError('`set` of records must return true or false');
}

/** `null` counts as absent, as some databases return it. */
function readStored<T extends object>(value: unknown, isRecord: (value: unknown) => value is T) {
  if (value === undefined || value === null) return undefined;
  const { record, rev }: { record?: unknown; rev?: unknown } = value;
  if (!isRecord(record) || typeof rev !== 'number' || !Number.isSafeInteger(rev) || rev < 1) {
    throw new TypeError('`get` of records must return { record, rev } as it was set');
  }
  return { record, rev };
}
