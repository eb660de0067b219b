import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'vite';

test('the single file contains English and simplified Chinese, and imports other languages from beside it', async () => {
  const result = await build({ mode: 'single', logLevel: 'silent', build: { write: false } });
  const [output] = [result].flat();
  assert.ok(output && 'output' in output);
  const [{ code }, ...more] = output.output;
  assert.deepEqual(more, [], 'one file');
  assert.ok(code.includes('微信扫码登录') && code.includes('Sign in with WeChat'));
  const files = readdirSync('src/locales').filter((name) => name !== 'terms');
  const others = files.filter((name) => !/^(en|zh-hans)$/.test(name));
  assert.ok(others.length > 0);
  const wanted = others.flatMap((name) => [`${name}/login`, `${name}/binding`]).sort();
  const imports = [...code.matchAll(/import\("\.\/locales\/([^"]+)\.js"\)/g)];
  assert.deepEqual(imports.map(([, name]) => name).sort(), wanted);
});
