/** Limits the time that identity records may take, reads their answers, and hides their errors from callers. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { unavailable } from '../../base/errors.js';
import { errorKind, type Log } from '../../base/log.js';
import type { IdentityRecord, IdentityRecords, StoredIdentityRecord } from './identity-records.js';

/** Short, because WeChat waits for some of these calls. */
const timeoutMs = 2000;

/** Wraps records so that they reject only with a WechatMpLoginError, mostly `store_unavailable`. */
export function guardIdentityRecords(records: IdentityRecords, log: Log): IdentityRecords {
  async function guard<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await withTimeout(timeoutMs, call(), () => {
        throw new DOMException(`The records took more than ${timeoutMs} ms`, 'TimeoutError');
      });
    } catch (error) {
      if (isWechatMpLoginError(error)) throw error;
      log('error', 'identity_records_failed', { error: errorKind(error) });
      throw unavailable('store_unavailable', 2000);
    }
  }

  return {
    get: (key) => guard(async () => readStored(await records.get(key))),
    set: (key, rev, record, forgetAtMs) =>
      guard(async () => readBoolean(await records.set(key, rev, record, forgetAtMs))),
  };
}

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError('identityRecords.set must return true or false');
}

/** `null` counts as absent, as some databases return it. */
function readStored(value: unknown): StoredIdentityRecord | undefined {
  if (value === undefined || value === null) return undefined;
  const { record, rev }: { record?: unknown; rev?: unknown } = value;
  if (!isRecord(record) || typeof rev !== 'number' || !Number.isSafeInteger(rev) || rev < 1) {
    throw new TypeError('identityRecords.get must return { record, rev } as it was set');
  }
  return { record, rev };
}

const lists = ['usedNumbers', 'browsers', 'logins'] as const;

/** Whether this can be a record that the backend has written. Looks at what reading it relies on. */
function isRecord(value: unknown): value is IdentityRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const isObject = (each: unknown): boolean => typeof each === 'object' && each !== null;
  return lists.every((name) => {
    const list = fields[name];
    return list === undefined || (Array.isArray(list) && list.every(isObject));
  });
}
