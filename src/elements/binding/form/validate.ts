/** Reads and checks the inputs of a form, by the rules of HTML but without the browser's bubbles. */
import type { MistakeKey } from '../../../locales/terms/binding.js';
import type { Field, FieldValues } from '../../../protocol/messages.js';
import { readTyped } from '../../../protocol/typed-values.js';
import type { FormError, FormErrors } from './errors.js';

/** The backend accepts no longer value (docs/protocol.md, "Binding"). */
const maxLength = 200;

const sixDigits = /^\d{6}$/;

export interface FormReading {
  /** The valid values, by the name of the field. Optional fields that are empty are left out. */
  readonly values: FieldValues;
  readonly errors: FormErrors;
}

export function readForm(form: HTMLFormElement, fields: readonly Field[]): FormReading {
  const values: Record<string, string> = {};
  const errors = new Map<string, FormError>();
  for (const field of fields) {
    const input = inputOf(form, field.name);
    if (!input) continue;
    const value = readTyped(field.type, input.value);
    // Shows what was read, which may differ from what was typed.
    if (value !== input.value) input.value = value;
    const kind = mistakeIn(value, field, input);
    if (kind) errors.set(field.name, { kind });
    else if (value) values[field.name] = value;
  }
  return { values, errors };
}

/**
 * Finds an input by its name. Fields shadow the form's own members, whatever those are called:
 * https://html.spec.whatwg.org/multipage/forms.html#the-form-element
 */
export function inputOf(form: Element | null | undefined, name: string): HTMLInputElement | null {
  return findIn(form, `input[name="${CSS.escape(name)}"]`);
}

/** Finds the first input that matches the selector. */
export function findIn(
  form: Element | null | undefined,
  selector: string,
): HTMLInputElement | null {
  if (!form) return null;
  // oxlint-disable-next-line typescript/no-deprecated -- only its overload for obsolete elements is
  const { querySelector } = Element.prototype;
  return Reflect.apply(querySelector, form, [selector]) as HTMLInputElement | null;
}

/** Shows the digits instead of the message that they were pasted with. */
export function showPastedDigits({ type }: Field, input: HTMLInputElement): void {
  if (type !== 'code' || !/\p{L}/u.test(input.value)) return;
  const digits = readTyped(type, input.value);
  if (sixDigits.test(digits)) input.value = digits;
}

function mistakeIn(
  value: string,
  field: Field,
  { validity }: HTMLInputElement,
): MistakeKey | undefined {
  if (!value) return field.required || validity.badInput ? 'missing' : undefined;
  if (field.type === 'code') return sixDigits.test(value) ? undefined : 'digits';
  // In characters, as the backend counts them: an emoji is one.
  if (Array.from(value).length > maxLength) return 'long';
  if (validity.typeMismatch) return 'email';
  return matchesPattern(field.pattern, value) ? undefined : 'check';
}

/**
 * A pattern that is not a regular expression matches every value; the backend checks again.
 * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 */
function matchesPattern(pattern: string | undefined, value: string): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(value);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
