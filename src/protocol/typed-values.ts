/** Reads what visitors type or paste into a field: the page and the backend read it alike. */
import type { Field } from './messages.js';

/**
 * Returns the value that the visitor means. Keyboards, other applications and right-to-left texts add
 * full-width forms, invisible marks, dashes and the digits of other scripts. It never throws, and does
 * not check that the value fits its field.
 */
export function readTyped(type: Field['type'], value: string): string {
  switch (type) {
    case 'password':
      return value;
    case 'text':
      return trimInvisible(value);
    case 'email':
      // Chinese keyboards type an ideographic full stop: https://www.unicode.org/reports/tr46/#Notation
      return plain(value).replace(/。/g, '.');
    case 'tel':
      return asciiDigits(plain(value))
        .replace(/[\p{Pd}\u2212]/gu, '-')
        .replace(/\s+/g, ' ');
    case 'code':
      return verificationCode(asciiDigits(plain(value)));
  }
}

/** The digits of a text that has nothing else, in any script and with any blanks; undefined for other texts. */
export function onlyDigits(text: string): string | undefined {
  const digits = asciiDigits(plain(text)).replace(/\s/g, '');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/**
 * Removes white space and invisible marks at both ends. Marks inside may belong to an emoji.
 */
export function trimInvisible(text: string): string {
  const visible = '[^\\s\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]';
  // From the first that can be seen to the last: to look for marks at the end takes quadratic time.
  return new RegExp(`${visible}([^]*${visible})?`).exec(text)?.[0] ?? '';
}

/** Compatibility forms, such as full-width letters, as the plain ones; without invisible characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
}

/** The decimal digits of every script stand in runs of ten, from zero to nine. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0) ?? 0;
    let before = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - before - 1))) before++;
    return String(before % 10);
  });
}

/**
 * The six digits, without the spaces and dashes between them. If the visitor pasted a whole message,
 * the only six digits in it.
 */
function verificationCode(text: string): string {
  const withoutGaps = (part: string): string => part.replace(/[\s\p{Pd}\p{M}\u2212]/gu, '');
  const whole = withoutGaps(text);
  if (/^\d*$/.test(whole)) return whole;
  const runs = text.match(/\d+/g)?.filter(({ length }) => length === 6);
  const found = runs?.length ? runs : text.match(/\b\d{3}[\s-]\d{3}\b/g);
  const [first, ...others] = new Set(found?.map(withoutGaps));
  return first !== undefined && others.length === 0 ? first : whole;
}
