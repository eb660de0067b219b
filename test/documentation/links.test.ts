/** Every link and path in the documents has a target. Links to other websites are not checked. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { deadLinks, relativeLinks, withoutBlocks } from '../../tools/package/links.js';
import { documentPaths, readDocument, root } from '../support/documentation/documents.js';

/** The anchors of a document's headings, as GitHub derives them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .replace(/[`*]|\[|\]\([^)]*\)/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** One message for each link to a heading that does not exist. */
function deadAnchors(document: string, text: string): string[] {
  return relativeLinks(text).flatMap((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (anchor === undefined || !/\.mdx?$/.test(target) || !existsSync(join(root, target)))
      return [];
    const anchors = anchorsOf(target === document ? text : readDocument(target));
    return anchors.includes(anchor) ? [] : [`${document}: no heading ${link}`];
  });
}

const deadLinksIn = (document: string, text: string): string[] => [
  ...deadLinks(root, { [document]: text }),
  ...deadAnchors(document, text),
];

/** Paths of this repository in code spans, such as `src/client/run.ts`. */
function deadPaths(document: string, text: string): string[] {
  const folders = 'src|test|docs|stories|examples|demo|tools|bench';
  const paths = [...text.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g'))];
  return paths
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${document}: there is no ${path}`);
}

/** Records of the past may name files that no longer exist. */
const isRecord = (path: string): boolean => /^(docs\/decisions\/|CHANGELOG)/.test(path);

test('every relative link of every document leads to a file and a heading', () => {
  const documents = documentPaths();
  assert.ok(documents.length > 15);
  const dead = documents.flatMap((path) => deadLinksIn(path, readDocument(path)));
  assert.deepEqual(dead, []);
});

test('every path in the text of a document exists', () => {
  const documents = documentPaths().filter((path) => !isRecord(path));
  const dead = documents.flatMap((path) => deadPaths(path, withoutBlocks(readDocument(path))));
  assert.deepEqual(dead, []);
});

test('a link, a heading and a path that do not exist are found', () => {
  const text = '[a](nowhere.md) [b](#no-such-heading) [c](README.md#the-tag) `src/nowhere.ts`';
  assert.deepEqual(deadLinksIn('README.md', text), [
    'README.md: there is no nowhere.md',
    'README.md: no heading #no-such-heading',
    'README.md: no heading README.md#the-tag',
  ]);
  assert.deepEqual(deadPaths('README.md', text), ['README.md: there is no src/nowhere.ts']);
});
