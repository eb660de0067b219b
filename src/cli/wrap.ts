/** Breaks lines where a terminal would, but between words. */

/** Chinese characters and their punctuation, which are two columns wide. */
const wide =
  '\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\uff00-\\uff60\\uffe0-\\uffe6';
const wideCharacter = new RegExp(`[${wide}]`, 'g');
/** What no line begins with stays with the character before. */
const closing = '，。、；：！？）》”』」';
/** Spaces, a Chinese character, or a word. */
const piece = new RegExp(`\\s+|(?:[${wide}]|[^\\s${wide}]+)[${closing}]*`, 'g');
const colour = /\u001b\[\d+m/g;

function widthOf(text: string): number {
  const shown = text.replace(colour, '');
  return shown.length + (shown.match(wideCharacter)?.length ?? 0);
}

/** A narrower terminal breaks lines by itself. */
const leastColumns = 40;

/**
 * Breaks each line of the text. What follows is indented by two columns more than the line.
 * @param columns how many fit; undefined if nobody knows, and then nothing is broken
 */
export function wrap(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < leastColumns) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(text: string, columns: number): string {
  const [indent = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = indent;
  for (const each of text.slice(indent.length).match(piece) ?? []) {
    if (widthOf(line + each.trimEnd()) > columns && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = `${indent}  `;
    }
    line += line.trim() === '' ? each.trimStart() : each;
  }
  return [...lines, line].join('\n');
}
