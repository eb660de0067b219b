import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as mock from '../../src/mock/index.js';

test('the console warns once that nobody is signed in for real', async () => {
  // A copy of its own: another test in this process may have had the warning of the page already.
  const copy = '../../src/mock/mock-backend.js?copy-for-the-warning';
  const { mockBackend } = (await import(copy)) as typeof mock;
  const warnings: string[] = [];
  const warn = (message: string): unknown => warnings.push(message);
  mockBackend('success', { warn });
  mockBackend('denied', { warn });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^wechat-mp-login\/mock: .*nobody is signed in for real/);
});
