/** The tables in the documents list everything that the tags offer to a page. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { createSimulator } from '../../src/simulator/index.js';
import { readDocument } from '../support/documentation/documents.js';
import { readTags, type TagNames } from '../support/documentation/manifest.js';

let tags: ReadonlyMap<string, TagNames>;

before(async () => {
  tags = await readTags();
});

function missing(document: string, tag: string, kind: keyof TagNames): string[] {
  const text = readDocument(document);
  const names = tags.get(tag)?.[kind] ?? [];
  assert.ok(names.length > 0, `${tag} has ${kind}`);
  return names.filter((name) => !text.includes(`\`${name}\``));
}

test('docs/tag.md lists every attribute of the tag', () => {
  assert.deepEqual(missing('docs/tag.md', 'wechat-mp-login', 'attributes'), []);
});

test('docs/theming.md lists every custom property, part, slot and state of the tag', () => {
  for (const kind of ['properties', 'parts', 'slots', 'states'] as const) {
    assert.deepEqual(missing('docs/theming.md', 'wechat-mp-login', kind), [], kind);
  }
});

test('docs/theming.md lists every ready theme', () => {
  const text = readDocument('docs/theming.md');
  const themes = readdirSync('src/themes').filter((name) => name.endsWith('.css'));
  assert.ok(themes.length > 3);
  assert.deepEqual(
    themes.filter((name) => !text.includes(`\`${name}\``)),
    [],
  );
});

test('docs/simulator.md lists every setting of the simulator with its default', () => {
  const { quotas: _, fail: __, ...settings } = createSimulator().settings;
  const rows = new Map(
    [...readDocument('docs/simulator.md').matchAll(/^\| `(\w+)` +\| ([^|]*?) +\| \S/gm)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('`', '')],
    ),
  );
  for (const [name, value] of Object.entries(settings)) {
    const shown = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    const written = rows.get(name)?.replace(/(\d) (?=\d{3})/g, '$1');
    assert.equal(written?.replaceAll("'", '"'), shown.replaceAll("'", '"'), name);
  }
  assert.ok(rows.has('quotas') && rows.has('fail'));
});
