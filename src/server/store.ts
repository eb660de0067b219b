/**
 * Where attempts live. The interface speaks of logins, not of keys and values: a claim that exactly
 * one caller may win cannot be built on get and set.
 */
import type { Attempt } from './attempt.js';

export interface Store {
  /**
   * Adds the attempt, unique by `challenge` (and id and scene). Resolves with the attempt that is there already
   * where the challenge is known.
   * @throws WechatMpLoginError `store_unavailable`; `rate_limited` at the cap: the newest is refused
   */
  create(attempt: Attempt): Promise<{ created: boolean; attempt: Attempt }>;
  get(id: string): Promise<Attempt | undefined>;
  byScene(scene: string): Promise<Attempt | undefined>;
  /** Compare-and-set: writes `next` if the stored `rev` is still `rev`; false where it is not. */
  advance(id: string, rev: number, next: Attempt): Promise<boolean>;
  /** Tells of every change of this attempt from now on. Returns how to stop. */
  subscribe(id: string, listener: (attempt: Attempt) => void): () => void;
  /** True once for a key within `ttlMs`, false after that: pushes are applied once. */
  once(key: string, ttlMs: number): Promise<boolean>;
}
