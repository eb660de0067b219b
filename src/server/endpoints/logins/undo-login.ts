/**
 * Undoes a login that its person has denied, with everything that descends from it. A redeem or bind may be
 * in the middle of it, so what it does is undone twice: at once, and when no such call can be under way any more.
 */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { backgroundTimers } from '../../../wechat/io/timers.js';
import { times } from '../../attempts/times-and-tries.js';
import { errorKind } from '../../base/log.js';
import { changeRecord, readRecord } from '../../host/records/change-identity-record.js';
import type { Identity } from '../../host/host.js';
import type {
  Descendant,
  IdentityRecord,
  LoginRecord,
} from '../../host/records/identity-records.js';
import type { Backend } from '../backend.js';
import { changeLogin, isSame, loginIn } from './lineage.js';
import { linkAgain, unlinkAgain } from './reverse-links.js';

/** By then, a redeem or bind that had begun before has ended. */
const settledAfterMs = 2 * times.leaseMs;
const maxTries = 8;
const hostTimeoutMs = 9000;
/** More than descend from one login within a day. */
const maxDescendants = 100;

/**
 * Ends every session that descends from the login, reverses the links and unlinks that these sessions have
 * made, and forgets the browsers of the identity. The record must say already that the login was
 * denied. Never rejects; it may be repeated, and repeats itself until everything is undone.
 */
export async function undoLogin(
  backend: Backend,
  identity: Identity,
  login: string,
): Promise<void> {
  await tryToUndo(backend, identity, login, 1);
}

/** Goes on with what a crash has interrupted. Call it when the record was read for another reason. */
export async function resumeUndoing(
  backend: Backend,
  identity: Identity,
  { logins = [] }: IdentityRecord,
): Promise<void> {
  const untilMs = backend.now() - settledAfterMs;
  const isDue = ({ deniedAtMs = Infinity, isUndone }: LoginRecord): boolean =>
    deniedAtMs <= untilMs && isUndone !== true;
  for (const { login } of logins.filter(isDue)) {
    await tryToUndo(backend, identity, login, maxTries);
  }
}

async function tryToUndo(
  backend: Backend,
  identity: Identity,
  login: string,
  tries: number,
): Promise<void> {
  const { log, now } = backend;
  const startedAtMs = now();
  let waitMs = settledAfterMs;
  try {
    const record = await undoAll(backend, identity, login);
    if (!record) return;
    const isSettled = startedAtMs >= (record.deniedAtMs ?? startedAtMs) + settledAfterMs;
    log('info', 'login_undone', { attempt: login, isSettled });
    if (isSettled) {
      await markUndone(backend, identity, login);
      return;
    }
  } catch (error) {
    log('error', 'undo_failed', { attempt: login, tries, error: errorKind(error) });
    waitMs = Math.min(settledAfterMs, 1000 * 2 ** tries);
  }
  // After the last one, the next scan or login of this person tries again.
  if (tries === maxTries) return;
  backgroundTimers.setTimeout(() => {
    void tryToUndo(backend, identity, login, tries + 1);
  }, waitMs);
}

async function markUndone(backend: Backend, identity: Identity, login: string): Promise<void> {
  await changeRecord(backend, identity, (record) =>
    changeLogin(record, login, (own) => ({ ...own, isUndone: true })),
  );
}

/** Resolves with the record of the login itself. */
async function undoAll(
  backend: Backend,
  identity: Identity,
  login: string,
): Promise<LoginRecord | undefined> {
  const undone: LoginRecord[] = [];
  const found: Descendant[] = [{ identity, login }];
  // The list grows while it is read.
  for (const each of found) {
    const record = await denyDescendant(backend, each);
    await forgetAnswer(backend, each.login);
    await endSessions(backend, each.login, record);
    if (!record) continue;
    undone.push(record);
    for (const next of await descendantsOf(backend, each, record)) {
      const isNew = !found.some((one) => one.login === next.login);
      if (isNew && found.length < maxDescendants) found.push(next);
    }
  }
  // First the links that were taken away: an account may have no other way to sign in.
  for (const record of undone) await inTime(linkAgain(backend, record));
  for (const record of undone) await inTime(unlinkAgain(backend, record));
  return undone.find((record) => record.login === login);
}

/** Marks the login as denied, so that none of its sessions can do more, and forgets the browsers of its person. */
async function denyDescendant(
  backend: Backend,
  { identity, login }: Descendant,
): Promise<LoginRecord | undefined> {
  const { now } = backend;
  const changed = await changeRecord(backend, identity, (record) => {
    const own = loginIn(record, login);
    if (!own) return undefined;
    const deniedAtMs = own.deniedAtMs ?? now();
    const browsers = (record.browsers ?? []).filter(
      ({ accountId }) => own.accountId !== undefined && accountId !== own.accountId,
    );
    return changeLogin({ ...record, browsers }, login, (each) => ({ ...each, deniedAtMs }));
  });
  return loginIn(changed, login);
}

/**
 * The logins that replaced this one, those of other WeChat users included, and those of WeChat users whom it
 * has linked to the account.
 */
async function descendantsOf(
  backend: Backend,
  { identity, login }: Descendant,
  { accountId, linked = [], renewedBy = [] }: LoginRecord,
): Promise<readonly Descendant[]> {
  const own = (await readRecord(backend, identity)).logins ?? [];
  const children = own
    .filter(({ parent }) => parent === login)
    .map((each) => ({ identity, login: each.login }));
  const others = linked.filter((each) => !isSame(each, identity));
  const ofLinked = await Promise.all(
    others.map(async (each) => {
      const { logins = [] } = await readRecord(backend, each);
      const here = logins.filter((one) => one.accountId === accountId);
      return here.map((one) => ({ identity: each, login: one.login }));
    }),
  );
  return [...children, ...renewedBy, ...ofLinked.flat()];
}

/** A page that repeats its redeem would otherwise read that somebody is signed in. */
async function forgetAnswer({ attempts }: Backend, login: string): Promise<void> {
  try {
    await attempts.apply(login, { type: 'outdated' });
  } catch (error) {
    const isForgotten = isWechatMpLoginError(error) && error.code === 'not_found';
    if (!isForgotten) throw error;
  }
}

async function endSessions(
  { sessions, log }: Backend,
  login: string,
  record: LoginRecord | undefined,
): Promise<void> {
  if (sessions.end) return inTime(sessions.end(login));
  log('warn', 'undo_incomplete', { attempt: login, missing: 'sessions.end' });
  const accountId = record?.accountId;
  // Better that the owner has to sign in again than that somebody else stays signed in.
  if (accountId !== undefined) await inTime(sessions.endAll?.(accountId));
}

async function inTime(call: Promise<void> | undefined): Promise<void> {
  if (!call) return;
  await withTimeout(hostTimeoutMs, call, () => {
    throw new DOMException(`The application took more than ${hostTimeoutMs} ms`, 'TimeoutError');
  });
}
