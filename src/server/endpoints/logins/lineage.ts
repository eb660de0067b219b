/** Which logins a session descends from, and what they have done: "Not me" undoes it for a day. */
import { reauthenticationRequired } from '../../base/errors.js';
import { changeRecord, notMeForMs, readRecord } from '../../host/records/change-identity-record.js';
import type { Identity } from '../../host/host.js';
import {
  loginKey,
  type IdentityRecord,
  type LoginRecord,
} from '../../host/records/identity-records.js';
import type { Backend } from '../backend.js';

export type Records = Pick<Backend, 'identityRecords' | 'now'>;

/** A login that may still be undone, and whose it is. */
export interface RecentLogin {
  readonly identity: Identity;
  readonly record: LoginRecord;
}

/** More than people do in a day. */
const maxGenerations = 20;

export const loginIn = (record: IdentityRecord, login: string): LoginRecord | undefined =>
  record.logins?.find((each) => each.login === login);

/** Undefined for a login that is forgotten, or more than a day old. */
async function findLogin(backend: Records, login: string): Promise<RecentLogin | undefined> {
  const { identity } = await readRecord(backend, loginKey(login));
  const record = identity && loginIn(await readRecord(backend, identity), login);
  const isRecent = record && backend.now() < record.approvedAtMs + notMeForMs;
  return identity && isRecent ? { identity, record } : undefined;
}

/** The login of a session, and those that it descends from, as far as they are a day old at most. */
export async function lineageOf(
  backend: Records,
  login: string | undefined,
): Promise<readonly RecentLogin[]> {
  const lineage: RecentLogin[] = [];
  let next = login;
  while (next !== undefined && lineage.length < maxGenerations) {
    const found = await findLogin(backend, next);
    if (!found) break;
    lineage.push(found);
    next = found.record.parent;
  }
  return lineage;
}

/** Whether the person of this login, or of one that it descends from, has denied it. */
export async function isDenied(backend: Records, login: string | undefined): Promise<boolean> {
  const lineage = await lineageOf(backend, login);
  return lineage.some(({ record }) => record.deniedAtMs !== undefined);
}

/**
 * Records what a session that descends from this login is about to do, so that it can be undone. Call it
 * before the effect.
 * @throws WechatMpLoginError `reauthentication_required` if the person has denied the login
 */
export async function noteEffect(
  backend: Records,
  login: string | undefined,
  change: (record: LoginRecord) => LoginRecord,
): Promise<void> {
  if (await isDenied(backend, login)) throw reauthenticationRequired();
  const found = login === undefined ? undefined : await findLogin(backend, login);
  if (!found) return;
  const changed = await changeRecord(backend, found.identity, (record) =>
    changeLogin(record, found.record.login, (own) =>
      own.deniedAtMs === undefined ? change(own) : own,
    ),
  );
  if (loginIn(changed, found.record.login)?.deniedAtMs !== undefined) {
    throw reauthenticationRequired();
  }
}

/** The record with this login changed; unchanged if it has no such login. */
export function changeLogin(
  record: IdentityRecord,
  login: string,
  change: (record: LoginRecord) => LoginRecord,
): IdentityRecord {
  const { logins = [] } = record;
  return { ...record, logins: logins.map((each) => (each.login === login ? change(each) : each)) };
}

/** A list of identities with this one, once. */
export function withIdentity(
  identities: readonly Identity[] | undefined,
  identity: Identity,
): readonly Identity[] {
  return [...withoutIdentity(identities, identity), identity];
}

export function withoutIdentity(
  identities: readonly Identity[] = [],
  identity: Identity,
): readonly Identity[] {
  return identities.filter((each) => !isSame(each, identity));
}

export const isSame = (one: Identity, other: Identity): boolean =>
  one.appId === other.appId && one.openid === other.openid;
