/**
 * The one place where the state changes: what the machine makes of an event is written by
 * compare-and-set, again a bounded number of times where somebody else was first.
 */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt } from './attempt.js';
import type { Config } from '../check-options.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { settle, step, type AttemptEvent, type Step } from './transition.js';
import { unavailable } from '../base/errors.js';
import { storeTimeoutMs, type Store } from './store.js';

const maxRaces = 20;

export class Ledger {
  readonly #config: Config;
  readonly #store: Store;

  constructor(config: Config, store: Store) {
    this.#config = config;
    this.#store = store;
  }

  async create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }> {
    return this.#answered(() => this.#store.create(attempt));
  }

  async byScene(scene: string): Promise<Attempt | undefined> {
    return this.#answered(() => this.#store.byScene(scene));
  }

  /** The attempt as it stands now; undefined where it is unknown or forgotten. */
  async get(id: string): Promise<Attempt | undefined> {
    const nowMs = this.#config.now();
    const stored = await this.#answered(() => this.#store.get(id));
    const attempt = stored && settle(stored, nowMs);
    const isForgotten = attempt && isEnd(attempt.state) && nowMs >= attempt.deadlineMs;
    return isForgotten ? undefined : attempt;
  }

  /** @throws WechatMpLoginError `not_found`, `store_unavailable` */
  async apply(id: string, event: AttemptEvent): Promise<Step> {
    for (let race = 0; race < maxRaces; race++) {
      const stored = await this.#answered(() => this.#store.get(id));
      if (!stored) throw new WechatMpLoginError('not_found');
      const result = step(stored, event, this.#config.now());
      if (result.type !== 'changed') return result;
      const { attempt } = result;
      if (await this.#answered(() => this.#store.advance(id, stored.rev, attempt))) return result;
    }
    throw unavailable('store_unavailable', 1000);
  }

  /** The attempt once `met` holds; undefined where it is unknown, or `waitMs` have passed. */
  async until(
    id: string,
    met: (attempt: Attempt) => boolean,
    waitMs: number,
  ): Promise<Attempt | undefined> {
    let stop: (() => void) | undefined;
    try {
      // Subscribed before it is read: a change between the two would be waited for in vain.
      const changed = new Promise<Attempt>((resolve) => {
        stop = this.subscribe(id, (attempt) => {
          if (met(attempt)) resolve(attempt);
        });
      });
      const attempt = await this.get(id);
      if (!attempt || met(attempt)) return attempt;
      return await withTimeout<Attempt | undefined>(waitMs, changed, () => undefined);
    } finally {
      stop?.();
    }
  }

  subscribe(id: string, listener: (attempt: Attempt) => void): () => void {
    return this.#store.subscribe(id, listener);
  }

  async #answered<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await withTimeout(storeTimeoutMs, call(), () => {
        throw new Error(`The store did not answer within ${storeTimeoutMs} ms`);
      });
    } catch (error) {
      if (error instanceof WechatMpLoginError) throw error;
      this.#config.log('error', 'store_failed', { error: String(error) });
      throw unavailable('store_unavailable', 2000);
    }
  }
}
