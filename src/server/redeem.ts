/**
 * From "approved" to a session. One caller claims the attempt, carries out the effects, each keyed by
 * the attempt's id so that it may be repeated, and completes it; others wait for what came of it.
 */
import { WechatMpLoginError } from '../protocol/errors.js';
import { parseRedeemResult, ShapeError } from '../protocol/parse.js';
import { isEnd } from '../protocol/states.js';
import type { WechatApi } from '../wechat/api.js';
import type { Attempt, Identity, Outcome } from './attempt.js';
import type { Caller } from './caller.js';
import type { Config } from './config.js';
import { within } from './deadline.js';
import type { Ledger } from './ledger.js';
import { times } from './machine.js';
import type { Accounts, HostAccount, Sessions } from './options.js';
import { GoneError, refusedByWechat, unavailable } from './refusals.js';

const unionidTimeoutMs = 3000;
/** Below the lease: who takes longer has lost it. */
const effectsTimeoutMs = times.leaseMs - 1000;
const maxRounds = 20;

export interface RedeemOptions {
  readonly config: Config;
  readonly ledger: Ledger;
  readonly wechat: WechatApi;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
}

/** For a caller who has proven `v` and the cookie. Rejects with `gone`, `wrong_state`, or a 503. */
export type Redeem = (id: string, caller: Caller) => Promise<Outcome>;

export function createRedeem(options: RedeemOptions): Redeem {
  const { config, ledger, wechat, accounts, sessions } = options;
  const { now, log, randomToken, openPlatform } = config;

  async function redeem(id: string, caller: Caller): Promise<Outcome> {
    const by = randomToken(16);
    const giveUpAtMs = now() + 2 * times.leaseMs;
    for (let round = 0; round < maxRounds && now() < giveUpAtMs; round++) {
      const claimed = await ledger.apply(id, { type: 'claim', by });
      const { attempt } = claimed;
      if (claimed.type === 'changed') return finish(attempt, by, caller);
      if (isEnd(attempt.state)) return past(attempt);
      if (!attempt.claim) throw new WechatMpLoginError('wrong_state');
      const waitMs = Math.max(0, attempt.claim.untilMs - now());
      await ledger.until(id, ({ claim }) => claim?.by !== attempt.claim?.by, waitMs);
    }
    throw unavailable('store_unavailable', 2000);
  }

  /** What redeem says of an end: its answer once more, as long as that is kept. */
  function past(attempt: Attempt): Outcome {
    const { outcome } = attempt;
    if (outcome && now() < outcome.untilMs) return outcome;
    throw new GoneError(attempt);
  }

  async function finish(attempt: Attempt, by: string, caller: Caller): Promise<Outcome> {
    const { id } = attempt;
    const outcome = await claimedEffects(attempt, by, caller);
    const done = await ledger.apply(id, { type: 'completed', by, outcome });
    if (done.type === 'changed') {
      log('info', 'login_completed', { attempt: id });
      return outcome;
    }
    // The lease ran out, or the attempt was cancelled: what stands in the store is what counts.
    if (isEnd(done.attempt.state)) return past(done.attempt);
    throw unavailable('store_unavailable', 2000);
  }

  async function claimedEffects(attempt: Attempt, by: string, caller: Caller): Promise<Outcome> {
    const run = { isLate: false };
    try {
      return await within(effectsTimeoutMs, effects(attempt, by, caller), () => {
        run.isLate = true;
        throw new Error(`The accounts and the session took more than ${effectsTimeoutMs} ms`);
      });
    } catch (error) {
      // Effects that still run keep the lease to its end. Where release fails it runs out as well.
      if (!run.isLate)
        await ledger.apply(attempt.id, { type: 'release', by }).catch(() => undefined);
      if (error instanceof WechatMpLoginError) throw error;
      log('error', 'redeem_failed', { attempt: attempt.id, error: String(error) });
      if (error instanceof ShapeError) throw new WechatMpLoginError('internal_error');
      throw unavailable('store_unavailable', 2000);
    }
  }

  async function effects(attempt: Attempt, by: string, caller: Caller): Promise<Outcome> {
    const { id, identity, returnTo } = attempt;
    if (!identity) throw new WechatMpLoginError('wrong_state');
    const known = await accounts.find(identity);
    const { account, wasMade } = known
      ? { account: known, wasMade: false }
      : await accountForNew(attempt, identity, by);
    const isNew = wasMade || attempt.isNew === true;
    const { setCookies = [], code } = await sessions.open(account, { key: id, caller, isNew });
    const { name, avatar } = account;
    // What the application returned is held against the protocol like anything from outside.
    const result = { result: 'authenticated', isNew, account: { name, avatar }, returnTo, code };
    return { body: parseRedeemResult(result), setCookies };
  }

  async function accountForNew(
    { id, lang }: Attempt,
    identity: Identity,
    by: string,
  ): Promise<{ account: HostAccount; wasMade: boolean }> {
    const unionid = identity.unionid ?? (await unionidOf(id, identity.openid, by));
    const whole = unionid === undefined ? identity : { ...identity, unionid };
    const known = unionid === undefined ? undefined : await accounts.find(whole);
    if (known) return { account: known, wasMade: false };
    await ledger.apply(id, { type: 'identified', by, unionid });
    const context = { key: id, ...(lang === undefined ? {} : { lang }) };
    return { account: await accounts.create(whole, context), wasMade: true };
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
    throw new GoneError((await ledger.apply(id, refused)).attempt);
  }

  return redeem;
}
