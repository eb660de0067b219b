/** Changes a shared record, whoever else changes it at the same time. */
import { unavailable } from '../errors.js';
import type { Records } from './records.js';

const maxRaces = 20;

/** What to write, and until when to keep it, in milliseconds since the epoch. */
export interface Change<T extends object> {
  readonly record: T;
  readonly forgetAtMs: number;
}

/**
 * Replaces the record by what `change` returns, and resolves with it; if that is undefined, leaves the
 * record as it is. `change` may be called more than once.
 * @throws WechatMpLoginError `store_unavailable`
 */
export async function changeRecordAt<T extends object>(
  records: Records<T>,
  key: string,
  change: (record: T | undefined) => Change<T> | undefined,
): Promise<T | undefined> {
  for (let race = 0; race < maxRaces; race++) {
    const stored = await records.get(key);
    const changed = change(stored?.record);
    if (!changed) return stored?.record;
    const { record, forgetAtMs } = changed;
    if (await records.set(key, stored?.rev ?? 0, record, forgetAtMs)) return record;
  }
  throw unavailable('store_unavailable', 1000);
}

/** The value of a record of numbers, such as a time; undefined if there is none. */
export function numberIn(record: object | undefined, name: string): number | undefined {
  const value: unknown = record && Reflect.get(record, name);
  return typeof value === 'number' ? value : undefined;
}

/** The value of a record of texts; undefined if there is none. */
export function textIn(record: object | undefined, name: string): string | undefined {
  const value: unknown = record && Reflect.get(record, name);
  return typeof value === 'string' ? value : undefined;
}
