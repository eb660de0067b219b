/** `npm start` with the keys of a real account. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSimulator } from '../../src/simulator/index.js';
import { startProcess } from '../support/demo/process.js';
import { environment, publicUrl } from '../support/demo/real-account.js';

describe('npm start with the keys of a real account', () => {
  test('prints the callback address to enter at WeChat', async (t) => {
    const { said, until } = startProcess(t, { PORT: '0', ...environment(createSimulator()) });
    await until(/default\s*\n/);
    assert.deepEqual(said.out.match(/https?:\S+/g), [
      publicUrl,
      `${publicUrl}/wechat-login/wechat/default`,
    ]);
  });

  test('of which one is malformed prints one sentence, and the demo does not start', async (t) => {
    const env = { ...environment(createSimulator()), PORT: '0', WECHAT_APP_ID: 'gh_1' };
    const { said, ended } = startProcess(t, env);
    assert.equal(await ended, 1);
    assert.equal(said.out, '');
    assert.match(said.err, /^`wechat\.appId` must be .+\n$/);
  });
});
