/** Writes the tables of docs/scale.md and of its Chinese twin: `node --import tsx tools/scale/index.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { behaviours, codes, day, waiting } from './model.js';
import { languages, type Words } from './words.js';

const scales = [1000, 10_000, 100_000, 1_000_000];

function number(value: number, under: string): string {
  const digits = value < 10 && !Number.isInteger(value) ? 1 : 0;
  const least = 10 ** -digits;
  if (value > 0 && value < least) return `${under}${least}`;
  const [whole = '', part] = value.toFixed(digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ' ') + (part === undefined ? '' : `.${part}`);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row).join('\n');
}

function byScale<Key extends string>(
  { under }: Words,
  what: string,
  labels: Readonly<Record<Key, string>>,
  compute: (visitors: number) => Readonly<Record<Key, number>>,
): string {
  const computed = scales.map(compute);
  // The keys of the labels are those of what is computed.
  const rows = (Object.keys(labels) as Key[]).map((key) => [
    labels[key],
    ...computed.map((each) => number(each[key], under)),
  ]);
  return table([what, ...scales.map((scale) => number(scale, under))], rows);
}

function codesTable(words: Words): string {
  const rows = behaviours.map((behaviour) => {
    const { now, longer } = codes(behaviour);
    const { meanWaitS, leftOpen } = behaviour;
    const left = leftOpen === 0 ? words.allScan : words.leftOpen(100 * leftOpen);
    return [
      words.behaviour(meanWaitS, left),
      now.codesPerVisitor.toFixed(2),
      `${now.waitS.toFixed(0)} ${words.seconds}`,
      longer.codesPerVisitor.toFixed(2),
    ];
  });
  return table(words.codes, rows);
}

const tables = (words: Words): Readonly<Record<string, string>> => ({
  waiting: byScale(words, words.waiting, words.waitingRows, waiting),
  codes: codesTable(words),
  day: byScale(words, words.day, words.dayRows, day),
});

/** The page with these tables in place of those between its marks. */
export async function withTables(page: string, words: Words): Promise<string> {
  let text = page;
  for (const [name, content] of Object.entries(tables(words))) {
    const marks = [`<!-- ${name} -->`, `<!-- end of ${name} -->`] as const;
    const [before, rest = ''] = text.split(marks[0]);
    const [, after] = rest.split(marks[1]);
    if (before === undefined || after === undefined) {
      throw new Error(`${words.document} has no place between ${marks.join(' and ')}.`);
    }
    text = [before, marks[0], '\n\n', content, '\n\n', marks[1], after].join('');
  }
  return format(text, { parser: 'markdown' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const words of languages) {
    const path = new URL(`../../${words.document}`, import.meta.url);
    writeFileSync(path, await withTables(readFileSync(path, 'utf8'), words));
  }
}
