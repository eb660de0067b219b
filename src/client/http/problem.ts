/**
 * Reads what a backend says of its trouble. Loaded only then (`import()`): a login that goes well
 * has no use for it. It imports types alone, else bundlers would cut a shared piece out of the rest.
 */
import type { ErrorCode, ErrorDetails, ProblemCode } from '../../protocol/errors.js';

/** Others may come from a newer backend, or from nowhere. */
export const problemCodes: Readonly<Record<ProblemCode, 1>> = {
  invalid_request: 1,
  proof_failed: 1,
  origin_denied: 1,
  reauthentication_required: 1,
  session_mismatch: 1,
  not_found: 1,
  method_not_allowed: 1,
  wrong_state: 1,
  identity_conflict: 1,
  last_way_in: 1,
  challenge_used: 1,
  gone: 1,
  too_large: 1,
  unsupported_media_type: 1,
  slow_down: 1,
  rate_limited: 1,
  internal_error: 1,
  misconfigured: 1,
  quota_exhausted: 1,
  upstream_unavailable: 1,
  platform_disabled: 1,
  store_unavailable: 1,
};

/** The code where it is one of this protocol, else `otherwise`. Never throws. */
export function problemCode<T>(code: unknown, otherwise: T): ProblemCode | T {
  return typeof code === 'string' && Object.hasOwn(problemCodes, code)
    ? (code as ProblemCode)
    : otherwise;
}

const fieldName = /^[A-Za-z0-9_-]{1,32}$/;
const isPlainEnd = /^(completed|failed)$/;

/** What an answer that is an error stands for; `body` is its JSON, undefined where it has none. */
export function readProblem(
  { status, headers }: Response,
  body: unknown,
  nowMs: number,
): { code: ErrorCode } & Required<Omit<ErrorDetails, 'cause'>> {
  const { code, field, reason, remaining } = (body ?? {}) as Partial<Record<string, unknown>>;
  const isTries = Number.isInteger(remaining) && (remaining as number) >= 0;
  return {
    code: problemCode(code, status === 429 ? 'rate_limited' : 'bad_response'),
    field: typeof field === 'string' && fieldName.test(field) ? field : undefined,
    // The two that say no more than `gone` does are left out.
    reason: typeof reason === 'string' && !isPlainEnd.test(reason) ? reason : undefined,
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
