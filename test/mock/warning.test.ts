/** A file of its own, as it is said once a page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mockBackend } from '../../src/mock/index.js';

test('the console warns once that nobody is signed in for real', () => {
  const told: string[] = [];
  const warn = (message: string): unknown => told.push(message);
  mockBackend('success', { warn });
  mockBackend('denied', { warn });
  assert.equal(told.length, 1);
  assert.match(told[0] ?? '', /^wechat-mp-login\/mock: .*nobody is signed in for real/);
});
