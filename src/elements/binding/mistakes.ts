/** What is wrong with a form: found before anything is sent, or said by the backend's answer. */
import type { BindingProblem } from '../../client/state.js';
import type { BindingTerms, MistakeSaying } from '../../locales/terms/binding.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { Field, FieldValues } from '../../protocol/messages.js';
import { counted, duration } from './language.js';

/** Name of the field for the chat's digits; the protocol keeps it free. */
export const chatCode = 'chatCode';
/** What stands at no field. */
export const wholeForm = '';

export interface Mistake {
  readonly says: MistakeSaying;
  readonly remaining?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** By the name of the field, or `wholeForm`. */
export type Mistakes = ReadonlyMap<string, Mistake>;

/** As many as the backend takes (protocol, "Binding"). */
const maxLength = 200;

/** Without what people type between digits, and with the digits of a Chinese keyboard as ASCII. */
const digitsOf = (value: string): string => value.normalize('NFKC').replace(/[\s-]/g, '');

/** What is sent of an input. Spaces around are a slip of the hand, but for a password. */
export function valueOf({ type }: Pick<Field, 'type'>, { value }: HTMLInputElement): string {
  return type === 'code' ? digitsOf(value) : type === 'password' ? value : value.trim();
}

/** The browser's own rules, without its bubbles. */
export function check(field: Field, input: HTMLInputElement): MistakeSaying | undefined {
  const value = valueOf(field, input);
  if (!value) return field.required || input.validity.badInput ? 'missing' : undefined;
  if (field.type === 'code') return /^\d{6}$/.test(value) ? undefined : 'digits';
  if (value.length > maxLength) return 'long';
  if (input.validity.typeMismatch) return 'email';
  return matches(field.pattern, value) ? undefined : 'check';
}

/** A pattern that is none lets everything through, as in HTML; the backend looks again. */
function matches(pattern: string | undefined, value: string): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}

/** Every mistake in these fields, and their values where there is none. */
export function readForm(
  form: HTMLFormElement,
  fields: readonly Field[],
): { readonly values: FieldValues; readonly mistakes: Mistakes } {
  const values: Record<string, string> = {};
  const mistakes = new Map<string, Mistake>();
  for (const field of fields) {
    const input = inputOf(form, field.name);
    if (!input) continue;
    const says = check(field, input);
    const value = valueOf(field, input);
    if (says) mistakes.set(field.name, { says });
    // An empty one that may be empty is left out.
    else if (value) values[field.name] = value;
  }
  return { values, mistakes };
}

/** By its name, also where that is a word of the form's own, such as `submit`. */
export function inputOf(
  form: ParentNode | null | undefined,
  name: string,
): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`) ?? null;
}

/** What the backend refused, at the field that it named, if that is one of these. */
export function mistakesOf(problem: BindingProblem, names: readonly string[]): Mistakes {
  const { code, field = wholeForm, remaining, retryAfterMs } = problem;
  const place = names.includes(field) ? field : wholeForm;
  return new Map([[place, { says: sayingOf(code, place), remaining, retryAfterMs }]]);
}

function sayingOf(code: ErrorCode, place: string): MistakeSaying {
  switch (code) {
    case 'proof_failed':
      return place === chatCode ? 'chat' : 'proof';
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

export function sentenceFor(
  { says, remaining, retryAfterMs }: Mistake,
  terms: BindingTerms,
): string {
  const { mistakes, tries, lang } = terms;
  const sentence = mistakes[says];
  if (typeof sentence === 'string') return sentence;
  return sentence({
    tries: remaining === undefined ? '' : counted(tries, remaining, lang),
    wait: retryAfterMs ? duration(retryAfterMs, lang) : '',
  }).trim();
}
