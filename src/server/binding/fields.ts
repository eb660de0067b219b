/** The forms' fields: what the page is told of them, and whether what it sends fits. */
import type { Field, FieldValues } from '../../protocol/messages.js';
import { invalid } from '../base/errors.js';

import { localize } from '../base/localized-text.js';
import type { LocalizedText } from '../base/localized-text.js';

/** Characters, not UTF-16 units; nothing that one line of a form cannot hold. */
const oneLine = /^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f\p{Surrogate}]{1,200}$/u;

const looksLike: Readonly<Record<Field['type'], RegExp>> = {
  text: oneLine,
  password: oneLine,
  email: /^[^\s@]+@[^\s@]+$/,
  tel: /^(?=.*\d)[+\d ()./-]+$/,
  code: /^\d{6}$/,
};

/** In the language of the page. */
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
 * The values as they are meant; what is empty is left out.
 * @throws WechatMpLoginError `invalid_request` with the name of the field that does not fit
 */
export function readFields(fields: readonly FieldOptions[], values: FieldValues): FieldValues {
  const known = new Set(fields.map(({ name }) => name));
  for (const name of Object.keys(values)) if (!known.has(name)) throw invalid(name);
  const read = fields.flatMap((field): [string, string][] => {
    const { name, type, required = true, pattern } = field;
    const value = meant(type, Object.hasOwn(values, name) ? (values[name] ?? '') : '');
    if (value === '') {
      if (required) throw invalid(name);
      return [];
    }
    const fits = oneLine.test(value) && looksLike[type].test(value);
    if (!fits || (pattern !== undefined && !compilePattern(pattern).test(value)))
      throw invalid(name);
    return [[name, value]];
  });
  // Not by assignment: a name may be one that objects have of their own.
  return Object.fromEntries(read);
}

/** Six digits as people write them. @throws WechatMpLoginError `invalid_request` with `field` */
export function readDigits(text: string | undefined, field: string): string {
  const digits = meant('code', text ?? '');
  if (!looksLike.code.test(digits)) throw invalid(field);
  return digits;
}

/** As HTML reads the attribute `pattern`. @throws SyntaxError */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'v');
}

/** Chinese keyboards write digits in full width; browsers drop the spaces around an address. */
function meant(type: Field['type'], value: string): string {
  switch (type) {
    case 'code':
      return value.normalize('NFKC').replace(/\s/g, '');
    case 'tel':
      return value.normalize('NFKC').trim();
    case 'email':
      return value.trim();
    default:
      return value;
  }
}

/** A field as the application describes it (protocol, `Field`), with its words in several languages. */
export interface FieldOptions extends Omit<Field, 'label' | 'hint' | 'required'> {
  readonly label: LocalizedText;
  readonly hint?: LocalizedText;
  /** True by default. */
  readonly required?: boolean;
}
