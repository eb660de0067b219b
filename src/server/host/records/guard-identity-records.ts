/** Limits the time that identity records may take, reads their answers, and hides their errors from callers. */
import { errorKind } from '../../base/log.js';
import type { EventLog } from '../../base/operation/log-events.js';
import { guardRecords } from '../../base/shared/guard-shared.js';
import { isObject, type Records } from '../../base/shared/records.js';
import type { IdentityRecord, IdentityRecords } from './identity-records.js';

/** Wraps records so that they reject only with a WechatMpLoginError, mostly `store_unavailable`. */
export const guardIdentityRecords = (records: Records<object>, log: EventLog): IdentityRecords =>
  guardRecords(records, isRecord, (_, error) =>
    log('error', 'identity_records_failed', { error: errorKind(error) }),
  );

const lists = ['usedNumbers', 'browsers', 'logins'] as const;

/** Whether this can be a record that the backend has written. Looks at what reading it relies on. */
function isRecord(value: unknown): value is IdentityRecord {
  if (!isObject(value)) return false;
  const fields: Readonly<Partial<Record<string, unknown>>> = { ...value };
  return lists.every((name) => {
    const list = fields[name];
    return list === undefined || (Array.isArray(list) && list.every(isObject));
  });
}
