/** The API report: a text of everything public, in docs/api, that a change of the API has to touch. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportDeclarations, type Manifest } from './declarations.js';
import { reportTags, type TagManifest } from './tags.js';

/** Where the report is kept. */
export const reportFolder = 'docs/api';

type Report = ReadonlyMap<string, string>;

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

/** @returns the report of a built package: the text of each file by its name */
export function reportOf(packageFolder: string): Report {
  const manifest = readJson(packageFolder, 'package.json') as Manifest;
  const tags = readJson(packageFolder, 'dist/custom-elements.json') as TagManifest;
  const texts = reportDeclarations(packageFolder, manifest).set('tags', reportTags(tags));
  return new Map([...texts].map(([name, text]) => [`${name}.txt`, text]));
}

/** @returns the files of a folder with a report */
export function readReport(folder: string): Report {
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  // A checkout on Windows may have other line ends.
  return new Map(
    files.map((file) => [file, readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')]),
  );
}

/** Writes a report in place of the one that a folder has. */
export function writeReport(folder: string, report: Report): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of report) writeFileSync(join(folder, file), text);
}

const maxLines = 20;

/** The lines that only one of two texts has, as often as it has them. */
function onlyIn(text: string, other: string): string[] {
  const left = new Map<string, number>();
  for (const line of other.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return text.split('\n').filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0 && line.trim() !== '';
  });
}

/**
 * Compares the committed report with that of the built package.
 *
 * @returns nothing if they are the same; otherwise what has changed, and the command that accepts it
 */
export function differencesOf(committed: Report, built: Report): string[] {
  const files = [...new Set([...committed.keys(), ...built.keys()])].sort();
  const changes = files.flatMap((file) => {
    const [before, after] = [committed.get(file) ?? '', built.get(file) ?? ''];
    if (before === after) return [];
    const lines = [
      ...onlyIn(before, after).map((line) => `- ${line}`),
      ...onlyIn(after, before).map((line) => `+ ${line}`),
    ];
    const more = lines.length - maxLines;
    return [
      `${reportFolder}/${file}:`,
      ...(lines.length === 0 ? ['  the order has changed'] : lines.slice(0, maxLines)),
      ...(more > 0 ? [`  and ${more} more lines`] : []),
    ];
  });
  if (changes.length === 0) return [];
  return [
    'The public API has changed, and its report has not:',
    ...changes,
    'If the change is meant, run `npm run build && npm run api:accept`, and commit docs/api with it. CONTRIBUTING.md says which version it needs.',
  ];
}
