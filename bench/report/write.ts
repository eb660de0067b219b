/** Writes a run into the documents: its figures as JSON, a picture, and the table of docs/benchmarks.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import type { Report } from './measurement.js';
import { svgOf } from './svg.js';
import { markdownTable, nameOf } from './table.js';

export const halves = ['page', 'backend'] as const;
export type Half = (typeof halves)[number];

const titles: Readonly<Record<Half, string>> = {
  page: 'The page beside others: shorter bars are better',
  backend: 'The back end beside yardsticks of the same run',
};

const docs = new URL('../../docs/', import.meta.url);

export async function writeReport(half: Half, report: Report): Promise<void> {
  const folder = new URL('benchmarks/', docs);
  await mkdir(folder, { recursive: true });
  const json = await format(JSON.stringify(report), { parser: 'json', printWidth: 100 });
  await writeFile(new URL(`${half}.json`, folder), json);
  await writeFile(new URL(`${half}.svg`, folder), svgOf(titles[half], report.measurements));
  const document = new URL('benchmarks.md', docs);
  const updated = withReport(await readFile(document, 'utf8'), half, report);
  await writeFile(document, await format(updated, { parser: 'markdown' }));
}

/**
 * Replaces what stands between the marks of this half.
 *
 * @throws Error if the document has no such marks
 */
export function withReport(document: string, half: Half, report: Report): string {
  const [begin, end] = [`<!-- ${half} -->`, `<!-- end of ${half} -->`];
  const [before, rest = ''] = document.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined) {
    throw new Error(`docs/benchmarks.md has no place between ${begin} and ${end}.`);
  }
  return [before, begin, '\n\n', markdownOf(half, report), '\n\n', end, after].join('');
}

function markdownOf(half: Half, report: Report): string {
  const { measurements, measuredAt, command, machine, versions } = report;
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const notes = measurements.flatMap((of) => (of.note ? [`- **${nameOf(of)}**: ${of.note}`] : []));
  return [
    `![${titles[half]}](benchmarks/${half}.svg)`,
    markdownTable(measurements),
    `Measured by \`${command}\` on ${measuredAt.slice(0, 10)}, on ${machine}, with ${listed.join(', ')}. Every sample is in [${half}.json](benchmarks/${half}.json).`,
    notes.join('\n'),
  ].join('\n\n');
}
