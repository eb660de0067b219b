/** `npm start` with the keys of a real account. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSimulator } from '../../src/simulator/index.js';
import { startProcess } from '../support/demo/process.js';
import { environment, publicUrl } from '../support/demo/real-account.js';

describe('npm start with the keys of a real account', () => {
  test('prints the callback address to enter at WeChat', async (t) => {
    const { output, until } = startProcess(t, { PORT: '0', ...environment(createSimulator()) });
    await until(/default\s*\n/);
    assert.deepEqual(output.out.match(/https?:\S+/g), [
      publicUrl,
      `${publicUrl}/wechat-login/wechat/default`,
    ]);
  });

  test('prints one sentence and does not start if a key is malformed', async (t) => {
    const env = { ...environment(createSimulator()), PORT: '0', WECHAT_APP_ID: 'gh_1' };
    const { output, ended } = startProcess(t, env);
    assert.equal(await ended, 1);
    assert.equal(output.out, '');
    assert.match(output.err, /^`wechat\.appId` must be .+\n$/);
  });
});
