/** Why a call is refused: what the visitor's page is told, and what the operator's log says. */
import { WechatMpLoginError, type ProblemCode } from '../../protocol/errors.js';
import { WechatApiError } from '../../wechat/api/errors.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Log } from './log.js';

/** `gone`, with why: the state of the end, or the reason of a failure. */
export class GoneError extends WechatMpLoginError {
  constructor(attempt: Attempt) {
    super('gone', 'gone', { reason: attempt.reason ?? attempt.state });
  }
}

export type UnavailableCode = Extract<
  ProblemCode,
  | 'store_unavailable'
  | 'upstream_unavailable'
  | 'quota_exhausted'
  | 'platform_disabled'
  | 'misconfigured'
>;

export function unavailable(code: UnavailableCode, retryAfterMs?: number): WechatMpLoginError {
  return new WechatMpLoginError(code, code, { retryAfterMs });
}

/** One code for the page; the sentence that says what to mend goes to the log alone. */
export function refusedByWechat(
  log: Log,
  event: string,
  attempt: string,
  error: unknown,
): { code: UnavailableCode; error: WechatMpLoginError } {
  const known = error instanceof WechatApiError ? error : undefined;
  const sentence = known?.sentence ?? String(error);
  log('error', event, { attempt, errcode: known?.errcode, rid: known?.rid, sentence });
  const as = (code: UnavailableCode, retryAfterMs?: number) => ({
    code,
    error: unavailable(code, retryAfterMs),
  });
  switch (known?.kind) {
    case 'misconfigured':
      return as('misconfigured');
    case 'quota':
      return as('quota_exhausted', known.retryAfterMs ?? 60_000);
    case 'disabled':
      return as('platform_disabled', 60_000);
    default:
      return as('upstream_unavailable', 3000);
  }
}

export function invalid(field: string): WechatMpLoginError {
  return new WechatMpLoginError('invalid_request', `"${field}" is not of the protocol`, { field });
}

export function tooMany(waitMs: number): WechatMpLoginError {
  return new WechatMpLoginError('rate_limited', 'rate_limited', { retryAfterMs: waitMs });
}
