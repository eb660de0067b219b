/** Where attempts are kept. */
import type { Attempt } from './attempt.js';

/**
 * A database of attempts. Its functions are about attempts, not about keys and values: get and set
 * alone cannot guarantee that exactly one caller takes a lease.
 *
 * A function that rejects counts as unavailable: the page gets a 503 and tries again, and nothing is
 * lost. So does one that takes longer than 5 seconds. At its capacity, `create` rejects with a
 * WechatMpLoginError `rate_limited`: new attempts are refused and the others go on.
 */
export interface Store {
  /**
   * Adds the attempt, unless there is one with the same `challenge` already. Resolves with the attempt
   * that is stored, and whether this call created it.
   */
  create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }>;
  get(id: string): Promise<Attempt | undefined>;
  byScene(scene: string): Promise<Attempt | undefined>;
  /** Compares and sets: writes `next` and resolves with true if the stored `rev` is still `rev`. */
  advance(id: string, rev: number, next: Attempt): Promise<boolean>;
  /** Calls the listener after every change of the attempt from now on. Returns a function that stops it. */
  subscribe(id: string, listener: (attempt: Attempt) => void): () => void;
}

export const storeTimeoutMs = 5000;
