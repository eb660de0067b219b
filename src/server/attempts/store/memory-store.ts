/** A store for a single process. A restart ends the logins under way; nothing else is lost. */
import { tooMany } from '../../base/errors.js';
import { createMemoryCounters } from '../../base/shared/memory-counters.js';
import { createMemoryRecords } from '../../base/shared/memory-records.js';
import type { Attempt } from '../attempt.js';
import { forgottenAtMs } from '../transition.js';
import type { Store } from './store.js';

export interface MemoryStoreOptions {
  /**
   * The most attempts to keep at once. At the cap, new attempts are refused. Default: 200 000, more than
   * the default limits let in until the first of them are forgotten. Each takes about 1 KB.
   */
  readonly cap?: number;
  /** The clock, in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

export const defaultCap = 200_000;
/** How many attempts each create checks. More than one, so that the store shrinks faster than it grows. */
const sweptPerCreate = 4;
/** At the cap, a create checks all attempts, but not more often than this. */
const fullSweepEveryMs = 1000;

/**
 * Creates a store that keeps attempts in memory, for a backend that runs as a single process.
 *
 * @param options - `cap`: how many attempts to keep; `now`: the clock
 * @returns a store whose `create` rejects with a WechatMpLoginError `rate_limited` at the cap
 * @example
 * ```ts
 * declare const options: Omit<Options, 'store'>;
 * const login = createWechatMpLogin({ ...options, store: createMemoryStore({ cap: 50_000 }) });
 * ```
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { cap = defaultCap, now = Date.now } = options;
  const attempts = new Map<string, Attempt>();
  const idByChallenge = new Map<string, string>();
  const idByScene = new Map<string, string>();
  const listeners = createListeners();

  function getLive(id: string | undefined): Attempt | undefined {
    const attempt = id === undefined ? undefined : attempts.get(id);
    if (!attempt || now() < forgottenAtMs(attempt)) return attempt;
    attempts.delete(attempt.id);
    idByChallenge.delete(attempt.challenge);
    idByScene.delete(attempt.scene);
    return undefined;
  }

  const makeRoom = createMakeRoom(attempts, getLive, { cap, now });

  return {
    create(attempt) {
      const known = getLive(idByChallenge.get(attempt.challenge));
      if (known) return Promise.resolve({ created: false, attempt: known });
      makeRoom();
      if (attempts.size >= cap) {
        return Promise.reject(tooMany(10_000, `The memory store is at its cap of ${cap} attempts`));
      }
      attempts.set(attempt.id, attempt);
      idByChallenge.set(attempt.challenge, attempt.id);
      idByScene.set(attempt.scene, attempt.id);
      return Promise.resolve({ created: true, attempt });
    },
    get: (id) => Promise.resolve(getLive(id)),
    byScene: (scene) => Promise.resolve(getLive(idByScene.get(scene))),
    advance(id, rev, next) {
      if (getLive(id)?.rev !== rev) return Promise.resolve(false);
      attempts.set(id, next);
      listeners.call(id, next);
      return Promise.resolve(true);
    },
    subscribe: (id, listener) => listeners.add(id, listener),
    records: createMemoryRecords({ now }),
    counters: createMemoryCounters({ now }),
  };
}

/** Returns a function that drops attempts whose time is over: a few of them, or at the cap all. */
function createMakeRoom(
  attempts: ReadonlyMap<string, Attempt>,
  getLive: (id: string) => unknown,
  { cap, now }: Required<MemoryStoreOptions>,
): () => void {
  let cursor = attempts.values();
  let sweptAtMs = -Infinity;

  function sweep(count: number): void {
    for (let checked = 0; checked < count; checked++) {
      const { value, done } = cursor.next();
      if (done) {
        cursor = attempts.values();
        return;
      }
      getLive(value.id);
    }
  }

  return () => {
    sweep(sweptPerCreate);
    if (attempts.size < cap || now() < sweptAtMs + fullSweepEveryMs) return;
    sweptAtMs = now();
    cursor = attempts.values();
    sweep(attempts.size);
  };
}

type Listener = (attempt: Attempt) => void;

/** Listeners by attempt. */
function createListeners() {
  const byId = new Map<string, Set<Listener>>();
  return {
    call(id: string, attempt: Attempt): void {
      for (const listener of byId.get(id) ?? []) listener(attempt);
    },
    /** Returns a function that removes the listener. */
    add(id: string, listener: Listener): () => void {
      const own = byId.get(id) ?? new Set();
      byId.set(id, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && byId.get(id) === own) byId.delete(id);
      };
    },
  };
}
