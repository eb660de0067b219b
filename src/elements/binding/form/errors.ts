/**
 * The errors of a form, each with the sentence that is shown at its field. `validate.ts` finds them
 * before anything is sent; later the backend's answer brings them.
 */
import type { BindingProblem } from '../../../client/state.js';
import type { BindingTerms, MistakeKey } from '../../../locales/terms/binding.js';
import type { ErrorCode } from '../../../protocol/errors.js';
import { formatDuration, formatPlural } from '../numbers.js';

/** Name of the field for the digits in the chat. The protocol reserves it (docs/protocol.md, "Binding"). */
export const chatDigitsField = 'chatCode';
/** Key of the error that belongs to no single field. */
export const wholeForm = '';

export interface FormError {
  readonly kind: MistakeKey;
  /** How many tries are left, if the backend says so. */
  readonly remaining?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** By the name of the field, or `wholeForm`. */
export type FormErrors = ReadonlyMap<string, FormError>;

/** Which sentence an error code gets. Two of them depend on the field: see `errorKindOf`. */
const errorKinds = {
  proof_failed: 'proof',
  invalid_request: 'check',
  rate_limited: 'rate_limited',
  slow_down: 'rate_limited',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  reauthentication_required: 'reauthentication_required',
  confirmation_required: 'confirmation_required',
  captcha_required: 'failed',
  too_recent: 'failed',
  session_mismatch: 'session_mismatch',
  identity_conflict: 'identity_conflict',
  sign_in_refused: 'failed',
  last_way_in: 'failed',
  method_unavailable: 'failed',
  authorization_refused: 'failed',
  authorization_failed: 'failed',
  virtual_user: 'failed',
  follow_required: 'failed',
  origin_denied: 'failed',
  not_found: 'failed',
  method_not_allowed: 'failed',
  wrong_state: 'failed',
  challenge_used: 'failed',
  gone: 'failed',
  too_large: 'failed',
  unsupported_media_type: 'failed',
  internal_error: 'failed',
  misconfigured: 'failed',
  quota_exhausted: 'failed',
  upstream_unavailable: 'failed',
  platform_disabled: 'failed',
  store_unavailable: 'failed',
  bad_response: 'failed',
  insecure_context: 'failed',
  bad_backend: 'failed',
  unsupported: 'failed',
  cookies_blocked: 'failed',
  foreign_frame: 'failed',
  http_auth: 'failed',
  old_browser: 'failed',
  load_failed: 'failed',
} satisfies Record<ErrorCode, MistakeKey>;

/** The backend's refusal, at the field that it names, or at the whole form if that field is not shown. */
export function errorsOf(problem: BindingProblem, fieldNames: readonly string[]): FormErrors {
  const { code, field = wholeForm, remaining, retryAfterMs } = problem;
  const place = fieldNames.includes(field) ? field : wholeForm;
  return new Map([[place, { kind: errorKindOf(code, place), remaining, retryAfterMs }]]);
}

function errorKindOf(errorCode: ErrorCode, place: string): MistakeKey {
  if (errorCode === 'proof_failed' && place === chatDigitsField) return 'chat';
  if (errorCode === 'invalid_request' && place === wholeForm) return 'failed';
  // A backend object written by the page can throw codes that we do not know.
  return Object.hasOwn(errorKinds, errorCode) ? errorKinds[errorCode] : 'failed';
}

/** The sentence for an error, in the language of `terms`. */
export function errorText(
  { kind, remaining, retryAfterMs }: FormError,
  { mistakes, triesLeft, lang }: BindingTerms,
): string {
  const sentence = mistakes[kind];
  if (typeof sentence === 'string') return sentence;
  return sentence({
    tries: remaining === undefined ? '' : formatPlural(triesLeft, remaining, lang),
    wait: retryAfterMs ? formatDuration(retryAfterMs, lang) : '',
  }).trim();
}
