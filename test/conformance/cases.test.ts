/** The cases as data: each has a name, a rule and a source that people can find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levels } from '../../src/conformance/case.js';
import { cases } from '../../src/conformance/cases/index.js';
import { readDocument } from '../support/documentation/documents.js';

test('there are at least eighty cases, and some for every level', () => {
  assert.ok(cases.length >= 80, `${cases.length} cases`);
  for (const level of levels)
    assert.ok(
      cases.some((each) => each.level === level),
      level,
    );
});

test('every case has a name of its own and a rule in one sentence', () => {
  const names = cases.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  for (const { name, rule } of cases) {
    assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)+$|^[a-z0-9]+$/);
    assert.match(rule, /^\p{L}.*\.$/u, name);
    assert.doesNotMatch(rule, /[.!?] \p{Lu}/u, `${name} has one sentence`);
  }
});

test('every case names a section that exists, or a web page', () => {
  const anchorsByDocument = new Map<string, readonly string[]>();
  for (const { name, source } of cases) {
    if (source.startsWith('https://')) continue;
    const [path = '', anchor = ''] = source.split('#');
    const anchors = anchorsByDocument.get(path) ?? anchorsOf(readDocument(path));
    anchorsByDocument.set(path, anchors);
    assert.ok(anchors.includes(anchor), `${name}: ${source}`);
  }
});

/** As GitHub derives them. */
function anchorsOf(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
