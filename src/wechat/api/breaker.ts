/**
 * Stops calls that WeChat has said it will refuse: each one asked beyond the quota makes others wait
 * for a known answer.
 */
import { WechatApiError } from './errors.js';

export interface Breaker {
  /**
   * Makes the call, unless a pause is on.
   * @throws WechatApiError `quota` with `retryAfterMs` during a pause
   */
  run<T>(call: () => Promise<T>): Promise<T>;
}

const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;
/** errcode of the quota of a day; any other is over in a minute. */
const dayQuota = 45009;

/** After 60 s one call is let through to look; each one refused doubles the pause, to 15 min. */
export function createBreaker(now: () => number): Breaker {
  let pauseMs = 0;
  let untilMs = -Infinity;
  let last: WechatApiError | undefined;
  /** How often it has opened: calls that were under way together count as one refusal. */
  let openings = 0;

  function pausedError(error: WechatApiError): WechatApiError {
    const { errcode, rid } = error;
    const retryAfterMs = Math.max(1, untilMs - now());
    return new WechatApiError('quota', error.sentence, { errcode, rid, retryAfterMs });
  }

  return {
    async run(call) {
      if (last && now() < untilMs) throw pausedError(last);
      // Whoever comes while the one that looks is under way waits a pause longer.
      if (last) untilMs = now() + firstPauseMs;
      const openingsBefore = openings;
      try {
        const result = await call();
        if (openings === openingsBefore) {
          last = undefined;
          pauseMs = 0;
        }
        return result;
      } catch (error) {
        if (!(error instanceof WechatApiError) || error.kind !== 'quota') throw error;
        if (openings === openingsBefore) {
          openings++;
          const doubledMs = error.errcode === dayQuota ? pauseMs * 2 : 0;
          pauseMs = Math.min(Math.max(doubledMs, firstPauseMs), longestPauseMs);
          untilMs = now() + pauseMs;
        }
        last = error;
        throw pausedError(error);
      }
    },
  };
}
