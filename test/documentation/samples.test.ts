/**
 * Checks the code blocks of all documents without running them: names, types, commands.
 * page-samples.test.ts and server-samples.test.ts run them.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { frameworks, programsFile, programsIn } from '../../tools/examples/first-logins.js';
import { commandMistakes } from '../support/documentation/commands.js';
import {
  allBlocks,
  blocksOf,
  documentPaths,
  isTranslation,
  placeOf,
  projectLanguages,
  root,
  samples,
  shownLanguages,
  testedLanguages,
  unseenDocuments,
  type Block,
} from '../support/documentation/documents.js';
import { readTags, type TagNames } from '../support/documentation/manifest.js';
import { toModules } from '../support/documentation/modules.js';
import { markupMistakes, styleMistakes } from '../support/documentation/style-names.js';
import { typeErrors } from '../support/documentation/type-errors.js';

let tags: ReadonlyMap<string, TagNames>;

before(async () => {
  tags = await readTags();
});

/** For samples in JavaScript, which has no way to declare a type. */
const looseTypes = { strict: false, strictNullChecks: false, noUncheckedIndexedAccess: false };

function errorsIn(blocks: readonly Block[]): string[] {
  const modules = toModules(blocks);
  const typed = modules.filter(({ block }) => block.language === 'ts');
  const untyped = modules.filter(({ block }) => block.language === 'js');
  return [...typeErrors(typed), ...typeErrors(untyped, looseTypes)];
}

function planted(language: string, code: string, line: number): Block {
  return { document: 'planted.md', line, language, code, notRun: undefined, runBy: undefined };
}

test('every code block names a language that is tested or known to need no test', () => {
  const known = [...testedLanguages, ...projectLanguages, ...shownLanguages];
  const strange = allBlocks.filter(({ language }) => !known.includes(language));
  assert.deepEqual(strange.map(placeOf), []);
});

test('no document of the repository is left out', () => {
  const seen = documentPaths();
  assert.deepEqual(unseenDocuments(seen), []);
  assert.deepEqual(unseenDocuments(seen.filter((path) => path !== 'docs/tag.md')), ['docs/tag.md']);
});

test('a block that runs elsewhere names the file, which reads the document', () => {
  // The Chinese documents show the same samples, and nothing else reads them.
  const elsewhere = allBlocks.filter(
    ({ document, runBy }) => runBy !== undefined && !isTranslation(document),
  );
  const lost = elsewhere.filter(({ document, runBy = '' }) => {
    const path = join(root, runBy);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(document);
  });
  assert.deepEqual(lost.map(placeOf), []);
});

test('a block that is not run says why, and there are few of them', () => {
  const skipped = allBlocks.filter(({ notRun }) => notRun !== undefined);
  assert.ok(skipped.every(({ notRun = '' }) => notRun.length > 20));
  assert.ok(skipped.length <= 2, skipped.map(placeOf).join(', '));
});

test('every sample of a front end is a file of its project, which npm run examples runs', () => {
  const folder = join(root, 'test/frameworks/pages');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => projectLanguages.some((language) => name.endsWith(`.${language}`)))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8').trim());
  const blocks = samples(...projectLanguages);
  assert.ok(blocks.length > 5);
  assert.deepEqual(blocks.filter(({ code }) => !files.includes(code)).map(placeOf), []);
});

test('npm run examples runs every sample of README that it is said to run', () => {
  const run = Object.keys(frameworks).flatMap((name) => programsIn(allBlocks, name));
  const forgotten = allBlocks
    .filter(({ runBy }) => runBy === programsFile)
    .filter(({ code }) => !run.some((program) => program.code.includes(code)));
  assert.deepEqual(forgotten.map(placeOf), []);
});

test('a framework’s program is the sample with the simulator, and below it its own', () => {
  const blocks = [
    'createSimulator();',
    "import express from 'express';",
    "import { Hono } from 'hono';",
  ].map((code) => ({ ...planted('js', code, 1), document: 'README.md', runBy: programsFile }));
  assert.deepEqual(programsIn(blocks, 'hono'), [
    { name: 'README.md, hono', code: "createSimulator();\nimport { Hono } from 'hono';" },
  ]);
  assert.deepEqual(programsIn(blocks, 'fastify'), []);
});

test('every sample in TypeScript and JavaScript has the right types', () => {
  assert.ok(samples('ts', 'js').length > 10);
  assert.deepEqual(errorsIn(samples('ts', 'js')), []);
});

test('every style sheet parses and names only properties, parts and states that exist', async () => {
  for (const block of samples('css')) {
    assert.deepEqual(await styleMistakes(block.code, tags), [], placeOf(block));
  }
});

test('every page names only tags, attributes and slots that exist', () => {
  for (const block of samples('html')) {
    assert.deepEqual(markupMistakes(block.code, tags), [], placeOf(block));
  }
});

test('every command names only scripts, flags, packages and files that exist', () => {
  for (const block of samples('sh')) {
    assert.deepEqual(commandMistakes(block.code), [], placeOf(block));
  }
});

test('every block of JSON parses', () => {
  for (const block of samples('json')) {
    assert.doesNotThrow(() => JSON.parse(block.code), placeOf(block));
  }
});

test('a mistake of each kind is found', async () => {
  const code = "import { createWechatMpLogin } from 'wechat-mp-login/server';";
  const broken = [
    planted('ts', `${code}\ncreateWechatMpLogin({});`, 1),
    planted('ts', "import 'wechat-mp-login/nowhere';", 2),
    planted('js', 'login.begin();', 3),
  ];
  assert.deepEqual(
    errorsIn(broken).map((error) => /planted.md:\d/.exec(error)?.[0]),
    broken.map(placeOf),
  );
  const css = 'wechat-mp-login::part(tile) { --wechat-mp-color: red }';
  assert.equal((await styleMistakes(css, tags)).length, 1);
  assert.equal((await styleMistakes('wechat-mp-login::part(lid) {}', tags)).length, 1);
  assert.equal((await styleMistakes('wechat-mp-login:state(asleep) {}', tags)).length, 1);
  assert.notEqual((await styleMistakes('wechat-mp-login { color red }', tags)).length, 0);
  assert.equal(markupMistakes('<wechat-mp-login server="/x"></wechat-mp-login>', tags).length, 1);
  assert.equal(markupMistakes('<p slot="hall"></p>', tags).length, 1);
  for (const command of [
    'npm run party',
    'npm start -- --loud',
    'npm test -- party',
    'node test/nowhere.ts',
    'cure',
  ]) {
    assert.equal(commandMistakes(command).length, 1, command);
  }
  assert.throws(() => blocksOf('planted.md', '```ts\nlet open;'), /not closed/);
});
