/** The fields of forms: translates their texts, and checks the values that visitors submit. */
import type { Field, FieldValues } from '../../protocol/messages.js';
import { readTyped } from '../../protocol/typed-values.js';
import { invalid } from '../base/errors.js';
import { localize, type LocalizedText } from '../base/localized-text.js';

/** A field of a form, like `Field` in docs/protocol.md, but with its texts in several languages. */
export interface FieldOptions extends Omit<Field, 'label' | 'hint' | 'required'> {
  /** 1 to 200 characters in each language. */
  readonly label: LocalizedText;
  /** A sentence below the field, 1 to 200 characters in each language. Default: none. */
  readonly hint?: LocalizedText;
  /** Default: true. */
  readonly required?: boolean;
}

/** 1 to 200 characters (not UTF-16 units), all of which a single-line `<input>` accepts. */
const oneLine = /^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f\p{Surrogate}]{1,200}$/u;

const formats = {
  text: oneLine,
  password: oneLine,
  email: /^[^\s@]+@[^\s@]+$/,
  tel: /^(?=.*\d)[+\d ()./-]+$/,
  code: /^\d{6}$/,
} satisfies Record<Field['type'], RegExp>;

/** The fields in the language of the page. */
export function localizeFields(fields: readonly FieldOptions[], lang: string | undefined): Field[] {
  return fields.map(({ name, label, hint, type, autocomplete, required = true, pattern }) => ({
    name,
    label: localize(label, lang),
    ...(hint === undefined ? {} : { hint: localize(hint, lang) }),
    type,
    ...(autocomplete === undefined ? {} : { autocomplete }),
    required,
    ...(pattern === undefined ? {} : { pattern }),
  }));
}

/**
 * The submitted values, normalized; empty ones are left out.
 * @throws WechatMpLoginError `invalid_request` with the name of the field whose value does not fit
 */
export function readFields(fields: readonly FieldOptions[], values: FieldValues): FieldValues {
  const names = new Set(fields.map(({ name }) => name));
  for (const name of Object.keys(values)) if (!names.has(name)) throw invalid(name);
  const entries = fields.flatMap((field): [string, string][] => {
    const { name, type, required = true } = field;
    const value = readTyped(type, Object.hasOwn(values, name) ? (values[name] ?? '') : '');
    if (value !== '') {
      if (!fits(field, value)) throw invalid(name);
      return [[name, value]];
    }
    if (required) throw invalid(name);
    return [];
  });
  // Not by assignment, because a field may be named like a property that every object has.
  return Object.fromEntries(entries);
}

function fits({ type, pattern }: FieldOptions, value: string): boolean {
  if (!oneLine.test(value) || !formats[type].test(value)) return false;
  return pattern === undefined || compilePattern(pattern).test(value);
}

/**
 * The six digits in a text, however they are written.
 * @throws WechatMpLoginError `invalid_request` with `field`
 */
export function readDigits(text: string | undefined, field: string): string {
  const digits = readTyped('code', text ?? '');
  if (!formats.code.test(digits)) throw invalid(field);
  return digits;
}

/**
 * The attribute `pattern`, compiled as browsers compile it.
 * @see https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 * @throws SyntaxError
 */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'v');
}
