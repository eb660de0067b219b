/**
 * One clock for all instances. The times in an attempt are written by one instance and read by others, so
 * an instance whose clock is wrong would end the attempts of the others, or keep its own for ever.
 */
import { withTimeout } from '../../../wechat/io/timeout.js';
import type { EventLog } from '../../base/operation/log-events.js';
import { logStoreFailure } from '../../base/operation/store-failure.js';
import { storeTimeoutMs, type Store } from './store.js';

/** Differences up to this one do no harm. */
const toleratedMs = 1000;
const measuredEveryMs = 60_000;
/** A slower answer says less than what is known already. */
const laterTimeoutMs = 2000;

export interface StoreClock {
  readonly now: () => number;
  /**
   * Resolves when the difference is known: at once, after the first answer of the store. If the store does not
   * answer, resolves as well, and the next call asks again. Never rejects.
   */
  ready(): Promise<void>;
}

/** @param ownNow the clock of this instance, in milliseconds since the epoch */
export function createStoreClock(store: Store, ownNow: () => number, log: EventLog): StoreClock {
  let differenceMs = 0;
  let isKnown = false;
  let measureAtMs = -Infinity;
  let first: Promise<void> | undefined;

  async function measure(): Promise<void> {
    const askedAtMs = ownNow();
    measureAtMs = askedAtMs + measuredEveryMs;
    // As long as nothing is known, a store that is slow and serves attempts has to be heard.
    const timeoutMs = isKnown ? laterTimeoutMs : storeTimeoutMs;
    try {
      const storeMs = await withTimeout(timeoutMs, askStore(), () => {
        throw new DOMException(`The store took more than ${timeoutMs} ms`, 'TimeoutError');
      });
      const tookMs = ownNow() - askedAtMs;
      const foundMs = Math.round(storeMs - askedAtMs - tookMs / 2);
      const wasTolerated = differenceMs === 0;
      // The store may have read its clock at any moment of that time.
      differenceMs = Math.abs(foundMs) <= toleratedMs + tookMs / 2 ? 0 : foundMs;
      isKnown = true;
      if (differenceMs === 0 || !wasTolerated) return;
      log('warn', 'store_clock_differs', {
        byMs: -differenceMs,
        meaning: 'The clock of this machine differs from that of the store. Set it by NTP.',
      });
    } catch (error) {
      logStoreFailure(log, 'now', error);
    }
  }

  async function askStore(): Promise<number> {
    const storeMs: unknown = await store.now?.();
    if (typeof storeMs === 'number' && Number.isFinite(storeMs)) return storeMs;
    throw new TypeError('store.now must return milliseconds since the epoch');
  }

  return {
    now: () => ownNow() + differenceMs,
    ready() {
      if (!store.now) return Promise.resolve();
      if (!isKnown) return (first ??= measure().finally(() => (first = undefined)));
      if (ownNow() >= measureAtMs) void measure();
      return Promise.resolve();
    },
  };
}
