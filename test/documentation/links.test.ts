/** Every link and path in the documents has a target. Links to other websites are not checked. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
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

/** One message for each link without a target. */
function deadLinks(document: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^(https?:|mailto:|\/)/.test(link) && !link.includes('{'));
  return links.flatMap((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? document : join(dirname(document), path);
    if (!existsSync(join(root, target))) return [`${document}: there is no ${target}`];
    if (anchor === undefined || !/\.mdx?$/.test(target)) return [];
    const anchors = anchorsOf(target === document ? text : readDocument(target));
    return anchors.includes(anchor) ? [] : [`${document}: no heading ${link}`];
  });
}

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

/** Links inside code samples are not links of the document. */
const withoutBlocks = (text: string): string => text.replace(/^ *```[^]*?^ *```/gm, '');

test('every relative link of every document leads to a file and a heading', () => {
  const documents = documentPaths();
  assert.ok(documents.length > 15);
  const dead = documents.flatMap((path) => deadLinks(path, withoutBlocks(readDocument(path))));
  assert.deepEqual(dead, []);
});

test('every path in the text of a document exists', () => {
  const documents = documentPaths().filter((path) => !isRecord(path));
  const dead = documents.flatMap((path) => deadPaths(path, withoutBlocks(readDocument(path))));
  assert.deepEqual(dead, []);
});

test('a link, a heading and a path that do not exist are found', () => {
  const text = '[a](nowhere.md) [b](#no-such-heading) [c](README.md#the-tag) `src/nowhere.ts`';
  assert.deepEqual(deadLinks('README.md', text), [
    'README.md: there is no nowhere.md',
    'README.md: no heading #no-such-heading',
    'README.md: no heading README.md#the-tag',
  ]);
  assert.deepEqual(deadPaths('README.md', text), ['README.md: there is no src/nowhere.ts']);
});
