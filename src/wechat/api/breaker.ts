/**
 * A circuit breaker for quotas: once WeChat has refused a call because the quota is used up, further
 * calls fail at once instead of waiting for the same answer.
 */
import { WechatApiError } from './errors.js';

export interface Breaker {
  /**
   * Makes the call, unless a pause is running.
   * @throws WechatApiError `quota` with `retryAfterMs` during a pause
   */
  run<T>(call: () => Promise<T>): Promise<T>;
}

const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;
/** The errcode of a daily quota; other quotas are per minute. */
const dayQuota = 45009;

/** After 60 s, one call is let through. If it is refused, the pause doubles, up to 15 minutes. */
export function createBreaker(now: () => number): Breaker {
  let pauseMs = 0;
  let untilMs = -Infinity;
  let last: WechatApiError | undefined;
  /** Counts refusals, so that simultaneous calls count as one. */
  let openings = 0;

  function pausedError(error: WechatApiError): WechatApiError {
    const { errcode, rid } = error;
    const retryAfterMs = Math.max(1, untilMs - now());
    return new WechatApiError('quota', error.sentence, { errcode, rid, retryAfterMs });
  }

  return {
    async run(call) {
      if (last && now() < untilMs) throw pausedError(last);
      // This call tests the quota. Others pause until its answer is known.
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
