/** The runner gives each file its own tests, also those of files that wait for one module. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runNode } from '../../tools/test/run-process.js';

const timeoutMs = 60_000;
const names = ['one', 'two', 'three'];

const waiting = 'await new Promise((resolve) => setTimeout(resolve, 20));';
const fileOf = (name: string): string => `
import { describe, test } from 'node:test';
import './shared.mjs';
${waiting}
describe('suite of ${name}', () => { test('test of ${name}', async () => { ${waiting} }); });
`;

describe('files that wait for one module', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-runner-'));
    await writeFile(join(folder, 'shared.mjs'), waiting);
    await Promise.all(names.map((name) => writeFile(join(folder, `${name}.mjs`), fileOf(name))));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('each own their tests', async () => {
    const files = names.map((name) => join(folder, `${name}.mjs`));
    // Under `node --test`, this variable would make the output one for Node alone.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { output, ok } = await runNode(
      [
        ...['--import', 'tsx', '--test-reporter=tap'],
        ...['tools/test/in-process.ts', `timeout-ms=${timeoutMs}`, ...files],
      ],
      timeoutMs,
      env,
    );
    assert.ok(ok, output);
    const starts = [...output.matchAll(/^( *)# Subtest: (.*)$/gm)].map(
      ([, indent = '', title = '']) => `${indent}${title}`,
    );
    assert.deepEqual(
      starts,
      names.flatMap((name, index) => [
        files[index],
        `    suite of ${name}`,
        `        test of ${name}`,
      ]),
    );
  });
});
