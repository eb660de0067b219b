/** The report for people: one line for each case, and below the red ones what was sent and seen. */
import { levels, type Verdict } from '../case.js';
import type { Result } from '../run.js';
import { countsOf, isRed, type Report } from './summary.js';

export interface TableOptions {
  readonly colours: boolean;
  /** Shows what was sent and seen in every case, not only in those that are red. */
  readonly verbose: boolean;
}

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Colors */
const colourOf: Readonly<Record<Verdict, number>> = {
  pass: 32,
  fail: 31,
  'broken off': 35,
  'not applicable': 33,
};
const dim = 2;

export function tableOf(report: Report, options: TableOptions): string {
  const { results } = report;
  const paint = (colour: number, text: string): string =>
    options.colours ? `\u001b[${colour}m${text}\u001b[0m` : text;
  const width = Math.max(0, ...results.map(({ name }) => name.length));

  function linesOf(result: Result): string[] {
    const { name, rule, source, verdict, detail, exchanges } = result;
    const word = paint(colourOf[verdict], verdict.padEnd(14));
    const head = `  ${word}  ${name.padEnd(width)}  ${rule} ${paint(dim, `[${source}]`)}`;
    const isLong = isRed(result) || options.verbose;
    return [
      head,
      ...(detail === '' ? [] : [`      ${detail}`]),
      ...(isLong
        ? exchanges.map(({ by, sent, seen }) => `      ${by.padEnd(6)}  ${sent}  →  ${seen}`)
        : []),
    ];
  }

  const tables = levels.flatMap((level) => {
    const ofLevel = results.filter((result) => result.level === level);
    if (ofLevel.length === 0) return [];
    const isOff = !report.declared.includes(level);
    const heading = `Level ${level}: ${isOff ? 'not declared by the backend' : sentenceOf(ofLevel)}`;
    return [heading, ...(isOff && !options.verbose ? [] : ofLevel.flatMap(linesOf)), ''];
  });
  const isGreen = !results.some(isRed);
  const total = `${isGreen ? 'Green' : 'Red'}: ${sentenceOf(results)}.`;
  return [...tables, paint(isGreen ? 32 : 31, total), ''].join('\n');
}

function sentenceOf(results: readonly Result[]): string {
  const parts = Object.entries(countsOf(results)).filter(([, count]) => count > 0);
  return parts.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}
