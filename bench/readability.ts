/**
 * `npm run readability`: draws QR codes in a browser as a page shows them, damages their pictures,
 * reads them, and writes the counts beside those of plain QR codes to docs/readability.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import type { DamageName } from '../test/support/readability/damage.js';
import { openLab } from '../test/support/readability/lab.js';
import { measure, totalOf } from '../test/support/readability/measure.js';
import type { Score } from '../test/support/readability/measure.js';
import { findReaders } from '../test/support/readability/readers.js';
import { dresses, weChatUrls } from '../test/support/readability/samples.js';
import type { Dress } from '../test/support/readability/samples.js';

const sizes = [120, 166, 200, 225] as const;
const scales = [1, 2] as const;
const document = new URL('../docs/readability.md', import.meta.url);

/** The columns of the table: glares count together, wherever they are. */
const glarePlaces = ['centre', 'right', 'bottom', 'corner'] as const;
const columns = {
  undamaged: ['none'],
  blur: ['blur'],
  'rotated 8°': ['rotated 8°'],
  '50 %': ['50 %'],
  'JPEG 40': ['JPEG 40'],
  'glare 5 %': glarePlaces.map((place) => `glare 5 %: ${place}` as const),
  'glare 10 %': glarePlaces.map((place) => `glare 10 %: ${place}` as const),
} satisfies Readonly<Record<string, readonly DamageName[]>>;

const ourDresses = Object.keys(dresses).filter((name): name is Dress => name !== 'plain');

/** Some of the scores, in percent of what could have been read. */
function percent(scores: readonly Score[], damages?: readonly DamageName[]): string {
  const chosen = damages ? scores.filter(({ damage }) => damages.includes(damage)) : scores;
  return ((100 * totalOf(chosen)) / (chosen.length * weChatUrls.length)).toFixed(0);
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const [lab, readers] = await Promise.all([openLab(), findReaders()]);
const names = readers.map(({ name }) => name);
console.log(`Readers: ${names.join(', ')}`);
if (!names.includes('ZBar')) console.log('ZBar is missing: install zbarimg (Debian: zbar-tools).');

const byDamage: string[][] = [];
const byReader: string[][] = [];
const damages = Object.values(columns).flat();
try {
  for (const scale of scales) {
    for (const sizePx of sizes) {
      const score = (dress: Dress): Promise<Score[]> =>
        measure(lab, readers, { dress, sizePx, scale }, weChatUrls, damages);
      const plain = await score('plain');
      const beside = (ours: readonly Score[], chosen?: readonly DamageName[]): string =>
        `${percent(ours, chosen)} / ${percent(plain, chosen)}`;
      for (const dress of ourDresses) {
        const ours = await score(dress);
        const where = [`${sizePx} px × ${scale}`, dress];
        byDamage.push([...where, ...Object.values(columns).map((each) => beside(ours, each))]);
        byReader.push([
          ...where,
          ...names.map((name) => {
            const of = (scores: readonly Score[]) => scores.filter(({ reader }) => reader === name);
            return `${percent(of(ours))} / ${percent(of(plain))}`;
          }),
          beside(ours),
        ]);
        console.log(`${where.join(', ')}: ${beside(ours)}`);
      }
    }
  }
} finally {
  await lab.stop();
}

const measured = [
  table(['size', 'QR code', ...Object.keys(columns)], byDamage),
  'The same counts by reader, over all damages:',
  table(['size', 'QR code', ...names, 'all'], byReader),
].join('\n\n');
const text = await readFile(document, 'utf8');
const marks = /(<!-- measured -->)[^]*(<!-- end -->)/;
if (!marks.test(text)) throw new Error('docs/readability.md has no place for the tables.');
const updated = text.replace(marks, (_, start: string, end: string) =>
  [start, measured, end].join('\n\n'),
);
await writeFile(document, await format(updated, { parser: 'markdown' }));
