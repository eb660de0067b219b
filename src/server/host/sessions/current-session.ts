/** Reads which account is signed in in this browser, and how recently the person proved it. */
import type { Environment } from '../../base/environment.js';
import {
  confirmationRequired,
  reauthenticationRequired,
  sessionMismatch,
} from '../../base/errors.js';
import { callHost } from '../call-host.js';
import type { Caller } from '../caller.js';
import { isFresh } from '../fresh.js';
import type { CheckedSession, CheckedSessions } from './guard-sessions.js';
import type { CurrentSession, HostAccount } from '../host.js';

export interface CurrentSessionReader {
  /** Undefined if nobody is signed in. @throws WechatMpLoginError `store_unavailable` */
  read(caller: Caller): Promise<CheckedSession | undefined>;
  /**
   * The signed-in account, if its login was confirmed and the person proved who they are within the last
   * five minutes.
   * @throws WechatMpLoginError `reauthentication_required`, `confirmation_required`
   */
  requireFresh(caller: Caller): Promise<HostAccount>;
  /**
   * The session by which this attempt may link: a confirmed one of the account in `linkTo`, or, without
   * `linkTo`, a confirmed and fresh one. Nobody may be signed in any more, because an earlier bind of this attempt ended the
   * session. Then `proven` stands in for it.
   * @throws WechatMpLoginError `session_mismatch`, `reauthentication_required`, `confirmation_required`
   */
  requireForLink(attempt: LinkingAttempt, caller: Caller): Promise<CurrentSession>;
}

/** The part of an attempt that decides by which session it may link. */
export interface LinkingAttempt {
  /** The account that was signed in when the attempt was created, with purpose `link`. */
  readonly linkTo?: string;
  /** The session that an earlier bind of this attempt used. */
  readonly proven?: CurrentSession;
}

export function createCurrentSessionReader(
  { log, now }: Environment,
  sessions: Pick<CheckedSessions, 'current'>,
): CurrentSessionReader {
  const read = (caller: Caller): Promise<CheckedSession | undefined> =>
    callHost(log, 'session_failed', async () => sessions.current?.(caller));

  return {
    read,
    async requireFresh(caller) {
      const session = await read(caller);
      if (!session) throw reauthenticationRequired();
      return requireStrong(session, now()).account;
    },
    async requireForLink({ linkTo, proven }, caller) {
      const session = (await read(caller)) ?? proven;
      if (linkTo !== undefined) {
        if (session?.account.id === linkTo) return requireConfirmed(session);
        throw sessionMismatch();
      }
      if (!session) throw reauthenticationRequired();
      return requireStrong(session, now());
    },
  };
}

/**
 * A session that may add and remove ways to sign in: its person has proven lately that they meant it.
 * @throws WechatMpLoginError `confirmation_required`, `reauthentication_required`
 */
export function requireStrong<S extends CurrentSession>(session: S, nowMs: number): S {
  if (isFresh(requireConfirmed(session), nowMs)) return session;
  throw reauthenticationRequired();
}

function requireConfirmed<S extends CurrentSession>(session: S): S {
  if (session.confirmed) return session;
  throw confirmationRequired();
}
