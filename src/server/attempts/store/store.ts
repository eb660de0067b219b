/** The interface of a store: what all instances of a backend share. */
import type { Counters } from '../../base/shared/counters.js';
import type { Records } from '../../base/shared/records.js';
import type { Attempt } from '../attempt.js';

/**
 * Keeps attempts, and whatever else the instances of a backend share. The functions for attempts deal with
 * attempts and not with keys and values, because get and set alone cannot guarantee that exactly one caller
 * takes a lease.
 *
 * If a function rejects or takes longer than 5 seconds, the store counts as unavailable: the page gets
 * a 503 and tries again, and nothing is lost. If the store is full, `create` rejects with a
 * WechatMpLoginError `rate_limited`: new attempts are refused, and the others go on.
 *
 * `wechat-mp-login/conformance/store` has the tests that every store must pass.
 */
export interface Store {
  /**
   * Adds the attempt, unless there is one with the same `challenge` already. Resolves with the stored
   * attempt, and whether this call created it.
   */
  create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }>;
  get(id: string): Promise<Attempt | undefined>;
  byScene(scene: string): Promise<Attempt | undefined>;
  /** Compares and sets: if the stored `rev` is still `rev`, writes `next` and resolves with true. */
  advance(id: string, rev: number, next: Attempt): Promise<boolean>;
  /**
   * Calls the listener after changes of the attempt from now on, by whichever instance: at once if a
   * notification arrives, and within 3 seconds if it is lost. Of several changes, the listener may get the
   * last one only. A caller that has read the attempt before passes its `rev`, so that the store need not
   * tell it what it knows; without it, the listener may also get the attempt as it is. Returns a function
   * that stops it.
   *
   * A database that crashes may lose attempts. Call the listener with undefined once you see that this one
   * is gone: its page then shows another QR code at once, and otherwise when this one expires.
   */
  subscribe(id: string, listener: (attempt: Attempt | undefined) => void, rev?: number): () => void;
  /**
   * Records that the instances share, such as the known browsers of a WeChat user. Without it, each instance
   * keeps its own, in memory.
   */
  readonly records?: Records<object>;
  /** Counters of limits that the instances share. Without it, each instance counts by itself. */
  readonly counters?: Counters;
  /**
   * The clock that the instances share, in milliseconds since the epoch. If the clock of an instance differs
   * from it by more than a second, the instance goes by this one. Without it, each instance goes by its own.
   */
  now?(): Promise<number>;
  /** Ends what the store has opened itself. Not the client that the application has handed over. */
  close?(): Promise<void>;
}

export const storeTimeoutMs = 5000;
