/** The tests that docs/testing-your-application.md shows run as they are, and its blocks are parts of them. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { findBrowser } from '../../tools/browsers/browser.js';
import { blocksOf, readDocument, root } from '../support/documentation/documents.js';

/** translations.test.ts compares the Chinese document with it. */
const document = 'docs/testing-your-application.md';
const folder = join(root, 'examples/testing');

/** A folder of an application that has installed the package, with the scripts that pages load. */
async function createProject(t: TestContext): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), 'testing-'));
  t.after(() => rm(project, { recursive: true }));
  const outdir = join(project, 'node_modules/wechat-mp-login/dist');
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints: { 'wechat-mp-login.min': 'src/index.ts', phone: 'src/phone/index.ts' },
    absWorkingDir: root,
    ...{ bundle: true, format: 'esm', target: 'es2022', outdir, logLevel: 'silent' },
  });
  return project;
}

/** Runs a test file in a process of its own. Resolves to how many tests have passed. */
async function runTests(name: string, cwd: string, more: NodeJS.ProcessEnv = {}): Promise<number> {
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  // The runner of this process would take the results for its own.
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env;
  const env = { ...rest, ...more, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') };
  const args = ['--import', loader, '--test', '--test-reporter=tap', join(folder, name)];
  const run = promisify(execFile)(process.execPath, args, { cwd, env });
  const { stdout } = await run.catch((error: unknown) => {
    throw new Error((error as { readonly stdout: string }).stdout, { cause: error });
  });
  return Number(/^# pass (\d+)$/m.exec(stdout)?.[1]);
}

test('the tests of the server pass', async () => {
  assert.ok((await runTests('sign-in.test.ts', root)) > 5);
});

test('the tests in a browser pass', async (t) => {
  const project = await createProject(t);
  const passed = await runTests('browser.test.ts', project, { CHROME_PATH: await findBrowser() });
  assert.ok(passed >= 3);
});

test(`every block of ${document} is a part of a file, and the tests are shown in full`, async () => {
  const blocks = blocksOf(document, readDocument(document))
    .filter(({ language }) => language === 'ts')
    .map(({ code }) => code);
  for (const name of ['sign-in.test.ts', 'browser.test.ts', 'card.test.ts']) {
    const text = await readFile(join(folder, name), 'utf8');
    const shown = blocks.filter((code) => text.includes(code));
    const left = shown.reduce((rest, code) => rest.replace(code, () => ''), text);
    assert.equal(left.replace(/^\/\*\*.*\*\/$/m, '').trim(), '', name);
  }
  const shop = await readFile(join(folder, 'shop.ts'), 'utf8');
  assert.equal(blocks.filter((code) => shop.includes(code)).length, 1);
});
