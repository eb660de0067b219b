/**
 * Opens the session of a login. What the login is about to do is recorded before it happens and checked again
 * afterwards, so that neither a second scan nor "Not me" in the meantime leaves a session behind.
 */
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { gone, wrongState } from '../../base/errors.js';
import { knownForMs, type Device } from '../../base/secrets/device-cookie.js';
import { addRecord, changeRecord } from '../../host/records/change-identity-record.js';
import type { HostAccount, Identity } from '../../host/host.js';
import {
  loginKey,
  type IdentityRecord,
  type LoginRecord,
} from '../../host/records/identity-records.js';
import { signIn, type SignInDetails } from '../../host/sessions/sign-in.js';
import type { Backend } from '../backend.js';
import type { Call } from '../call.js';
import { isLiveIn } from './live-attempt.js';
import { isDenied, isSame, lineageOf, loginIn, withIdentity } from './lineage.js';
import { resumeUndoing, undoLogin } from './undo-login.js';

/** The browser that finishes a login. */
export type Visitor = Pick<Call, 'caller' | 'device'>;

export interface LoginDetails extends SignInDetails {
  /** The login of the session that stood in for a proof. */
  readonly parent: string | undefined;
  /** Looks again at what may have changed while the session was opened. It throws to refuse. */
  readonly recheck?: () => Promise<void>;
}

/**
 * Signs the visitor in to the account.
 * @throws WechatMpLoginError `gone` if another scan counts by now, or the person has denied this one
 */
export async function completeLogin(
  backend: Backend,
  held: HeldAttempt,
  account: HostAccount,
  { caller, device }: Visitor,
  { parent, recheck, ...details }: LoginDetails,
): Promise<Answer> {
  const { sessions, deviceCookies, emit } = backend;
  const { id, purpose } = held.attempt;
  const { confirmedAccountId, browsers = [] } = await noteLogin(backend, held, account.id, {
    parent,
  });
  const isFirst = details.confirmed && confirmedAccountId !== account.id;
  // Until then, anybody may have signed in as this person.
  if (isFirst) await sessions.endUnconfirmed?.(account.id);
  const outcome = await signIn(sessions, held, account, caller, details);
  await recheck?.();
  // On a settings page the visitor was signed in before, and stays known as who they were.
  const isKnowable = details.confirmed && purpose !== 'link';
  const before = await device();
  const cookie = isKnowable ? await deviceCookies.create() : undefined;
  await settle(backend, held, account.id, cookie && { before, now: cookie.device });
  if (isKnowable && !browsers.some(({ hash }) => hash === before?.hash)) {
    emit({ type: 'new_browser', attempt: id, accountId: account.id });
  }
  const setCookies = [...outcome.setCookies, ...(cookie ? [cookie.line] : [])];
  return { ...outcome, setCookies, isEnd: true };
}

/**
 * Records that the attempt is about to open the account and, with `isLinking`, to link its WeChat user to it.
 * @throws WechatMpLoginError `gone` as `completeLogin`
 */
export async function noteLogin(
  backend: Backend,
  held: HeldAttempt,
  accountId: string,
  { parent, isLinking = false }: { parent: string | undefined; isLinking?: boolean },
): Promise<IdentityRecord> {
  const { now } = backend;
  const { id, purpose, approvedAtMs = now() } = held.attempt;
  const identity = identityOf(held);
  const change = changeRecord(backend, identity, (record) => {
    if (!isCounting(record, id)) return undefined;
    const known = loginIn(record, id) ?? { login: id, approvedAtMs };
    const origin = known.parent ?? parent ?? linkingLogin(record, identity, accountId, id);
    const login: LoginRecord = {
      ...known,
      ...(purpose === 'link' ? { isLinkOnly: true } : {}),
      accountId,
      ...(origin === undefined ? {} : { parent: origin }),
      ...(isLinking ? { linked: withIdentity(known.linked, identity) } : {}),
    };
    const others = (record.logins ?? []).filter((each) => each.login !== id);
    return { ...record, logins: [...others, login] };
  });
  // Both are there before anything is done that they can undo.
  const [changed] = await Promise.all([change, addRecord(backend, loginKey(id), { identity })]);
  if (!isCounting(changed, id)) await giveUp(backend, held, changed);
  void backend.underWay.run(() => resumeUndoing(backend, identity, changed));
  return changed;
}

/** Whether this scan is the one that counts, and its person has not denied it. */
function isCounting(record: IdentityRecord, attempt: string): boolean {
  const { logins = [] } = record;
  const wasDenied = logins.some((each) => each.login === attempt && each.deniedAtMs !== undefined);
  return isLiveIn(record, attempt) && !wasDenied;
}

/** The login of the last day that has linked this identity to the account. */
function linkingLogin(
  { logins = [] }: IdentityRecord,
  identity: Identity,
  accountId: string,
  attempt: string,
): string | undefined {
  return logins.find(
    (each) =>
      each.login !== attempt &&
      each.accountId === accountId &&
      each.linked?.some((one) => isSame(one, identity)),
  )?.login;
}

interface Browser {
  /** As the browser has sent it. */
  readonly before: Device | undefined;
  /** From now on. */
  readonly now: Device;
}

/** The last check, after everything has happened. It makes the browser a known one. */
async function settle(
  backend: Backend,
  held: HeldAttempt,
  accountId: string,
  browser: Browser | undefined,
): Promise<void> {
  const { id } = held.attempt;
  const changed = await changeRecord(backend, identityOf(held), (record) => {
    if (!isCounting(record, id) || !browser) return undefined;
    const others = (record.browsers ?? []).filter(({ hash }) => hash !== browser.before?.hash);
    const known = { hash: browser.now.hash, accountId, untilMs: backend.now() + knownForMs };
    return { ...record, browsers: [...others, known], confirmedAccountId: accountId };
  });
  const isOver =
    !isCounting(changed, id) || (await isDenied(backend, loginIn(changed, id)?.parent));
  if (isOver) await giveUp(backend, held, changed);
}

/** Undoes what this attempt has done so far: nobody gets its session. @throws WechatMpLoginError `gone` */
async function giveUp(
  backend: Backend,
  held: HeldAttempt,
  { live }: IdentityRecord,
): Promise<never> {
  const { id } = held.attempt;
  if (!live) {
    backend.log('warn', 'identity_record_lost', {
      attempt: id,
      meaning:
        'The record that the scan has written in `identityRecords` is gone, so nobody knows whether this ' +
        'login still counts. The visitor has to scan once more. Keep these records for as long as the ' +
        'attempts, where every process reads the same ones.',
    });
  }
  const denied = (await lineageOf(backend, id)).filter(({ record }) => record.deniedAtMs);
  for (const { identity, record } of denied) await undoLogin(backend, identity, record.login);
  if (denied.length === 0) await backend.sessions.end?.(id);
  throw gone(await held.write({ type: 'refused', reason: 'wrong_state' }));
}

function identityOf({ attempt }: HeldAttempt): Identity {
  if (!attempt.identity) throw wrongState();
  return attempt.identity;
}
