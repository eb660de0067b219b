/** The day by which WeChat counts quotas: it begins at 00:00 in China, which has one time zone and no summer time. */

const dayMs = 86_400_000;
const aheadOfUtcMs = 8 * 3_600_000;

/** The number of the day in China at this time, in milliseconds since 1970. */
export function quotaDay(nowMs: number): number {
  return Math.floor((nowMs + aheadOfUtcMs) / dayMs);
}

/** How long it takes until the next day begins in China: at least 1 ms, and at most a day. */
export function msUntilRenewal(nowMs: number): number {
  return (quotaDay(nowMs) + 1) * dayMs - aheadOfUtcMs - nowMs;
}
