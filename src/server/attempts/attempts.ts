/**
 * Attempts in the store: creating, finding, proving and changing them. Every change goes through the
 * state table in transition.ts and is written by compare-and-set, so no change overwrites another.
 */
import { s256 } from '../base/secrets/s256.js';
import { isEnd } from '../../protocol/states.js';
import { backgroundTimers, type Timers } from '../../wechat/io/timers.js';
import { withTimeout } from '../../wechat/io/timeout.js';
import { equalConstantTime } from '../base/secrets/constant-time.js';
import type { Environment } from '../base/environment.js';
import { challengeUsed, notFound, unavailable } from '../base/errors.js';
import type { Attempt } from './attempt.js';
import type { AttemptEvent, Transition } from './events.js';
import { createMeasure, measureAll, noMetrics, type Metrics } from '../base/operation/metrics.js';
import { measureChange } from './transition/measure-change.js';
import { guardStore } from './store/guard-store.js';
import { scenePrefix } from './scenes.js';
import type { Store } from './store/store.js';
import { pendingMs, times } from './times-and-tries.js';
import { settle, transition } from './transition.js';

const maxRaces = 20;

export interface Attempts {
  readonly environment: Environment;
  /**
   * Creates an attempt, and the secret for its cookie. If the challenge has created an attempt before,
   * returns that attempt without a secret, provided that `secretOf` returns the attempt's secret.
   * @throws WechatMpLoginError `challenge_used`, `rate_limited`, `store_unavailable`
   */
  create(about: NewAttempt, secretOf: (id: string) => string): Promise<CreatedAttempt>;
  /** Undefined for an attempt that is unknown or forgotten. */
  get(id: string): Promise<Attempt | undefined>;
  byScene(scene: string): Promise<Attempt | undefined>;
  /** Returns the attempt if the caller proves that it is theirs. @throws WechatMpLoginError `not_found` */
  prove(id: string, proof: Proof): Promise<Attempt>;
  /**
   * Applies an event to the attempt. Reads the attempt from the store only if it is given by id, or if
   * somebody else has changed it in the meantime.
   * @throws WechatMpLoginError `not_found`, `store_unavailable`
   */
  apply(attempt: Attempt | string, event: AttemptEvent): Promise<Transition>;
  /** Removes the outcome from the store when no retry may need it any more. */
  forgetOutcome(ended: Attempt): void;
  /** Waits until the attempt meets the condition. Undefined if it is unknown, or after `waitMs`. */
  until(
    id: string,
    isMet: (attempt: Attempt) => boolean,
    waitMs: number,
  ): Promise<Attempt | undefined>;
  /**
   * Calls the listener after every change from now on, and with undefined if the store has lost the attempt.
   * Returns a function that stops it.
   */
  subscribe: Store['subscribe'];
}

export type NewAttempt = Pick<
  Attempt,
  | 'challenge'
  | 'purpose'
  | 'method'
  | 'officialAccount'
  | 'lang'
  | 'returnTo'
  | 'appData'
  | 'linkTo'
  | 'client'
  | 'deviceHash'
  | 'resumeAt'
> &
  /** Default: one for a QR code. */
  Partial<Pick<Attempt, 'scene'>>;

export interface CreatedAttempt {
  readonly attempt: Attempt;
  /** Absent if the attempt existed before. */
  readonly secret?: string;
}

/** `key` is `k` of the page's chain, `verifier` is `v`; `secret` comes from the attempt's cookie. */
export type Proof =
  { readonly key: string } | { readonly verifier: string; readonly secret: string };

/** Parts that tests and a backend without metrics leave out. */
interface AttemptsParts {
  readonly metrics?: Metrics;
  readonly timers?: Timers;
}

export function createAttempts(
  environment: Environment,
  unguarded: Store,
  { metrics = noMetrics, timers = backgroundTimers }: AttemptsParts = {},
): Attempts {
  const guarded = guardStore(unguarded, environment.log);
  const store: Store = {
    ...measureAll(createMeasure(metrics, environment.now), 'store', {
      create: (attempt: Attempt) => guarded.create(attempt),
      get: (id: string) => guarded.get(id),
      byScene: (scene: string) => guarded.byScene(scene),
      advance: (id: string, rev: number, next: Attempt) => guarded.advance(id, rev, next),
    }),
    subscribe: (...given) => guarded.subscribe(...given),
  };
  const context = { ...environment, store, metrics };
  return {
    environment,
    create: (about, secretOf) => create(context, about, secretOf),
    get: (id) => get(context, id),
    byScene: (scene) => store.byScene(scene),
    prove: (id, proof) => prove(context, id, proof),
    apply: (attempt, event) => apply(context, attempt, event),
    forgetOutcome(ended) {
      const forget = (): void =>
        // If the store fails, it forgets the outcome with the attempt.
        void apply(context, ended, { type: 'outdated' }).catch(() => undefined);
      timers.setTimeout(forget, times.outcomeMs);
    },
    until: (id, isMet, waitMs) => until(context, id, isMet, waitMs),
    subscribe: (...args) => store.subscribe(...args),
  };
}

interface Context extends Environment {
  readonly store: Store;
  readonly metrics: Metrics;
}

async function create(
  { store, now, randomToken, metrics }: Context,
  about: NewAttempt,
  secretOf: (id: string) => string,
): Promise<CreatedAttempt> {
  const secret = randomToken(32);
  const nowMs = now();
  const { created, attempt } = await store.create({
    id: randomToken(16),
    scene: scenePrefix + randomToken(24),
    cookieHash: await s256(secret),
    rev: 0,
    state: 'pending',
    ...about,
    createdAtMs: nowMs,
    deadlineMs: nowMs + pendingMs,
  });
  if (created) {
    metrics({ type: 'attempt', event: 'created', method: attempt.method });
    return { attempt, secret };
  }
  const cookieHash = await s256(secretOf(attempt.id));
  if (!equalConstantTime(cookieHash, attempt.cookieHash)) throw challengeUsed();
  return { attempt };
}

async function get({ store, now }: Context, id: string): Promise<Attempt | undefined> {
  const nowMs = now();
  const stored = await store.get(id);
  const attempt = stored && settle(stored, nowMs);
  const isForgotten = attempt && isEnd(attempt.state) && nowMs >= attempt.deadlineMs;
  return isForgotten ? undefined : attempt;
}

async function prove(context: Context, id: string, proof: Proof): Promise<Attempt> {
  const key = 'key' in proof ? proof.key : await s256(proof.verifier);
  const challenge = await s256(key);
  const cookieHash = 'key' in proof ? undefined : await s256(proof.secret);
  const attempt = await get(context, id);
  // Compares even if there is no attempt, so that a wrong proof and an unknown id take the same time.
  const noHash = 'x'.repeat(43);
  const hasKey = equalConstantTime(challenge, attempt?.challenge ?? noHash);
  const hasCookie =
    cookieHash === undefined || equalConstantTime(cookieHash, attempt?.cookieHash ?? noHash);
  if (attempt && hasKey && hasCookie) return attempt;
  throw notFound();
}

async function apply(
  { store, now, metrics }: Context,
  known: Attempt | string,
  event: AttemptEvent,
): Promise<Transition> {
  const id = typeof known === 'string' ? known : known.id;
  let stored = typeof known === 'string' ? undefined : known;
  for (let race = 0; race < maxRaces; race++) {
    stored ??= await store.get(id);
    if (!stored) throw notFound();
    const result = transition(stored, event, now());
    if (result.type !== 'changed') return result;
    if (await store.advance(id, stored.rev, result.attempt)) {
      measureChange(metrics, stored, result.attempt, now());
      return result;
    }
    stored = undefined;
  }
  throw unavailable('store_unavailable', 1000);
}

async function until(
  context: Context,
  id: string,
  isMet: (attempt: Attempt) => boolean,
  waitMs: number,
): Promise<Attempt | undefined> {
  let stop: (() => void) | undefined;
  try {
    // Subscribes before it reads; otherwise it would miss a change between the two.
    const changed = new Promise<Attempt | undefined>((resolve) => {
      stop = context.store.subscribe(id, (attempt) => {
        if (!attempt || isMet(attempt)) resolve(attempt);
      });
    });
    const attempt = await get(context, id);
    if (!attempt || isMet(attempt)) return attempt;
    return await withTimeout(waitMs, changed, () => undefined);
  } finally {
    stop?.();
  }
}
