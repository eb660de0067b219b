/**
 * Where attempts live. The interface speaks of logins, not of keys and values: a claim that exactly
 * one caller may win cannot be built on get and set.
 */
import type { Attempt } from './attempt.js';

/**
 * Rejects with any error where it cannot be reached (the caller answers 503 and loses nothing), and
 * with a WechatMpLoginError `rate_limited` from `create` at its cap: the newest is refused. A call
 * that takes longer than `storeTimeoutMs` counts as failed.
 */
export interface Store {
  /**
   * Adds the attempt, unique by `challenge`. Resolves with the attempt that is there already where
   * the challenge is known.
   */
  create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }>;
  get(id: string): Promise<Attempt | undefined>;
  byScene(scene: string): Promise<Attempt | undefined>;
  /** Compare-and-set: writes `next` if the stored `rev` is still `rev`; false where it is not. */
  advance(id: string, rev: number, next: Attempt): Promise<boolean>;
  /** Tells of every change of this attempt from now on. Returns how to stop. */
  subscribe(id: string, listener: (attempt: Attempt) => void): () => void;
}

export const storeTimeoutMs = 5000;
