/** The interface of a store of attempts. */
import type { Attempt } from './attempt.js';

/**
 * Keeps attempts. Its functions deal with attempts and not with keys and values, because get and set
 * alone cannot guarantee that exactly one caller takes a lease.
 *
 * If a function rejects or takes longer than 5 seconds, the store counts as unavailable: the page gets
 * a 503 and tries again, and nothing is lost. If the store is full, `create` rejects with a
 * WechatMpLoginError `rate_limited`: new attempts are refused, and the others go on.
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
  /** Calls the listener after every change of the attempt from now on. Returns a function that stops it. */
  subscribe(id: string, listener: (attempt: Attempt) => void): () => void;
}

export const storeTimeoutMs = 5000;
