/**
 * Reads what a backend says went wrong. Loaded only then (`import()`): a login that goes well has no
 * use for it.
 */
import type { ErrorCode, ErrorDetails } from '../../protocol/errors.js';
import { parseProblemCode } from '../../protocol/parse/answers.js';

const fieldName = /^[A-Za-z0-9_-]{1,32}$/;

/** Ends that say no more than `gone` does. */
const plainEnds: readonly unknown[] = ['completed', 'failed'];

/** What an answer that is an error stands for; `body` is its JSON, undefined where it has none. */
export function readProblem(
  { status, headers }: Response,
  body: unknown,
  nowMs: number,
): { code: ErrorCode } & Omit<ErrorDetails, 'message' | 'cause'> {
  const { field, reason, remaining } = (body ?? {}) as Partial<Record<string, unknown>>;
  const isTries = Number.isInteger(remaining) && (remaining as number) >= 0;
  return {
    code: parseProblemCode(body) ?? (status === 429 ? 'rate_limited' : 'bad_response'),
    field: typeof field === 'string' && fieldName.test(field) ? field : undefined,
    reason: typeof reason === 'string' && !plainEnds.includes(reason) ? reason : undefined,
    remaining: isTries ? (remaining as number) : undefined,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), nowMs),
  };
}

/** Longest `Retry-After` that is taken at its word: an hour. */
const longestRetryAfterMs = 3_600_000;

/** `Retry-After` (RFC 9110 section 10.2.3: seconds or a date) in milliseconds, at most an hour. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header)
    ? +header * 1000
    : / GMT$/.test(header)
      ? Date.parse(header) - nowMs
      : NaN;
  return ms === ms ? Math.min(Math.max(ms, 0), longestRetryAfterMs) : undefined;
}
