import type { WechatMpLoginError } from '../../protocol/errors.js';
import { WechatApiError } from '../../wechat/api/errors.js';
import { errorKind } from './log.js';
import type { EventLog } from './operation/log-events.js';
import { type UnavailableCode, unavailable } from './errors.js';

/**
 * Logs why a call to WeChat's API failed, once while a quota is used up, and returns the error for the page. The sentence that says
 * what to fix is for the log only.
 */
export function refusedByWechat(
  log: EventLog,
  event: 'authorization_failed' | 'qr_code_failed' | 'unionid_failed',
  about: { readonly attempt: string; readonly officialAccount?: string },
  cause: unknown,
): { code: UnavailableCode; error: WechatMpLoginError } {
  const apiError = cause instanceof WechatApiError ? cause : undefined;
  const sentence = apiError?.sentence ?? errorKind(cause);
  // The call that began the pause was logged.
  if (!apiError?.isPaused) {
    log('error', event, { ...about, errcode: apiError?.errcode, rid: apiError?.rid, sentence });
  }
  const as = (code: UnavailableCode, retryAfterMs?: number) => ({
    code,
    error: unavailable(code, retryAfterMs),
  });
  switch (apiError?.kind) {
    // An answer with an errcode that waiting does not change.
    case 'misconfigured':
    case 'request':
      return as('misconfigured');
    case 'quota':
      return as('quota_exhausted', apiError.retryAfterMs ?? 60_000);
    case 'disabled':
      return as('platform_disabled', 60_000);
    // Busy, a token that WeChat keeps refusing, or no proper answer.
    default:
      return as('upstream_unavailable', 3000);
  }
}
