/** A server renders pages that import the phone: it has no DOM. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the phone can be imported where there is no DOM', async () => {
  assert.equal('HTMLElement' in globalThis, false);
  const entry = await import('../../src/phone/index.js');
  assert.equal(typeof entry.WechatPhone, 'function');
});
