/** What is wrong with a form: found before anything is sent, or said by the backend's answer. */
import type { BindingProblem } from '../../client/state.js';
import type { BindingTerms, MistakeSaying } from '../../locales/terms/binding.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { Field, FieldValues } from '../../protocol/messages.js';
import { formatPlural, formatDuration } from './numbers.js';

/** Name of the field for the chat's digits; the protocol keeps it free. */
export const chatDigitsField = 'chatCode';
/** What stands at no field. */
export const wholeForm = '';

export interface FormError {
  readonly says: MistakeSaying;
  readonly remaining?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** By the name of the field, or `wholeForm`. */
export type FormErrors = ReadonlyMap<string, FormError>;

/** What the backend refused, at the field that it named, if that is one of these. */
export function errorsOf(problem: BindingProblem, names: readonly string[]): FormErrors {
  const { code, field = wholeForm, remaining, retryAfterMs } = problem;
  const place = names.includes(field) ? field : wholeForm;
  return new Map([[place, { says: errorKindOf(code, place), remaining, retryAfterMs }]]);
}

function errorKindOf(code: ErrorCode, place: string): MistakeSaying {
  switch (code) {
    case 'proof_failed':
      return place === chatDigitsField ? 'chat' : 'proof';
    case 'invalid_request':
      return place === wholeForm ? 'failed' : 'check';
    case 'rate_limited':
    case 'slow_down':
      return 'rate_limited';
    case 'unreachable':
    case 'timeout':
      return 'unreachable';
    case 'reauthentication_required':
    case 'session_mismatch':
    case 'identity_conflict':
      return code;
    default:
      return 'failed';
  }
}

export function errorText(
  { says, remaining, retryAfterMs }: FormError,
  terms: BindingTerms,
): string {
  const { mistakes, tries, lang } = terms;
  const sentence = mistakes[says];
  if (typeof sentence === 'string') return sentence;
  return sentence({
    tries: remaining === undefined ? '' : formatPlural(tries, remaining, lang),
    wait: retryAfterMs ? formatDuration(retryAfterMs, lang) : '',
  }).trim();
}
