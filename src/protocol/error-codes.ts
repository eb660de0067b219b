/** Every error code, with what it means to the prompts and to a settings page. No QR code needs this. */
import type { PageCode, ProblemCode } from './errors.js';

/** A fact that is left out is false. */
export interface PromptFacts {
  /** The attempt is over: nothing that the person could fill in would help. */
  readonly endsAttempt?: true;
  /** The session in this browser stands in the way, not the form that was filled in. */
  readonly concernsSession?: true;
  /** The page asked too often. */
  readonly isRateLimit?: true;
}

const problemCodes: Readonly<Record<ProblemCode, PromptFacts>> = {
  invalid_request: {},
  proof_failed: {},
  origin_denied: { endsAttempt: true },
  reauthentication_required: { concernsSession: true },
  confirmation_required: { concernsSession: true },
  too_recent: {},
  session_mismatch: { concernsSession: true },
  sign_in_refused: { endsAttempt: true },
  captcha_required: { endsAttempt: true },
  method_unavailable: { endsAttempt: true },
  not_found: { endsAttempt: true },
  method_not_allowed: { endsAttempt: true },
  wrong_state: { endsAttempt: true },
  identity_conflict: { endsAttempt: true },
  last_way_in: {},
  challenge_used: {},
  gone: { endsAttempt: true },
  authorization_refused: { endsAttempt: true },
  authorization_failed: { endsAttempt: true },
  virtual_user: { endsAttempt: true },
  follow_required: { endsAttempt: true },
  too_large: {},
  unsupported_media_type: {},
  slow_down: { isRateLimit: true },
  rate_limited: { isRateLimit: true },
  internal_error: {},
  misconfigured: {},
  quota_exhausted: {},
  upstream_unavailable: {},
  platform_disabled: {},
  store_unavailable: {},
};

const pageCodes: Readonly<Record<PageCode, PromptFacts>> = {
  unreachable: {},
  timeout: {},
  bad_response: {},
  insecure_context: {},
  bad_backend: {},
  unsupported: { endsAttempt: true },
  cookies_blocked: { endsAttempt: true },
  foreign_frame: { endsAttempt: true },
  http_auth: { endsAttempt: true },
  old_browser: {},
  load_failed: { endsAttempt: true },
};

/**
 * Every code that a `WechatMpLoginError` can have.
 *
 * @example
 * ```ts
 * errorCodes.gone.endsAttempt; // true
 * ```
 */
export const errorCodes: Readonly<Record<ProblemCode | PageCode, PromptFacts>> = {
  ...problemCodes,
  ...pageCodes,
};

/**
 * Looks up what a code means to the prompts. A code that this version does not know has no facts.
 *
 * @example
 * ```ts
 * promptFactsOf('slow_down').isRateLimit; // true
 * ```
 */
export function promptFactsOf(code: ProblemCode | PageCode): PromptFacts {
  return Object.hasOwn(errorCodes, code) ? errorCodes[code] : {};
}

/**
 * Tells whether a value is a code that may cross the wire.
 *
 * @example
 * ```ts
 * isProblemCode('gone'); // true
 * isProblemCode('unreachable'); // false: only a page can detect that
 * ```
 */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(problemCodes, value);
}
