/**
 * A circuit breaker for quotas: once WeChat has refused a call because the quota is used up, further
 * calls fail at once instead of waiting for the same answer.
 */
import { WechatApiError } from './errors.js';
import { msUntilRenewal } from './quota-day.js';

export interface Breaker {
  /**
   * Makes the call, unless a pause is running.
   * @throws WechatApiError `quota` with `retryAfterMs`; during a pause, with `isPaused`
   */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/** The errcode of a daily quota; other quotas are per minute. */
const dayQuota = 45009;
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
/**
 * Within an hour of midnight by this clock, the quota is hardly used up already. Rather, the clock is
 * ahead, and waiting for its next midnight would take a day too long.
 */
const renewalMs = 60 * minuteMs;
const lateRenewalMs = 15 * minuteMs;

/**
 * A daily quota pauses until it is renewed, at 00:00 in China, and a quota of a minute for a minute. Then
 * one call is let through, and the others wait for its result.
 */
export function createBreaker(now: () => number): Breaker {
  let startMs = 0;
  let untilMs = 0;
  let last: WechatApiError | undefined;
  /** Counts refusals, so that simultaneous calls count as one. */
  let openings = 0;

  function pause(ms: number): void {
    startMs = now();
    untilMs = startMs + ms;
  }

  /** Not if the clock has been set back since the pause began: it would last too long. */
  const isPaused = (): boolean => startMs <= now() && now() < untilMs;

  function pausedError(error: WechatApiError, isPaused: boolean): WechatApiError {
    const { errcode, rid } = error;
    const retryAfterMs = Math.max(1, untilMs - now());
    const details = { errcode, rid, retryAfterMs, isPaused };
    return new WechatApiError('quota', error.sentence, details);
  }

  return {
    async run(call) {
      if (last && isPaused()) throw pausedError(last, true);
      // This call tests the quota. Others pause until its answer is known.
      if (last) pause(minuteMs);
      const openingsBefore = openings;
      try {
        const result = await call();
        if (openings === openingsBefore) last = undefined;
        return result;
      } catch (error) {
        if (!(error instanceof WechatApiError) || error.kind !== 'quota') throw error;
        if (openings === openingsBefore) {
          openings++;
          pause(pauseMsAfter(error, now()));
        }
        last = error;
        throw pausedError(error, false);
      }
    },
  };
}

function pauseMsAfter({ errcode }: WechatApiError, nowMs: number): number {
  if (errcode !== dayQuota) return minuteMs;
  const untilRenewalMs = msUntilRenewal(nowMs);
  return untilRenewalMs > dayMs - renewalMs ? lateRenewalMs : untilRenewalMs;
}
