/** A store for one process. A restart ends the logins under way; nothing else is lost. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Attempt } from './attempt.js';
import { forgottenAtMs } from './transition.js';
import type { Store } from './store.js';

export interface MemoryStoreOptions {
  /** Attempts kept at once, 10 000 by default. Above it the newest is refused and the live ones stay. */
  readonly cap?: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Entries looked at on every create: more than one, so that sweeping outruns growing. */
const sweptPerCreate = 4;
/** At the cap everything is looked at, but not for every one who is refused. */
const fullSweepEveryMs = 1000;

export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { cap = 10_000, now = Date.now } = options;
  const attempts = new Map<string, Attempt>();
  const idByChallenge = new Map<string, string>();
  const idByScene = new Map<string, string>();
  const listeners = new Map<string, Set<(attempt: Attempt) => void>>();
  let cursor = attempts.values();
  let sweptAtMs = -Infinity;

  function live(id: string | undefined): Attempt | undefined {
    const attempt = id === undefined ? undefined : attempts.get(id);
    if (!attempt || now() < forgottenAtMs(attempt)) return attempt;
    attempts.delete(attempt.id);
    idByChallenge.delete(attempt.challenge);
    idByScene.delete(attempt.scene);
    return undefined;
  }

  function sweep(count: number): void {
    for (let looked = 0; looked < count; looked++) {
      const { value, done } = cursor.next();
      if (done) {
        cursor = attempts.values();
        return;
      }
      live(value.id);
    }
  }

  function makeRoom(): void {
    sweep(sweptPerCreate);
    if (attempts.size < cap || now() < sweptAtMs + fullSweepEveryMs) return;
    sweptAtMs = now();
    cursor = attempts.values();
    sweep(attempts.size);
  }

  return {
    create(attempt) {
      const known = live(idByChallenge.get(attempt.challenge));
      if (known) return Promise.resolve({ created: false, attempt: known });
      makeRoom();
      if (attempts.size >= cap) {
        const message = `The memory store holds ${cap} attempts, its cap`;
        return Promise.reject(
          new WechatMpLoginError('rate_limited', { message, retryAfterMs: 10_000 }),
        );
      }
      attempts.set(attempt.id, attempt);
      idByChallenge.set(attempt.challenge, attempt.id);
      idByScene.set(attempt.scene, attempt.id);
      return Promise.resolve({ created: true, attempt });
    },
    get: (id) => Promise.resolve(live(id)),
    byScene: (scene) => Promise.resolve(live(idByScene.get(scene))),
    advance(id, rev, next) {
      if (live(id)?.rev !== rev) return Promise.resolve(false);
      attempts.set(id, next);
      for (const listener of listeners.get(id) ?? []) listener(next);
      return Promise.resolve(true);
    },
    subscribe(id, listener) {
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(id) === own) listeners.delete(id);
      };
    },
  };
}
