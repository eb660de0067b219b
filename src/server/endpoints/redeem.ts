/**
 * From "approved" to a session, or to the question which account this is. Its effects are keyed by
 * the attempt's id, so that they may be repeated.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { WechatApi } from '../../wechat/api/client.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Accounts, FoundAccount, HostAccount, Identity, Sessions } from '../host/host.js';
import type { Caller } from '../host/caller.js';
import type { Answer, Claims, Effect } from '../attempts/lease.js';
import type { Config } from '../check-options.js';
import type { CurrentSessionReader } from '../host/current-session.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { type Notifier } from '../host/notices.js';
import { errorKind } from '../base/log.js';
import type { BindingOptions } from '../binding/binding-options.js';
import { gone, refusedByWechat } from '../base/errors.js';
import { authenticated, signIn } from '../host/sign-in.js';

const unionidTimeoutMs = 3000;
/** What a login that goes on without it can wait for. */
const joinTimeoutMs = 2000;

export interface RedeemOptions {
  readonly config: Config;
  readonly claims: Claims;
  readonly currentSession: CurrentSessionReader;
  readonly bindingOptions: BindingOptions;
  readonly wechat: WechatApi;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly notifier: Notifier;
}

/** For a caller who has proven `v` and the cookie. Rejects with `gone`, `wrong_state`, or a 503. */
export type Redeem = (id: string, caller: Caller) => Promise<Answer>;

export function createRedeem(options: RedeemOptions): Redeem {
  const { config, claims, currentSession, bindingOptions, wechat, accounts, sessions, notifier } =
    options;
  const { log, openPlatform, newAccounts } = config;

  async function redeem(id: string, caller: Caller): Promise<Answer> {
    return claims.run(id, {
      from: 'approved',
      effects: (attempt, by) => effects(attempt, by, caller),
      otherwise: (attempt) => ask(attempt, caller),
      failure: 'redeem_failed',
      describe: errorKind,
    });
  }

  /** The question once more. */
  async function ask(attempt: Attempt, caller: Caller): Promise<Answer> {
    if (attempt.state !== 'binding') throw new WechatMpLoginError('wrong_state');
    return { body: await bindingOptions.describe(attempt, caller), setCookies: [], isEnd: false };
  }

  async function effects(attempt: Attempt, by: string, caller: Caller): Promise<Effect> {
    const { id, identity, linkTo } = attempt;
    if (!identity) throw new WechatMpLoginError('wrong_state');
    if (linkTo !== undefined) await currentSession.requireForLink(attempt, caller);
    const known = await accounts.find(identity);
    if (known) {
      await tellUnionid(known, id, identity);
      return signedIn(attempt, identity, known, by, caller);
    }
    await claims.follows(attempt, by);
    const unionid = identity.unionid ?? (await unionidOf(id, identity.openid, by));
    const whole = unionid === undefined ? identity : { ...identity, unionid };
    const joined = unionid === undefined ? undefined : await accounts.find(whole);
    if (joined) return signedIn(attempt, whole, joined, by, caller);
    if (linkTo !== undefined || newAccounts !== 'create') {
      return asked(attempt, by, unionid, caller);
    }
    await claims.write(id, { type: 'identified', by, unionid });
    const { lang } = attempt;
    const context = { key: id, ...(lang === undefined ? {} : { lang }) };
    const made = await accounts.create(whole, context);
    const outcome = await signIn(sessions, attempt, made, caller, { isNew: true });
    return { type: 'completed', outcome };
  }

  /** The identity opens this account already. */
  async function signedIn(
    attempt: Attempt,
    identity: Identity,
    account: HostAccount,
    by: string,
    caller: Caller,
  ): Promise<Effect> {
    const isNew = attempt.isNew === true;
    const { linkTo } = attempt;
    if (linkTo === undefined) {
      const outcome = await signIn(sessions, attempt, account, caller, { isNew });
      // Unlinked in between: the sessions that the unlink ended did not have this one among them. Its
      // cookie is told to nobody.
      const still = await accounts.find(identity);
      if (still?.id !== account.id) {
        const refused = { type: 'refused', by, reason: 'wrong_state' } as const;
        throw gone(await claims.write(attempt.id, refused));
      }
      return { type: 'completed', outcome };
    }
    if (account.id !== linkTo) {
      await claims.write(attempt.id, { type: 'refused', by, reason: 'identity_conflict' });
      throw new WechatMpLoginError('identity_conflict');
    }
    // Linked before: nothing changes, and who is signed in stays so.
    const body = authenticated(attempt, account, { isNew: false });
    return { type: 'completed', outcome: { body, setCookies: [] } };
  }

  async function asked(
    attempt: Attempt,
    by: string,
    unionid: string | undefined,
    caller: Caller,
  ): Promise<Effect> {
    const { id } = attempt;
    if (!bindingOptions.hasAny(attempt)) {
      // Known at the scan, so that the chat showed no digits, and gone since: it has to be scanned again.
      const refused = { type: 'refused', by, reason: 'wrong_state' } as const;
      throw gone(await claims.write(id, refused));
    }
    const binding = await claims.write(id, { type: 'asked', by, unionid });
    return { type: 'answered', body: await bindingOptions.describe(binding, caller) };
  }

  /**
   * An old identity gains its unionid as soon as WeChat tells it. The login does not depend on it:
   * the openid says who this is.
   */
  async function tellUnionid(known: FoundAccount, id: string, identity: Identity): Promise<void> {
    if (!known.lacksUnionid || !openPlatform || !accounts.join) return;
    const { openid } = identity;
    const signal = AbortSignal.timeout(unionidTimeoutMs);
    const unionid = await wechat.userInfo(openid, signal).then(
      (told) => told.unionid,
      (error: unknown) => void refusedByWechat(log, 'unionid_failed', id, error),
    );
    if (unionid === undefined) return;
    const whole = { ...identity, unionid };
    try {
      const joined = await withTimeout<string>(joinTimeoutMs, accounts.join(whole), () => 'late');
      if (joined !== 'conflict') return;
      log('warn', 'identity_conflict', { attempt: id });
      notifier({ type: 'identity_conflict', key: id, identity: whole });
    } catch (error) {
      log('error', 'join_failed', { attempt: id, error: errorKind(error) });
    }
  }

  /** No account is made without the unionid where there may be one (protocol, "Redeem"). */
  async function unionidOf(id: string, openid: string, by: string): Promise<string | undefined> {
    if (!openPlatform) return undefined;
    try {
      const signal = AbortSignal.timeout(unionidTimeoutMs);
      const { subscribed, unionid } = await wechat.userInfo(openid, signal);
      if (subscribed) return unionid;
    } catch (error) {
      throw refusedByWechat(log, 'unionid_failed', id, error).error;
    }
    // Unfollowed since the scan: WeChat tells no unionid any more, so this attempt cannot go on.
    log('warn', 'unfollowed_before_redeem', { attempt: id });
    const refused = { type: 'refused', by, reason: 'upstream_unavailable' } as const;
    throw gone(await claims.write(id, refused));
  }

  return redeem;
}
