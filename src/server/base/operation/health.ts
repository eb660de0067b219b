/** `login.health()`: whether this process can serve visitors, for load balancers, and more for people. */
import { withTimeout } from '../../../wechat/io/timeout.js';
import type { EventLog } from './log-events.js';
import type { LastResult } from './last-result.js';
import { storeFailure } from './store-failure.js';

export interface Health {
  /**
   * Whether a load balancer should send visitors here: `close()` was not called, and the store answers. What
   * WeChat answers plays no part, because all processes would leave the load balancer at once.
   */
  readonly ready: boolean;
  /** Whether `close()` was called. */
  readonly closing: boolean;
  /** Whether the store has answered within a second: `late` if it has not, `failed` if it rejected. */
  readonly store: StoreHealth;
  /** For people and monitors: what WeChat has answered this process last, for each official account. */
  readonly wechat: readonly WechatHealth[];
}

export type StoreHealth = 'ok' | 'late' | 'failed';

export interface WechatHealth extends LastResult {
  /** The key of the official account; `default` if there is one only. */
  readonly officialAccount: string;
}

/** So many milliseconds, an answer of the store counts, and one that is not there is waited for. */
const keptMs = 1000;
const storeTimeoutMs = 1000;

interface HealthParts {
  readonly now: () => number;
  readonly log: EventLog;
  readonly isClosing: () => boolean;
  /** Reads anything from the store. */
  readonly askStore: () => Promise<unknown>;
  readonly wechat: () => readonly WechatHealth[];
}

/** The store is asked once a second at most, however often the function is called. */
export function createHealth(parts: HealthParts): () => Promise<Health> {
  const { now, log, isClosing, askStore, wechat } = parts;
  let asked: { readonly atMs: number; readonly store: Promise<StoreHealth> } | undefined;
  let wasOk = true;

  async function lookAtStore(): Promise<StoreHealth> {
    let why = storeFailure(new DOMException('', 'TimeoutError'));
    const store = await withTimeout<StoreHealth>(
      storeTimeoutMs,
      // A store may also throw at once.
      Promise.resolve()
        .then(askStore)
        .then(() => 'ok' as const),
      () => 'late',
    ).catch((error: unknown) => {
      why = storeFailure(error);
      return 'failed' as const;
    });
    const isOk = store === 'ok';
    // Without visitors, who stay away now, no other line tells why.
    if (wasOk && !isOk) log('error', 'not_ready', { store, ...why });
    if (!wasOk && isOk) log('info', 'ready_again', {});
    wasOk = isOk;
    return store;
  }

  return async () => {
    const atMs = now();
    // A clock that was set back makes no answer last longer.
    if (!asked || Math.abs(atMs - asked.atMs) >= keptMs) asked = { atMs, store: lookAtStore() };
    const store = await asked.store;
    const closing = isClosing();
    return { ready: store === 'ok' && !closing, closing, store, wechat: wechat() };
  };
}
