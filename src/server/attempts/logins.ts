/** What a page and a phone can do to a login up to its redeem, and the proofs that they need for it. */
import { s256 } from '../../protocol/chain.js';
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { CreateRequest, Present } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { WechatApi } from '../../wechat/api/client.js';
import { equalConstantTime } from '../base/constant-time.js';
import type { Attempt } from './attempt.js';
import type { Config } from '../check-options.js';
import { attemptCookie, cookieLine } from '../base/cookies.js';
import type { Ledger } from './attempts.js';
import { times, type Step } from './transition.js';
import { refusedByWechat, unavailable } from '../base/errors.js';

/** WeChat keeps the code alive for those who are still reading the account's profile. */
const codeLifetimeS = (times.shownMs + times.followMs) / 1000;
const codeTimeoutMs = 10_000;
const cookieLifetimeS = 1800;

export interface Scan {
  readonly openid: string;
  readonly sentAtMs: number;
  readonly pushKey: string;
  /** The six digits that the chat's reply shows, where the page may have to ask for them. */
  readonly chatCode?: string;
}

export class Logins {
  readonly #config: Config;
  readonly #ledger: Ledger;
  readonly #wechat: WechatApi;

  constructor(config: Config, ledger: Ledger, wechat: WechatApi) {
    this.#config = config;
    this.#ledger = ledger;
    this.#wechat = wechat;
  }

  /**
   * A new attempt with its code and the line that sets its cookie, or the attempt that this challenge
   * and cookie have made before. It is stored before WeChat is asked, so one challenge costs one code.
   * `present` is absent where that one ended without a code. `linkTo` is the account that is signed
   * in, with purpose `link`.
   * @throws WechatMpLoginError
   */
  async create(
    request: CreateRequest,
    cookieOf: (id: string) => string,
    linkTo?: string,
  ): Promise<{ attempt: Attempt; setCookie?: string }> {
    const { now, randomToken, officialAccount, secure } = this.#config;
    const secret = randomToken(32);
    const nowMs = now();
    const { challenge, purpose, method, lang, returnTo } = request;
    const { created, attempt } = await this.#ledger.create({
      id: randomToken(16),
      scene: randomToken(24),
      challenge,
      cookieHash: await s256(secret),
      rev: 0,
      state: 'pending',
      purpose,
      method,
      officialAccount: officialAccount.key,
      ...(lang === undefined ? {} : { lang }),
      ...(returnTo === undefined ? {} : { returnTo }),
      ...(linkTo === undefined ? {} : { linkTo }),
      createdAtMs: nowMs,
      deadlineMs: nowMs + times.shownMs + times.followMs + times.arrivalMs,
    });
    const { id } = attempt;
    if (!created) {
      if (!equalConstantTime(await s256(cookieOf(id)), attempt.cookieHash)) {
        throw new WechatMpLoginError('challenge_used');
      }
      const hasCode = ({ present, state }: Attempt): boolean => !!present || isEnd(state);
      const ready = await this.#ledger.until(id, hasCode, codeTimeoutMs);
      if (!ready) throw unavailable('upstream_unavailable', 2000);
      return { attempt: ready };
    }
    const present = await this.#askForCode(attempt);
    const { attempt: shown } = await this.#ledger.apply(id, { type: 'presented', present });
    const setCookie = cookieLine(attemptCookie(id, secure), secret, cookieLifetimeS, secure);
    return { attempt: { ...shown, present }, setCookie };
  }

  /** The attempt of which the caller holds `k`. @throws WechatMpLoginError `not_found` */
  async byKey(id: string, key: string): Promise<Attempt> {
    return this.#proven(id, await s256(key));
  }

  /** The attempt of which the caller holds `v` and the cookie. @throws WechatMpLoginError `not_found` */
  async byVerifier(id: string, verifier: string, cookie: string): Promise<Attempt> {
    return this.#proven(id, await s256(await s256(verifier)), await s256(cookie));
  }

  /** @throws WechatMpLoginError `not_found` */
  async cancel(id: string, key: string): Promise<void> {
    await this.byKey(id, key);
    await this.#ledger.apply(id, { type: 'cancel' });
  }

  /** The attempt of a scene; undefined for one that is not ours. */
  async byScene(scene: string): Promise<Attempt | undefined> {
    return this.#ledger.byScene(scene);
  }

  /** What a scan came to; undefined for a scene that is not one of ours. */
  async scanned(scene: string, { openid, ...about }: Scan): Promise<Step | undefined> {
    const attempt = await this.#ledger.byScene(scene);
    if (!attempt) return undefined;
    const identity = { appId: this.#config.wechat.appId, openid };
    return this.#ledger.apply(attempt.id, { type: 'scan', identity, confirm: false, ...about });
  }

  async #askForCode({ id, scene }: Attempt): Promise<Present> {
    try {
      const signal = AbortSignal.timeout(codeTimeoutMs);
      const { url } = await this.#wechat.createQrCode(scene, codeLifetimeS, signal);
      return { type: 'qr', url };
    } catch (error) {
      const refused = refusedByWechat(this.#config.log, 'code_failed', id, error);
      const failed = { type: 'failed', reason: refused.code } as const;
      // Best effort: what the visitor is told is about WeChat, not about our store.
      await this.#ledger.apply(id, failed).catch(() => undefined);
      throw refused.error;
    }
  }

  /** Compares also where there is no attempt: a wrong proof and an unknown id take the same time. */
  async #proven(id: string, challenge: string, cookieHash?: string): Promise<Attempt> {
    const attempt = await this.#ledger.get(id);
    const nobody = 'x'.repeat(43);
    const byChain = equalConstantTime(challenge, attempt?.challenge ?? nobody);
    const byCookie =
      cookieHash === undefined || equalConstantTime(cookieHash, attempt?.cookieHash ?? nobody);
    if (attempt && byChain && byCookie) return attempt;
    throw new WechatMpLoginError('not_found');
  }
}
