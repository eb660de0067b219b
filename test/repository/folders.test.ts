/** Folders stay small enough to be read at a glance (docs/architecture.md, rule 1). */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

const maxFiles = 12;
const roots = ['src', 'test', 'stories', 'demo', 'tools', 'examples', 'bench'];
/** Not written by hand. */
const isExempt = (folder: string): boolean => folder.startsWith('test/pictures/reference');

/** How many files each folder below this one has. */
function fileCounts(folder: string): readonly (readonly [folder: string, files: number])[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  );
  const folders = entries.filter((entry) => entry.isDirectory());
  return [
    [folder, entries.length - folders.length],
    ...folders.flatMap(({ name }) => fileCounts(`${folder}/${name}`)),
  ];
}

test(`no folder has more than ${maxFiles} files`, () => {
  const counts = roots.flatMap(fileCounts);
  assert.ok(counts.some(([folder]) => folder === 'src/elements/login/doors'));
  const tooLarge = counts.filter(([folder, files]) => files > maxFiles && !isExempt(folder));
  const found = tooLarge.map(([folder, files]) => `${folder}: ${files} files`);
  assert.deepEqual(found, [], 'Give the files that belong together a folder of their own.');
});
