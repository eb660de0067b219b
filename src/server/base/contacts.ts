/**
 * One spelling for all ways to write the same address or number: what limits count by, what codes
 * are sent to, and what accounts are found by. It has to be one and the same for all three, or a
 * code for one mailbox would open the account of another.
 */

/** Compatibility forms as the plain ones, so that full-width letters and digits count as such. */
function plain(text: string): string {
  return text.normalize('NFKC').trim();
}

/** Trimmed, in lower case. Whether it is an address at all is not looked at. */
export function normalizeEmail(text: string): string {
  return plain(plain(text).toLowerCase());
}

/**
 * `+` and digits. A mobile number of mainland China needs no country code; any other begins with `+`
 * or `00`, else it is left as its digits, which belong to nobody. Whether it is a number at all is
 * not looked at.
 */
export function normalizePhone(text: string): string {
  const written = plain(text).replace(/\( ?0 ?\)/g, '');
  const digits = written.replace(/[^0-9]/g, '');
  if (/^\(?\+/.test(written)) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  const mainland = /^(?:86)?(1[3-9][0-9]{9})$/.exec(digits)?.[1];
  return mainland === undefined ? digits : `+86${mainland}`;
}

/** Of a name to sign in with, whichever of the three it is: an address, a number or a user name. */
export function normalizeIdentifier(text: string): string {
  // Inside as well: accounts are often found by what is left without white space.
  const written = normalizeEmail(text).replace(/[\s\p{Cf}]/gu, '');
  const isNumber = !/\p{L}/u.test(written) && written.replace(/[^0-9]/g, '').length >= 6;
  return isNumber ? normalizePhone(written) : written;
}
