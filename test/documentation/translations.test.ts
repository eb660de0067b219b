/** The Chinese documents say what the English ones say: the same samples, and the same steps. */
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import {
  blocksOf,
  documentPaths,
  isTranslation,
  readDocument,
} from '../support/documentation/documents.js';

const translations = documentPaths().filter(isTranslation);

/** `README.zh-CN.md` is the twin of `README.md`. */
const originalOf = (document: string): string => document.replace('.zh-CN.md', '.md');

/** Comments are translated, too. */
const withoutComments = (code: string): string =>
  code
    .replace(/^\s*\/\*\*?\s[^]*?\*\/$|^\s*<!-- [^]*?-->$/gm, '')
    .replace(/(^|\s+)(\/\/|#) .*$/gm, '');

function samplesOf(document: string): string[] {
  return blocksOf(document, readDocument(document)).map(({ language, code }) =>
    [language, withoutComments(code)].join('\n'),
  );
}

/**
 * What people have written: not what a tool writes between marks. Of docs/scale.md, scale.test.ts compares that in
 * both languages; of docs/benchmarks.md, it is in the English document alone, to which the Chinese one leads.
 */
function writtenIn(document: string): string {
  return readDocument(document).replace(/^<!-- (\w+) -->$[^]*?^<!-- end of \1 -->$/gm, '');
}

/** The levels of the headings, and the number of rows of each table and items of each list. */
function outlineOf(document: string): string {
  return writtenIn(document)
    .replace(/^ *```[^]*?^ *```/gm, '')
    .split('\n')
    .map((line) => /^(#+|\||- )/.exec(line)?.[1] ?? '')
    .filter((mark) => mark !== '')
    .join(' ');
}

/** Names that are the same in every language: options, variables, log lines, error codes of WeChat. */
function namesIn(document: string): string[] {
  const spans = writtenIn(document).matchAll(/`([^`\n]+)`/g);
  return [...new Set([...spans].map(([, name = '']) => name))].sort();
}

for (const translated of translations) {
  const original = originalOf(translated);

  test(`${translated} has the samples of ${original}`, () => {
    assert.deepEqual(samplesOf(translated), samplesOf(original));
  });

  test(`${translated} has the outline of ${original}`, () => {
    assert.equal(outlineOf(translated), outlineOf(original));
  });

  test(`${translated} names what ${original} names`, () => {
    assert.deepEqual(namesIn(translated), namesIn(original));
  });

  test(`${translated} and ${original} lead to each other`, () => {
    assert.ok(readDocument(translated).includes(`\n_[English](${basename(original)})_\n`));
    assert.ok(readDocument(original).includes(`\n_[中文](${basename(translated)})_\n`));
  });
}

test('the Chinese documents are found, and what they may change in a sample is a comment', () => {
  assert.ok(translations.length > 2);
  const samples = [
    "/** Why. */\n/**\n * What for,\n * in two lines.\n */\nserve('/*'); // now\n  // and here\n<!-- a mark -->\nnpm ci # all",
    "/** 为什么。 */\n/**\n * 用来做什么。\n */\nserve('/*'); // 现在\n  // 还有这里\n<!-- 标记 -->\nnpm ci # 全部",
  ];
  assert.deepEqual(new Set(samples.map(withoutComments)).size, 1);
  assert.match(withoutComments(samples[0] ?? ''), /^\s*serve\('\/\*'\);\s+npm ci$/);
});
