/** Which sentence `<wechat-mp-identities>` shows for an error. */
import type { IdentitiesMessageKey, IdentitiesTerms } from '../../locales/terms/identities.js';
import type { ErrorCode } from '../../protocol/errors.js';
import { formatWait } from '../texts/format-wait.js';
import type { IdentitiesProblem } from './state.js';

const problemTexts = {
  last_way_in: 'last_way_in',
  reauthentication_required: 'reauthentication_required',
  confirmation_required: 'confirmation_required',
  too_recent: 'too_recent',
  captcha_required: 'unavailable',
  rate_limited: 'rate_limited',
  slow_down: 'rate_limited',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  // Another account is signed in by now, so the list on the page is not its list.
  session_mismatch: 'reauthentication_required',
  internal_error: 'failed',
  store_unavailable: 'failed',
  upstream_unavailable: 'failed',
  bad_response: 'failed',
  platform_disabled: 'failed',
  quota_exhausted: 'failed',
  misconfigured: 'unavailable',
  not_found: 'unavailable',
  method_not_allowed: 'unavailable',
  origin_denied: 'unavailable',
  invalid_request: 'unavailable',
  proof_failed: 'unavailable',
  wrong_state: 'unavailable',
  identity_conflict: 'unavailable',
  sign_in_refused: 'unavailable',
  challenge_used: 'unavailable',
  gone: 'unavailable',
  too_large: 'unavailable',
  unsupported_media_type: 'unavailable',
  method_unavailable: 'unavailable',
  authorization_refused: 'unavailable',
  authorization_failed: 'unavailable',
  virtual_user: 'unavailable',
  follow_required: 'unavailable',
  insecure_context: 'unavailable',
  bad_backend: 'unavailable',
  unsupported: 'unavailable',
  cookies_blocked: 'unavailable',
  foreign_frame: 'unavailable',
  http_auth: 'unavailable',
  old_browser: 'unavailable',
  load_failed: 'unavailable',
} satisfies Record<ErrorCode, IdentitiesMessageKey>;

/** The sentence for a problem, in the language of the texts. */
export function problemText(
  { code, retryAfterMs }: IdentitiesProblem,
  { messages, lang }: IdentitiesTerms,
): string {
  // A newer backend can send a code that this version does not know.
  const sentence = messages[Object.hasOwn(problemTexts, code) ? problemTexts[code] : 'failed'];
  if (typeof sentence === 'string') return sentence;
  return sentence(retryAfterMs ? formatWait(retryAfterMs, lang) : '');
}
