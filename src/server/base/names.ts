/** Names of people: whether there is anything to see in one, and how long it is. */

/** A character that leaves a mark: no space, no control, and none that Unicode says to ignore. */
const visible = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether somebody who reads the name would see anything. */
export function isVisible(name: string): boolean {
  return visible.test(name);
}

/**
 * The characters of a text as readers count them: an emoji family is one.
 * @see https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries
 */
export function graphemes(text: string): string[] {
  // TypeScript believes that it is always there, but older browsers run this backend in a page too.
  const { Segmenter } = Intl as Partial<typeof Intl>;
  if (!Segmenter) return Array.from(text);
  return Array.from(new Segmenter().segment(text), ({ segment }) => segment);
}

/** The beginning of a text, at most `max` code points long, without half a character at its end. */
export function shorten(text: string, max: number): string {
  let length = 0;
  // No code point has more than two UTF-16 units, so the rest cannot be part of the answer.
  const parts = graphemes(text.slice(0, 2 * max + 2));
  return parts.filter((part) => (length += Array.from(part).length) <= max).join('');
}
