/** The only place in the server that makes the errors that callers receive, one function per case. */
import { WechatMpLoginError, type ErrorDetails, type ProblemCode } from '../../protocol/errors.js';

const error = (code: ProblemCode, details?: ErrorDetails): WechatMpLoginError =>
  new WechatMpLoginError(code, details);

/** The attempt has ended. `reason` is the state it ended in, or why it failed. */
export function gone(attempt: {
  readonly state: string;
  readonly reason?: string;
}): WechatMpLoginError {
  return error('gone', { reason: attempt.reason ?? attempt.state });
}

export const invalid = (field: string): WechatMpLoginError =>
  error('invalid_request', { message: `"${field}" does not match the protocol`, field });

/** Also the answer to a wrong proof, so that nobody learns whether the attempt exists. */
export const notFound = (): WechatMpLoginError => error('not_found');

export const wrongState = (): WechatMpLoginError => error('wrong_state');

export const originDenied = (): WechatMpLoginError => error('origin_denied');

export const challengeUsed = (): WechatMpLoginError => error('challenge_used');

export const reauthenticationRequired = (): WechatMpLoginError =>
  error('reauthentication_required');

/** The session was opened by a login that nobody confirmed. */
export const confirmationRequired = (): WechatMpLoginError => error('confirmation_required');

/** `waitMs` is how long the session of this login may not do that. */
export const tooRecent = (waitMs: number): WechatMpLoginError =>
  error('too_recent', { retryAfterMs: waitMs });

export const sessionMismatch = (): WechatMpLoginError => error('session_mismatch');

export const identityConflict = (): WechatMpLoginError => error('identity_conflict');

/** `sentence` is what the application says to the visitor. */
export const signInRefused = (sentence: string | undefined): WechatMpLoginError =>
  error('sign_in_refused', { sentence });

/** `siteKey` is what the page needs to show the captcha. */
export const captchaRequired = (siteKey: string | undefined): WechatMpLoginError =>
  error('captcha_required', { siteKey });

export const followRequired = (): WechatMpLoginError => error('follow_required');

export const lastWayIn = (): WechatMpLoginError => error('last_way_in');

export const tooLarge = (): WechatMpLoginError => error('too_large');

export const unsupportedMediaType = (): WechatMpLoginError => error('unsupported_media_type');

export const methodNotAllowed = (): WechatMpLoginError => error('method_not_allowed');

export const internalError = (): WechatMpLoginError => error('internal_error');

/** `remaining` is the number of tries left. `field` is set if the chat digits were wrong. */
export const proofFailed = (remaining: number, field: string | undefined): WechatMpLoginError =>
  error('proof_failed', { remaining, field });

export const tooMany = (retryAfterMs: number, message?: string): WechatMpLoginError =>
  error('rate_limited', { message, retryAfterMs });

/** Refused at once, before anything was looked at, because too many others wait. */
export class BusyError extends WechatMpLoginError {
  constructor(retryAfterMs: number) {
    super('rate_limited', { message: 'too many passwords wait to be checked', retryAfterMs });
  }
}

export const slowDown = (retryAfterMs: number): WechatMpLoginError =>
  error('slow_down', { retryAfterMs });

export type UnavailableCode = Extract<
  ProblemCode,
  | 'store_unavailable'
  | 'upstream_unavailable'
  | 'quota_exhausted'
  | 'platform_disabled'
  | 'misconfigured'
>;

/** `methods` are those that work nevertheless. */
export const unavailable = (
  code: UnavailableCode,
  retryAfterMs?: number,
  methods?: readonly string[],
): WechatMpLoginError => error(code, { retryAfterMs, methods });

/** The official account does not offer this method now. `methods` are those that work. */
export const methodUnavailable = (methods: readonly string[]): WechatMpLoginError =>
  error('method_unavailable', { methods });
