/** How long an answer asks to wait. */

/** A longer `Retry-After` is shortened to a day, after which everything in this protocol has passed. */
const longestRetryAfterMs = 86_400_000;

/**
 * Reads `Retry-After`, which is in seconds or a date, as milliseconds from now:
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : msUntil(header, nowMs);
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), longestRetryAfterMs);
}

/** NaN if it is not a date in HTTP's format. */
function msUntil(date: string, nowMs: number): number {
  return date.endsWith(' GMT') ? Date.parse(date) - nowMs : NaN;
}
