/**
 * Gives every e-mail address and phone number a single spelling, however it was typed. Limits count by
 * it, verification codes are sent to it, and accounts are found by it. All three need the same
 * spelling: otherwise a code for one mailbox could open the account of another.
 */
import { readTyped } from '../../protocol/typed-values.js';

/**
 * Writes an e-mail address in its single spelling: trimmed, in lower case, full-width letters as plain
 * ones. It does not check that the text is an e-mail address, and never throws.
 *
 * @example
 * ```ts
 * normalizeEmail(' Ann@Example.COM '); // 'ann@example.com'
 * ```
 */
export function normalizeEmail(text: string): string {
  // Again, because lower case can undo a composed form.
  return readTyped('email', readTyped('email', text).toLowerCase());
}

/**
 * Writes a phone number in its single spelling: `+` and digits. Mobile numbers of mainland China need
 * no country code. Any other number has to begin with `+` or `00`; otherwise only its digits are
 * returned, which match no account. It does not check that the text is a phone number, and never
 * throws.
 *
 * @example
 * ```ts
 * normalizePhone('138 0013 8000'); // '+8613800138000'
 * normalizePhone('0049 (0) 151 23456789'); // '+4915123456789'
 * ```
 */
export function normalizePhone(text: string): string {
  const written = readTyped('tel', text).replace(/\( ?0 ?\)/g, '');
  const digits = written.replace(/[^0-9]/g, '');
  if (/^\(?\+/.test(written)) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  const mainland = /^(?:86)?(1[3-9][0-9]{9})$/.exec(digits)?.[1];
  return mainland === undefined ? digits : `+86${mainland}`;
}

/**
 * Writes the identifier that a visitor signs in with in its single spelling, be it an e-mail address,
 * a phone number or a user name. Count failed sign-ins by it. It never throws.
 *
 * @example
 * ```ts
 * normalizeIdentifier('Ann@Example.com'); // 'ann@example.com'
 * normalizeIdentifier('138 0013 8000'); // '+8613800138000'
 * ```
 */
export function normalizeIdentifier(text: string): string {
  // Removes white space inside as well, because many applications ignore it when they find accounts.
  const written = normalizeEmail(text).replace(/\s/g, '');
  const digits = readTyped('tel', written).replace(/[^0-9]/g, '');
  return !/\p{L}/u.test(written) && digits.length >= 6 ? normalizePhone(written) : written;
}
