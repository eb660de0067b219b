/** The reference pictures: `reference/<set>/<language>-<theme>-<width>/<card>.png`. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { compare } from './compare.js';
import type { SetName } from './sets.js';
import type { Layout, Shot, Theme } from './studio.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Where a run saves pictures that differ. Git ignores this folder. */
const shots = join(root, 'shots', 'pictures');

export const command = 'npm run pictures:accept';

export interface Look extends Layout {
  readonly set: SetName;
  readonly theme: Theme;
}

export const lookName = ({ set, lang, theme, width }: Look): string =>
  `${set}/${lang}-${theme}-${width}`;

const folderOf = (look: Look): string =>
  fileURLToPath(new URL(`../../pictures/reference/${lookName(look)}`, import.meta.url));

/** The file name for a card such as `link, wrong proof`. */
export const fileName = (card: string): string =>
  `${card.toLowerCase().replace(/[^a-z\d]+/g, '-')}.png`;

/** The names of all reference files. */
export async function referencesOf(look: Look): Promise<string[]> {
  return readdir(folderOf(look)).catch(() => []);
}

export async function reference(look: Look, card: string): Promise<PNG | undefined> {
  const file = await readFile(join(folderOf(look), fileName(card))).catch(() => undefined);
  return file && PNG.sync.read(file);
}

/** Writes only pictures that differ. A second run, also on another machine, changes nothing. */
export async function accept(look: Look, taken: readonly Shot[]): Promise<string[]> {
  const folder = folderOf(look);
  await mkdir(folder, { recursive: true });
  const names = new Set(taken.map(({ name }) => fileName(name)));
  const changed: string[] = [];
  for (const file of await referencesOf(look)) {
    if (names.has(file)) continue;
    await rm(join(folder, file));
    changed.push(`- ${lookName(look)}/${file}`);
  }
  for (const { name, png } of taken) {
    const before = await reference(look, name);
    if (before && compare(before, png).same) continue;
    await writeFile(join(folder, fileName(name)), PNG.sync.write(png));
    changed.push(`${before ? 'M' : '+'} ${lookName(look)}/${fileName(name)}`);
  }
  return changed;
}

export const clearShots = (): Promise<void> => rm(shots, { recursive: true, force: true });

/** Saves pictures side by side for a person to compare. @returns their paths, one a line */
export async function saveShots(
  look: Look,
  card: string,
  pictures: Readonly<Record<string, PNG | undefined>>,
): Promise<string> {
  const paths: string[] = [];
  for (const [what, png] of Object.entries(pictures)) {
    if (!png) continue;
    const path = join(shots, lookName(look), fileName(`${card}-${what}`));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, PNG.sync.write(png));
    paths.push(relative(root, path));
  }
  return paths.join('\n');
}
