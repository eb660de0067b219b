/** What is lost with a foreign backend is said once on a page, and the sentence names the page that helps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authingBackend } from '../../src/backends/authing/index.js';
import { casdoorBackend } from '../../src/backends/casdoor/index.js';

test('each adapter says once what is lost with its backend', () => {
  const warnings: string[] = [];
  const shared = {
    officialAccount: { name: '茶马古道' },
    warn: (message: string) => warnings.push(message),
  };
  for (let count = 0; count < 3; count++) {
    authingBackend({ ...shared, host: 'https://shop.authing.example', appId: 'a' });
    casdoorBackend({
      ...shared,
      ...{ server: 'https://door.example', clientId: 'c', application: 'shop' },
      ...{ provider: 'admin/wechat', signIn: () => Promise.resolve({ name: '林溪' }) },
    });
  }
  assert.equal(warnings.length, 2);
  for (const warning of warnings) assert.match(warning, /docs\/backends\.md#what-is-lost/);
});
