import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { noticeOf, packageFolders } from '../../tools/build/third-party-licenses.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'licenses-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function makePackage(files: Readonly<Record<string, string>>): string {
  const path = join(folder, 'package');
  mkdirSync(path);
  const manifest = { name: 'square', version: '1.2.3', license: '(MIT OR Apache-2.0)' };
  writeFileSync(join(path, 'package.json'), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

test('a module belongs to the innermost package around it, ours to none', () => {
  const modules = [
    '/app/src/index.ts',
    '/app/node_modules/lit/index.js',
    '/app/node_modules/lit/directives/live.js',
    '/app/node_modules/@hono/node-server/dist/index.mjs',
    '/app/node_modules/qrcode/node_modules/dijkstrajs/dijkstra.js',
    'C:\\app\\node_modules\\hono\\dist\\hono.js',
    '\0rolldown/runtime.js',
  ];
  assert.deepEqual(packageFolders(modules), [
    '/app/node_modules/@hono/node-server',
    '/app/node_modules/lit',
    '/app/node_modules/qrcode/node_modules/dijkstrajs',
    'C:/app/node_modules/hono',
  ]);
});

for (const name of ['LICENSE', 'license', 'LICENCE.md', 'License-MIT']) {
  test(`a notice holds the name, the version and the text of ${name}`, () => {
    const path = makePackage({ [name]: 'Copyright Ada\r\nDo what you like.\r\n', 'index.js': '' });
    assert.equal(
      noticeOf(path),
      'square 1.2.3 (MIT OR Apache-2.0)\n\nCopyright Ada\nDo what you like.',
    );
  });
}

test('a choice of licences: the notice holds the MIT licence', () => {
  const path = makePackage({ LICENSE: 'Apache', 'LICENSE-MIT': 'Copyright Ada' });
  assert.match(noticeOf(path), /Copyright Ada$/);
});

test('a bundled package without a licence file fails the build and is named', () => {
  assert.throws(() => noticeOf(makePackage({ 'README.md': 'MIT' })), /^Error: square is bundled/);
});
