/** Reads and changes what is remembered of an identity, by compare-and-set. */
import type { Environment } from '../../base/environment.js';
import { knownForMs } from '../../base/secrets/device-cookie.js';
import { changeRecordAt } from '../../base/shared/change-record.js';
import type { Identity } from '../host.js';
import {
  recordKey,
  type IdentityRecord,
  type IdentityRecords,
  type LoginRecord,
} from './identity-records.js';

/** How long the answer to a login offers "Not me". */
export const notMeForMs = 86_400_000;
const maxBrowsers = 20;
/** More than anybody has in a day. */
const maxLogins = 100;

interface Context extends Pick<Environment, 'now'> {
  readonly identityRecords: IdentityRecords;
}

/** What is remembered of the identity, or under this key. @throws WechatMpLoginError `store_unavailable` */
export async function readRecord(
  { identityRecords }: Context,
  of: Identity | string,
): Promise<IdentityRecord> {
  return (await identityRecords.get(keyOf(of)))?.record ?? {};
}

/**
 * Replaces the record by what `change` returns, and resolves with it; if that is undefined, leaves the
 * record as it is. `change` may be called more than once.
 * @throws WechatMpLoginError `store_unavailable`
 */
export async function changeRecord(
  { identityRecords, now }: Context,
  of: Identity | string,
  change: (record: IdentityRecord) => IdentityRecord | undefined,
): Promise<IdentityRecord> {
  const record = await changeRecordAt(identityRecords, keyOf(of), (before = {}) => {
    const changed = change(before);
    const next = changed && withoutPast(changed, now());
    return next && { record: next, forgetAtMs: forgottenAtMs(next, now()) };
  });
  return record ?? {};
}

/** Writes the record unless there is one already. @throws WechatMpLoginError `store_unavailable` */
export async function addRecord(
  { identityRecords, now }: Context,
  key: string,
  record: IdentityRecord,
): Promise<void> {
  await identityRecords.set(key, 0, record, forgottenAtMs(record, now()));
}

function keyOf(of: Identity | string): string {
  return typeof of === 'string' ? of : recordKey(of);
}

/** Without what no longer counts, so that a record stays small. */
function withoutPast(record: IdentityRecord, nowMs: number): IdentityRecord {
  const { usedNumbers = [], browsers = [], logins = [], ...rest } = record;
  const untilNow = ({ untilMs }: { readonly untilMs: number }): boolean => nowMs < untilMs;
  const counts = ({ approvedAtMs, deniedAtMs, isUndone }: LoginRecord): boolean =>
    nowMs < approvedAtMs + notMeForMs || (deniedAtMs !== undefined && isUndone !== true);
  return {
    ...rest,
    usedNumbers: usedNumbers.filter(untilNow),
    browsers: browsers.filter(untilNow).slice(-maxBrowsers),
    logins: logins.filter(counts).slice(-maxLogins),
  };
}

/** Twice as long as the logins count, because what descends from a login may be written later. */
function forgottenAtMs(
  { browsers = [], browsersForgottenAtMs = 0 }: IdentityRecord,
  nowMs: number,
): number {
  return Math.max(
    nowMs + 2 * notMeForMs,
    browsersForgottenAtMs + knownForMs,
    ...browsers.map(({ untilMs }) => untilMs),
  );
}
