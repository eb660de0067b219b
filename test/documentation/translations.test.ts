/** The Chinese documents say what the English ones say: the same samples, and the same steps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf, readDocument } from '../support/documentation/documents.js';

const translations = {
  'README.zh-CN.md': 'README.md',
  'docs/confirm.zh-CN.md': 'docs/confirm.md',
  'docs/real-account.zh-CN.md': 'docs/real-account.md',
} as const;

/** Comments are translated, too. */
function samplesOf(document: string): string[] {
  return blocksOf(document, readDocument(document)).map(({ language, code }) =>
    [language, ...code.split('\n').map((line) => line.replace(/\s+(\/\/|#) .*$/, ''))].join('\n'),
  );
}

/** The levels of the headings, and the number of rows of each table and items of each list. */
function outlineOf(document: string): string {
  return readDocument(document)
    .replace(/^ *```[^]*?^ *```/gm, '')
    .split('\n')
    .map((line) => /^(#+|\||- )/.exec(line)?.[1] ?? '')
    .filter((mark) => mark !== '')
    .join(' ');
}

/** Names that are the same in every language: options, variables, log lines, error codes of WeChat. */
function namesIn(document: string): string[] {
  const spans = readDocument(document).matchAll(/`([^`\n]+)`/g);
  return [...new Set([...spans].map(([, name = '']) => name))].sort();
}

for (const [translated, original] of Object.entries(translations)) {
  test(`${translated} has the samples of ${original}`, () => {
    assert.deepEqual(samplesOf(translated), samplesOf(original));
  });

  test(`${translated} has the outline of ${original}`, () => {
    assert.equal(outlineOf(translated), outlineOf(original));
  });

  test(`${translated} names what ${original} names`, () => {
    assert.deepEqual(namesIn(translated), namesIn(original));
  });
}
