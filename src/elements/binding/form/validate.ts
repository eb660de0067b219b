/** Reads and checks the inputs of a form, by the rules of HTML but without the browser's bubbles. */
import type { MistakeKey } from '../../../locales/terms/binding.js';
import type { Field, FieldValues } from '../../../protocol/messages.js';
import type { FormError, FormErrors } from './errors.js';

/** The backend accepts no longer value (docs/protocol.md, "Binding"). */
const maxLength = 200;

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
    const kind = validate(field, input);
    const value = fieldValue(field, input);
    if (kind) errors.set(field.name, { kind });
    else if (value) values[field.name] = value;
  }
  return { values, errors };
}

/** Finds an input by a selector, as `form.elements` cannot tell a field named `submit` from its own members. */
export function inputOf(
  form: ParentNode | null | undefined,
  name: string,
): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`) ?? null;
}

function validate(field: Field, input: HTMLInputElement): MistakeKey | undefined {
  const value = fieldValue(field, input);
  if (!value) return field.required || input.validity.badInput ? 'missing' : undefined;
  if (field.type === 'code') return /^\d{6}$/.test(value) ? undefined : 'digits';
  if (value.length > maxLength) return 'long';
  if (input.validity.typeMismatch) return 'email';
  return matchesPattern(field.pattern, value) ? undefined : 'check';
}

/** The value to send. Spaces around it are typing errors, except in a password. */
function fieldValue({ type }: Pick<Field, 'type'>, { value }: HTMLInputElement): string {
  if (type === 'code') return toDigits(value);
  return type === 'password' ? value : value.trim();
}

/** Removes what people type between digits, and turns the full-width digits of Chinese keyboards into ASCII. */
function toDigits(value: string): string {
  return value.normalize('NFKC').replace(/[\s-]/g, '');
}

/**
 * A pattern that is not a regular expression matches every value; the backend checks again.
 * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 */
function matchesPattern(pattern: string | undefined, value: string): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}
