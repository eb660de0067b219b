/** Names as people read them: an emoji, or a letter with its marks, is one grapheme. */

/** Names are far shorter. A text from outside may be of any length. */
const maxLength = 4000;

/** For Firefox before version 125: a flag, or a character with its marks and what is joined to it. */
const grapheme = /\p{RI}{2}|.(?:[\p{M}\p{EMod}]|\u200d.)*/gsu;

/** The first graphemes of a text, as many as a name can have. */
export function graphemesOf(text: string): string[] {
  const read = text.slice(0, maxLength);
  const { Segmenter } = Intl as Partial<typeof Intl>;
  if (!Segmenter) return read.match(grapheme) ?? [];
  return Array.from(new Segmenter().segment(read), ({ segment }) => segment);
}

/** Returns the first graphemes of a text. The default suits a name: a line shows no more than that. */
export function clip(text: string, count = 64): string {
  return graphemesOf(text).slice(0, count).join('');
}

/** Whether anything in a text can be seen. U+2800 is a Braille pattern without dots. */
export const isVisible = (text: string): boolean => /[^\p{C}\p{Z}\p{DI}\u2800]/u.test(text);

/** The first grapheme that can be seen; undefined for a name that is blank. */
export function initialOf(name: string): string | undefined {
  return graphemesOf(name).find(isVisible);
}
