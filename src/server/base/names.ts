/** Texts of the application that pages show: their length, and what may be in them. */
import { graphemesOf } from '../../protocol/graphemes.js';

/** The beginning of a text, at most `max` code points long, without half a character at its end. */
export function shorten(text: string, max: number): string {
  // A code point has one or two code units, so this is short enough. To look for graphemes takes longer
  // than to find the account.
  if (text.length <= max) return text;
  let length = 0;
  return graphemesOf(text)
    .filter((each) => (length += Array.from(each).length) <= max)
    .join('');
}

/** Without control characters, halves of surrogate pairs, and marks that turn round the text that follows. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
