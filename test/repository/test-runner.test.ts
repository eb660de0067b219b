/** The runner gives each file its own tests, and counts them whatever they leave running. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runNode, type Finished } from '../../tools/test/run-process.js';

const timeoutMs = 60_000;
const names = ['one', 'two', 'three'];

const waiting = 'await new Promise((resolve) => setTimeout(resolve, 20));';
const fileOf = (name: string): string => `
import { describe, test } from 'node:test';
import './shared.mjs';
${waiting}
describe('suite of ${name}', () => { test('test of ${name}', async () => { ${waiting} }); });
`;

function run(files: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Finished> {
  // Under `node --test`, this variable would make the output one for Node alone.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return runNode(
    [
      ...['--import', 'tsx', '--test-reporter=tap'],
      ...['tools/test/in-process.ts', `timeout-ms=${timeoutMs}`, ...files],
    ],
    timeoutMs,
    { ...env, ...more },
  );
}

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
    const { output, ok } = await run(files);
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

describe('a file that leaves something running', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-runner-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [what, code] of [
    ['a timer', 'setInterval(() => undefined, 1000)'],
    ['a server', "createServer().listen(0, '127.0.0.1')"],
  ] as const) {
    test(`${what}: its tests are counted, and the run fails`, async () => {
      const file = join(folder, `${what}.mjs`);
      const imports = `import { test } from 'node:test'; import { createServer } from 'node:http';`;
      await writeFile(file, `${imports} test('leaves it', () => void ${code});`);
      const { output, ok } = await run([file], { TEST_LEFTOVER_MS: '100' });
      assert.match(output, /A test has left these running: /);
      assert.match(output, /^# pass 1$/m);
      assert.ok(!ok, output);
    });
  }
});
