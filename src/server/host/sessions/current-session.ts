/** Reads which account is signed in in this browser, and how recently the person proved it. */
import type { Environment } from '../../base/environment.js';
import { reauthenticationRequired, sessionMismatch } from '../../base/errors.js';
import { callHost } from '../call-host.js';
import type { Caller } from '../caller.js';
import { isFresh } from '../fresh.js';
import type { CheckedSessions } from './guard-sessions.js';
import type { CurrentSession, HostAccount } from '../host.js';

export interface CurrentSessionReader {
  /** Undefined if nobody is signed in. @throws WechatMpLoginError `store_unavailable` */
  read(caller: Caller): Promise<CurrentSession | undefined>;
  /**
   * The signed-in account, if the person proved who they are within the last five minutes.
   * @throws WechatMpLoginError `reauthentication_required`
   */
  requireFresh(caller: Caller): Promise<HostAccount>;
  /**
   * The session by which this attempt may link: one of the account in `linkTo`, or, without `linkTo`, a
   * fresh one. Nobody may be signed in any more, because an earlier bind of this attempt ended the
   * session. Then `proven` stands in for it.
   * @throws WechatMpLoginError `session_mismatch`, `reauthentication_required`
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
  const read = (caller: Caller): Promise<CurrentSession | undefined> =>
    callHost(log, 'session_failed', async () => sessions.current?.(caller));

  return {
    read,
    async requireFresh(caller) {
      const session = await read(caller);
      if (session && isFresh(session, now())) return session.account;
      throw reauthenticationRequired();
    },
    async requireForLink({ linkTo, proven }, caller) {
      const session = (await read(caller)) ?? proven;
      if (linkTo !== undefined) {
        if (session?.account.id === linkTo) return session;
        throw sessionMismatch();
      }
      if (session && isFresh(session, now())) return session;
      throw reauthenticationRequired();
    },
  };
}
