/** The samples of docs/frameworks.md are the programs of test/frameworks that run, word by word. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { allBlocks, root } from '../support/documentation/documents.js';

const folders = ['test/frameworks/servers', 'test/frameworks/runtimes'];
/** What the samples import of the application. */
const shared = ['login.ts', 'app.module.ts'];

/** The text of each program; h3 2 has another name there, because h3 1 is installed as well. */
function programsIn(folder: string): string[] {
  const samples = join(root, folder, 'samples');
  return readdirSync(samples)
    .filter((name) => !shared.includes(name))
    .map((name) => readFileSync(join(samples, name), 'utf8').replace("'h3-2'", "'h3'"));
}

test('docs/frameworks.md shows every program that mounts the backend, as it is', () => {
  for (const folder of folders) {
    const shown = allBlocks
      .filter(({ document, runBy }) => document === 'docs/frameworks.md' && runBy !== undefined)
      .filter(({ runBy = '' }) => dirname(runBy) === folder)
      .map(({ code }) => `${code}\n`);
    assert.ok(shown.length > 2);
    assert.deepEqual(shown.sort(), programsIn(folder).sort());
  }
});
