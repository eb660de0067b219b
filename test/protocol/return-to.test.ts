import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { safeReturnTo } from '../../src/protocol/return-to.js';
import { returnToPayloads } from '../support/protocol/return-to-payloads.js';

const shop = 'https://shop.example/';

for (const { what, path, becomes } of returnToPayloads) {
  test(`return-to: ${what} is ${becomes === undefined ? 'refused' : 'kept on the page’s origin'}`, () => {
    const result = safeReturnTo(path);
    assert.equal(result, becomes);
    if (result !== undefined) assert.equal(new URL(result, shop).origin, 'https://shop.example');
  });
}

test('the table holds at least 40 payloads, each once', () => {
  assert.ok(returnToPayloads.length >= 40);
  assert.equal(new Set(returnToPayloads.map(({ path }) => path)).size, returnToPayloads.length);
});

// Pieces that URL parsers treat specially, so that random paths contain edge cases.
const piece = fc.constantFrom(
  ...[
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    ':',
    '@',
    '?',
    '#',
    '\t',
    '\n',
    '\u0000',
    ' ',
  ],
  ...['evil.example', 'https:', 'javascript:', '／', '。', '\ufeff', '\ud800', 'a', '[', ']', '%'],
);
const path = fc
  .oneof(fc.array(piece, { maxLength: 12 }), fc.array(fc.string({ unit: 'binary' })))
  .map((pieces) => `/${pieces.join('')}`);

test('any accepted path stays on the origin, from any of its pages, and is accepted again unchanged', () => {
  fc.assert(
    fc.property(path, (candidate) => {
      const result = safeReturnTo(candidate);
      if (result === undefined) return;
      assert.equal(new URL(result, shop).origin, 'https://shop.example');
      assert.equal(new URL(result, 'https://shop.example/a/b/?c#d').origin, 'https://shop.example');
      assert.equal(new URL(result, shop).href, new URL(result, 'https://shop.example/a/b').href);
      assert.match(result, /^\/(?![/\\])[!-~]*$/);
      assert.ok(result.length <= 2048);
      assert.equal(safeReturnTo(result), result);
    }),
    { numRuns: 3000 },
  );
});
