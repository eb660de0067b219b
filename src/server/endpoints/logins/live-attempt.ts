/**
 * The one attempt of a WeChat user that counts. Their record names it, so that of two scans at once only one
 * can go on, and a question that somebody has forgotten approves nothing later.
 */
import type { Attempt } from '../../attempts/attempt.js';
import { changeRecord, readRecord } from '../../host/records/change-identity-record.js';
import type { Identity } from '../../host/host.js';
import type { IdentityRecord, LiveAttempt } from '../../host/records/identity-records.js';
import type { Backend } from '../backend.js';

type Records = Pick<Backend, 'identityRecords' | 'now'>;

/**
 * Makes the attempt the one that counts, unless a scan that came later counts already. Resolves with the
 * new record and the attempt that counted before, or with undefined if that one still does.
 * @param more changes to the record that go with it
 */
export async function makeLive(
  backend: Records,
  identity: Identity,
  live: LiveAttempt,
  more: (record: IdentityRecord) => IdentityRecord,
): Promise<{ readonly record: IdentityRecord; readonly before?: LiveAttempt } | undefined> {
  let before: LiveAttempt | undefined;
  const record = await changeRecord(backend, identity, (old) => {
    before = old.live;
    const isOlder = before !== undefined && live.scannedAtS < before.scannedAtS;
    return isOlder && before?.attempt !== live.attempt ? undefined : more({ ...old, live });
  });
  return record.live?.attempt === live.attempt ? { record, ...(before && { before }) } : undefined;
}

/** For an attempt that turned out to be somebody else's: what counted before counts again. */
export async function giveBackLive(
  backend: Records,
  identity: Identity,
  attempt: string,
  before: LiveAttempt | undefined,
): Promise<void> {
  await changeRecord(backend, identity, (record) => {
    if (record.live?.attempt !== attempt) return undefined;
    const { live: _, logins = [], ...rest } = record;
    const others = logins.filter(({ login }) => login !== attempt);
    return { ...rest, logins: others, ...(before && { live: before }) };
  });
}

/** Whether this attempt of a WeChat user is the one that counts. Check it before anything is approved or signed in. */
export async function isLive(
  backend: Records,
  { id, identity }: Pick<Attempt, 'id' | 'identity'>,
): Promise<boolean> {
  return identity !== undefined && isLiveIn(await readRecord(backend, identity), id);
}

/**
 * False also for a record that was lost: every scan writes one, and without it nobody knows whether another
 * attempt counts, or its person has denied this one.
 */
export const isLiveIn = ({ live }: IdentityRecord, attempt: string): boolean =>
  live?.attempt === attempt;

/** Notes that the attempt is approved, so that "Not me" finds it for a day. */
export function noteLogin(
  record: IdentityRecord,
  { login, lang }: { readonly login: string; readonly lang: string | undefined },
  nowMs: number,
): IdentityRecord {
  const { logins = [] } = record;
  if (logins.some((each) => each.login === login)) return record;
  const noted = { login, approvedAtMs: nowMs, ...(lang === undefined ? {} : { lang }) };
  return { ...record, logins: [...logins, noted] };
}
