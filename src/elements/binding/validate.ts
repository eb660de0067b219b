import type { MistakeSaying } from '../../locales/terms/binding.js';
import type { Field, FieldValues } from '../../protocol/messages.js';
import type { FormError, FormErrors } from './form-errors.js';

/** As many as the backend takes (protocol, "Binding"). */
export const maxLength = 200;

/** Without what people type between digits, and with the digits of a Chinese keyboard as ASCII. */
export const toDigits = (value: string): string => value.normalize('NFKC').replace(/[\s-]/g, '');

/** What is sent of an input. Spaces around are a slip of the hand, but for a password. */
export function fieldValue({ type }: Pick<Field, 'type'>, { value }: HTMLInputElement): string {
  return type === 'code' ? toDigits(value) : type === 'password' ? value : value.trim();
}

/** The browser's own rules, without its bubbles. */
export function validate(field: Field, input: HTMLInputElement): MistakeSaying | undefined {
  const value = fieldValue(field, input);
  if (!value) return field.required || input.validity.badInput ? 'missing' : undefined;
  if (field.type === 'code') return /^\d{6}$/.test(value) ? undefined : 'digits';
  if (value.length > maxLength) return 'long';
  if (input.validity.typeMismatch) return 'email';
  return matchesPattern(field.pattern, value) ? undefined : 'check';
}

/** A pattern that is none lets everything through, as in HTML; the backend looks again. */
export function matchesPattern(pattern: string | undefined, value: string): boolean {
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
): { readonly values: FieldValues; readonly mistakes: FormErrors } {
  const values: Record<string, string> = {};
  const mistakes = new Map<string, FormError>();
  for (const field of fields) {
    const input = inputOf(form, field.name);
    if (!input) continue;
    const says = validate(field, input);
    const value = fieldValue(field, input);
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
