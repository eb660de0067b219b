/**
 * One at a time: a redeem or bind claims the attempt, carries out its effects, each of which may be
 * repeated, and completes it; others wait for what came of it.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { ShapeError } from '../../protocol/parse/read.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt, Outcome } from './attempt.js';
import type { Config } from '../check-options.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import type { Ledger } from './attempts.js';
import { times, type AttemptEvent } from './transition.js';
import { gone, unavailable } from '../base/errors.js';
import type { Unfollowed } from './unfollowed.js';

/** Below the lease: who takes longer has lost it. */
const effectsTimeoutMs = times.leaseMs - 1000;
const maxRounds = 20;

/** What the page is answered. `isEnd`: there is no more to come of this attempt. */
export interface Answer extends Outcome {
  readonly isEnd: boolean;
}

/** What effects came to: the end of the login, or an answer whose event has freed the claim already. */
export type Effect =
  | { readonly type: 'completed'; readonly outcome: Outcome }
  | { readonly type: 'answered'; readonly body: unknown };

export interface Work {
  readonly from: 'approved' | 'binding';
  effects(attempt: Attempt, by: string): Promise<Effect>;
  /** The attempt is in another state, which is no end; nobody holds it. */
  otherwise(attempt: Attempt): Promise<Answer>;
  /** The name of the log's line where the effects fail, and what it may say of the error. */
  readonly failure: string;
  describe(error: unknown): string;
}

export class Claims {
  readonly #config: Config;
  readonly #ledger: Ledger;
  readonly #unfollowed: Unfollowed;

  constructor(config: Config, ledger: Ledger, unfollowed: Unfollowed) {
    this.#config = config;
    this.#ledger = ledger;
    this.#unfollowed = unfollowed;
  }

  /**
   * Before anything is made or linked for somebody new: who has unfollowed since the scan wants none
   * of it, and no second push would say so.
   * @throws GoneError
   */
  async follows({ id, identity, createdAtMs }: Attempt, by: string): Promise<void> {
    if (!identity || !this.#unfollowed.since(identity.openid, createdAtMs)) return;
    this.#config.log('warn', 'unfollowed_before_redeem', { attempt: id });
    const refused = { type: 'refused', by, reason: 'upstream_unavailable' } as const;
    throw gone(await this.write(id, refused));
  }

  /** Rejects with what the effects refuse, with `gone`, or with a 503. */
  async run(id: string, work: Work): Promise<Answer> {
    const { now, randomToken } = this.#config;
    const by = randomToken(16);
    const giveUpAtMs = now() + 2 * times.leaseMs;
    for (let round = 0; round < maxRounds && now() < giveUpAtMs; round++) {
      const claimed = await this.#ledger.apply(id, { type: 'claim', by, from: work.from });
      const { attempt } = claimed;
      if (claimed.type === 'changed') return this.#finish(attempt, by, work);
      if (isEnd(attempt.state)) return this.past(attempt);
      const untilMs = attempt.claim?.untilMs ?? 0;
      const isHeld = claimed.type === 'refused' && claimed.refusal === 'claimed';
      if (!isHeld && now() >= untilMs) return work.otherwise(attempt);
      const waitMs = Math.max(0, untilMs - now());
      await this.#ledger.until(id, ({ claim }) => claim?.by !== attempt.claim?.by, waitMs);
    }
    throw unavailable('store_unavailable', 2000);
  }

  /** What is said of an end: its answer once more, as long as that is kept. */
  past(attempt: Attempt): Answer {
    const { outcome } = attempt;
    if (outcome && this.#config.now() < outcome.untilMs) return { ...outcome, isEnd: true };
    throw gone(attempt);
  }

  /** Writes what the holder of the claim has come to. Rejects where the claim is lost. */
  async write(id: string, event: Extract<AttemptEvent, { by: string }>): Promise<Attempt> {
    const { type, attempt } = await this.#ledger.apply(id, event);
    if (type !== 'refused') return attempt;
    if (isEnd(attempt.state) && !attempt.outcome) throw gone(attempt);
    throw unavailable('store_unavailable', 2000);
  }

  async #finish(attempt: Attempt, by: string, work: Work): Promise<Answer> {
    const { id } = attempt;
    const effect = await this.#leased(attempt, by, work);
    if (effect.type === 'answered') return { body: effect.body, setCookies: [], isEnd: false };
    const { outcome } = effect;
    const done = await this.#ledger.apply(id, { type: 'completed', by, outcome });
    if (done.type === 'changed') {
      this.#config.log('info', 'login_completed', { attempt: id });
      return { ...outcome, isEnd: true };
    }
    // The lease ran out, or the attempt was cancelled: what stands in the store is what counts.
    if (isEnd(done.attempt.state)) return this.past(done.attempt);
    throw unavailable('store_unavailable', 2000);
  }

  async #leased(attempt: Attempt, by: string, work: Work): Promise<Effect> {
    const run = { isLate: false };
    try {
      return await withTimeout(effectsTimeoutMs, work.effects(attempt, by), () => {
        run.isLate = true;
        throw new Error(`The accounts and the session took more than ${effectsTimeoutMs} ms`);
      });
    } catch (error) {
      // Effects that still run keep the lease to its end. Where release fails it runs out as well.
      if (!run.isLate)
        await this.#ledger.apply(attempt.id, { type: 'release', by }).catch(() => undefined);
      if (error instanceof WechatMpLoginError) throw error;
      const isOurs = run.isLate || error instanceof ShapeError;
      const said = isOurs ? String(error) : work.describe(error);
      this.#config.log('error', work.failure, { attempt: attempt.id, error: said });
      if (error instanceof ShapeError) throw new WechatMpLoginError('internal_error');
      throw unavailable('store_unavailable', 2000);
    }
  }
}
