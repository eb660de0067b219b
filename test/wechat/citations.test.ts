import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as vectors from '../support/wechat/vectors.js';

const page = readFileSync('docs/wechat.md', 'utf8');
/** As GitHub makes them of headings. */
const anchors = new Set(
  Array.from(page.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  ),
);

test('every heading of docs/wechat.md that a source file cites exists', () => {
  const files = ['src', 'test', 'demo', 'stories', 'bench'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const cited = files.flatMap((file) =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/docs\/wechat\.md((?:(?:,\s*)?#[a-z-]+)+)/g),
      ([, list = '']) => list.split(/,\s*/).map((anchor) => ({ file, anchor: anchor.slice(1) })),
    ).flat(),
  );
  assert.ok(cited.length > 15, 'the citations were found');
  assert.deepEqual(
    cited.filter(({ anchor }) => !anchors.has(anchor)),
    [],
  );
});

test('the examples of docs/wechat.md are those that the tests recompute', () => {
  const examples = JSON.stringify(vectors).match(/[0-9a-f]{40}|[\w+/=]{80,}/g) ?? [];
  assert.ok(examples.length >= 4, 'the examples were found');
  assert.deepEqual(
    examples.filter((example) => !page.includes(example)),
    [],
  );
});
