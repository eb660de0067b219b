/** The one error class of the project, and the codes that a backend may answer with. */

/** Codes that cross the wire (protocol, "Errors"); problems.ts has a status and a sentence for each. */
export type ProblemCode =
  | 'invalid_request'
  | 'proof_failed'
  | 'origin_denied'
  | 'reauthentication_required'
  | 'session_mismatch'
  | 'not_found'
  | 'method_not_allowed'
  | 'wrong_state'
  | 'identity_conflict'
  | 'last_way_in'
  | 'challenge_used'
  | 'gone'
  | 'too_large'
  | 'unsupported_media_type'
  | 'slow_down'
  | 'rate_limited'
  | 'internal_error'
  | 'misconfigured'
  | 'quota_exhausted'
  | 'upstream_unavailable'
  | 'platform_disabled'
  | 'store_unavailable';

/** Codes that only the page can find out for itself. */
export type PageCode =
  /** No answer: down, refused, cut, or this origin is not allowed (a page cannot tell them apart). */
  | 'unreachable'
  /** No answer in time. */
  | 'timeout'
  /** An answer that is not of this protocol: HTML, a captive portal, wrong types. */
  | 'bad_response'
  /** No `crypto.subtle`: the page is on plain http. */
  | 'insecure_context'
  /** `backend` is missing, not a URL, or of another scheme than https. */
  | 'bad_backend'
  /** The backend speaks no method or result that this page can carry out. */
  | 'unsupported';

export type ErrorCode = ProblemCode | PageCode;

const retryable =
  /^(unreachable|timeout|bad_response|slow_down|rate_limited|internal_error|quota_exhausted|platform_disabled|(upstream|store)_unavailable)$/;

export interface ErrorDetails {
  readonly cause?: unknown;
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly reason?: string | undefined;
  readonly remaining?: number | undefined;
}

/** Something that went wrong, by a `code` to branch on; `message` is for developers alone. */
export class WechatMpLoginError extends Error {
  readonly code: ErrorCode;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** How long the other side asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Name of the field that was wrong. */
  readonly field: string | undefined;
  /** With `gone`: the end that the attempt came to, or why it failed. */
  readonly reason: string | undefined;
  /** With `proof_failed`: tries that are left. */
  readonly remaining: number | undefined;

  constructor(code: ErrorCode, message: string = code, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'WechatMpLoginError';
    this.code = code;
    this.retryable = retryable.test(code);
    this.retryAfterMs = details.retryAfterMs;
    this.field = details.field;
    this.reason = details.reason;
    this.remaining = details.remaining;
  }
}
