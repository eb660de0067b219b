import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { build } from 'vite';

test('the single file contains English and simplified Chinese, and imports other languages from beside it', async () => {
  const result = await build({ mode: 'single', logLevel: 'silent', build: { write: false } });
  const [output] = [result].flat();
  assert.ok(output && 'output' in output);
  const [{ code, moduleIds }, ...more] = output.output;
  assert.deepEqual(
    more.map(({ fileName }) => fileName),
    ['wechat-mp-login.min.js.map'],
    'one file and its source map',
  );
  assert.ok(code.includes('微信扫码登录') && code.includes('Sign in with WeChat'));
  const files = readdirSync('src/locales/zh-hant').map((file) => basename(file, '.ts'));
  // The identities have a tag of their own, which is not in this file.
  const parts = files.filter((part) => part !== 'identities');
  assert.ok(parts.length > 3);
  // All other languages are found by one file.
  const wanted = ['more-languages', ...parts.map((part) => `zh-hant/${part}`)].sort();
  const imports = [...code.matchAll(/import\(["`]\.\/locales\/([^"`]+)\.js["`]\)/g)];
  assert.deepEqual(imports.map(([, name]) => name).sort(), wanted);

  const [legalComment] = code.split('\n');
  assert.match(legalComment ?? '', /^\/\*! .*\blit\b.*\bqrcode\b.*THIRD-PARTY-LICENSES\.txt \*\/$/);

  const [map] = more;
  assert.ok(map?.type === 'asset');
  const { sources } = JSON.parse(String(map.source)) as { sources: string[] };
  const own = moduleIds.filter((id) => id.startsWith(resolve('src'))).sort();
  assert.ok(own.length > 100);
  // A module of types alone leaves no code, and so no place in the map.
  const unmapped = own.filter((id) => !sources.includes(`../${relative('.', id)}`));
  assert.ok(unmapped.length < own.length / 10, unmapped.join());
  const missing = sources.filter((source) => !own.includes(resolve('dist', source)));
  assert.deepEqual(missing, [], 'the source map names only files that the package contains');
});
