/** The length of names that pages show. */
import { graphemesOf } from '../../protocol/graphemes.js';

/** The beginning of a text, at most `max` code points long, without half a character at its end. */
export function shorten(text: string, max: number): string {
  let length = 0;
  return graphemesOf(text)
    .filter((each) => (length += Array.from(each).length) <= max)
    .join('');
}
