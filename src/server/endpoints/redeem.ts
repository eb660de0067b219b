/**
 * `POST /attempts/{id}/redeem`: signs in the visitor who has scanned, or asks which account is theirs.
 * Everything that it does is keyed by the attempt, so a retry does nothing twice.
 */
import { isWechatMpLoginError } from '../../protocol/errors.js';
import { parseRedeemRequest } from '../../protocol/parse/requests.js';
import { withSignal } from '../../wechat/io/timeout.js';
import type { Attempt } from '../attempts/attempt.js';
import { withLease, type Answer, type HeldAttempt } from '../attempts/lease.js';
import { endUnfollowed, refuseUnfollowed } from '../attempts/unfollowed.js';
import { followRequired, identityConflict, wrongState } from '../base/errors.js';
import { refusedByWechat } from '../base/wechat-failure.js';
import type { Caller } from '../host/caller.js';
import type { FoundAccount, HostAccount, Identity } from '../host/host.js';
import { authenticated } from '../host/sessions/sign-in.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply } from './call.js';
import { refuseEnded } from './ended-sessions.js';
import { completeLogin, type Visitor } from './logins/complete-login.js';
import { createContext, endOutdated, refuseOthersAccount } from './logins/own-account.js';
import { requireKnownBrowser } from './logins/known-browsers.js';
import { refuseStepUp, requireStepUp } from './logins/step-up.js';
import { proveByCookie, replyWith } from './prove.js';
import { askAboutFollower, recordUnionid, unionidTimeoutMs } from './unionid.js';

export async function redeem(backend: Backend, call: Call): Promise<JsonReply> {
  const proven = await proveByCookie(backend, call, parseRedeemRequest);
  const answer = await withLease(
    backend.attempts,
    proven,
    'approved',
    (held) => signInOrAsk(backend, held, call),
    (other) => askAgain(backend, other, call.caller),
  );
  return replyWith(call, answer);
}

async function signInOrAsk(backend: Backend, held: HeldAttempt, visitor: Visitor): Promise<Answer> {
  const { accounts, currentSession, options } = backend;
  const { attempt } = held;
  const { identity, purpose } = attempt;
  if (!identity) throw wrongState();
  if (purpose === 'link') await currentSession.requireForLink(attempt, visitor.caller);
  // Before `find`, which takes somebody who was about to be forgotten for one who is back.
  await refuseUnfollowed(backend, held);
  const known = await accounts.find(identity);
  if (known) {
    await recordUnionid(backend, attempt.id, identity, known);
    return openFound(backend, held, identity, known, visitor);
  }
  const unionid = identity.unionid ?? (await askForUnionid(backend, held, identity));
  const complete = unionid === undefined ? identity : { ...identity, unionid };
  const byUnionid = unionid === undefined ? undefined : await accounts.find(complete);
  if (byUnionid) return openFound(backend, held, complete, byUnionid, visitor);
  if (purpose === 'step-up') return refuseStepUp(held);
  if (purpose === 'link' || options.newAccounts !== 'create') {
    return askWhichAccount(backend, held, unionid, visitor.caller);
  }
  await held.write({ type: 'identified', unionid });
  return createAccount(backend, held, complete, visitor);
}

/** For an identity that opens this account already. */
async function openFound(
  backend: Backend,
  held: HeldAttempt,
  identity: Identity,
  account: FoundAccount,
  visitor: Visitor,
): Promise<Answer> {
  const { attempt } = held;
  switch (attempt.purpose) {
    case 'link': {
      if (account.id !== attempt.linkTo) {
        await held.write({ type: 'refused', reason: 'identity_conflict' });
        backend.emit({ type: 'identity_conflict', attempt: attempt.id });
        throw identityConflict();
      }
      // Linked before: nothing changes, and the visitor stays signed in.
      const body = authenticated(attempt, account, { isNew: false });
      return { body, setCookies: [], isEnd: true };
    }
    case 'step-up': {
      const parent = await requireStepUp(backend, held, account, visitor.caller);
      return openAccount(backend, held, identity, account, visitor, parent);
    }
    case 'login':
      await refuseOthersAccount(held, account);
      if (attempt.approvedBy === 'browser') {
        await requireKnownBrowser(backend, held, account, visitor);
      }
      return openAccount(backend, held, identity, account, visitor);
  }
}

async function openAccount(
  backend: Backend,
  held: HeldAttempt,
  identity: Identity,
  account: HostAccount,
  visitor: Visitor,
  parent?: string,
): Promise<Answer> {
  const { accounts } = backend;
  const { isNew = false, approvedBy } = held.attempt;
  await refuseEnded(backend, held, account.id);
  return completeLogin(backend, held, account, visitor, {
    ...{ isNew, parent, confirmed: approvedBy === 'confirmation' },
    // If the identity was unlinked meanwhile, or the account signed out everywhere, nobody gets the cookie
    // of this session.
    async recheck() {
      await refuseEnded(backend, held, account.id);
      await refuseUnfollowed(backend, held);
      const current = await accounts.find(identity);
      if (current?.id !== account.id) await endOutdated(held);
    },
  });
}

async function createAccount(
  backend: Backend,
  held: HeldAttempt,
  identity: Identity,
  visitor: Visitor,
): Promise<Answer> {
  const account = await backend.accounts.create(identity, createContext(held.attempt, false));
  await refuseOthersAccount(held, account, { isCreated: true });
  // Another attempt of this person may have created it before.
  await refuseEnded(backend, held, account.id);
  const confirmed = held.attempt.approvedBy === 'confirmation';
  const details = { isNew: true, confirmed, parent: undefined };
  return completeLogin(backend, held, account, visitor, details);
}

async function askWhichAccount(
  { bindingOptions }: Backend,
  held: HeldAttempt,
  unionid: string | undefined,
  caller: Caller,
): Promise<Answer> {
  if (!bindingOptions.hasAny(held.attempt)) {
    // The account existed at the scan, so the chat showed no digits, and was deleted since. Only a
    // new scan can help.
    return endOutdated(held);
  }
  const binding = await held.write({ type: 'asked', unionid });
  const body = await bindingOptions.describe(binding, caller);
  return { body, setCookies: [], isEnd: false };
}

async function askAgain(
  { bindingOptions }: Backend,
  attempt: Attempt,
  caller: Caller,
): Promise<Answer> {
  if (attempt.state !== 'binding') throw wrongState();
  return { body: await bindingOptions.describe(attempt, caller), setCookies: [], isEnd: false };
}

/** If there may be a unionid, no account is created without it (docs/protocol.md#redeem). */
async function askForUnionid(
  backend: Backend,
  held: HeldAttempt,
  identity: Identity,
): Promise<string | undefined> {
  const { options, log } = backend;
  if (!options.openPlatform) return undefined;
  try {
    const user = await withSignal(unionidTimeoutMs, (signal) =>
      askAboutFollower(backend, identity, signal),
    );
    if (!user || user.subscribed) return user?.unionid;
  } catch (cause) {
    if (isWechatMpLoginError(cause)) throw cause;
    throw refusedByWechat(log, 'unionid_failed', { attempt: held.attempt.id }, cause).error;
  }
  if (held.attempt.method === 'oauth') return requireFollow(held);
  // Unfollowed since the scan: WeChat returns no unionid any more, so this attempt cannot go on.
  return endUnfollowed(log, held);
}

/** A page inside WeChat may have a visitor who has never followed the account. */
async function requireFollow(held: HeldAttempt): Promise<never> {
  await held.write({ type: 'refused', reason: 'follow_required' });
  throw followRequired();
}
