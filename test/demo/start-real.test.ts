/** `npm start` with the keys of a real account. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSimulator } from '../../src/simulator/index.js';
import { startProcess } from '../support/demo/process.js';
import { environment, publicUrl } from '../support/demo/real-account.js';

describe('npm start with the keys of a real account', () => {
  test('prints the callback address to enter at WeChat; for a test account, what plain mode means', async (t) => {
    const simulator = createSimulator({ account: { isTestAccount: true } });
    const env = { PORT: '0', WECHAT_MODE: 'plain', ...environment(simulator) };
    const { output, until } = startProcess(t, env);
    await until(/default\s*\n/);
    assert.deepEqual(output.out.match(/https?:\S+/g), [
      publicUrl,
      `${publicUrl}/wechat-login/wechat/default`,
    ]);
    assert.match(output.out, /in the official account, without encryption:/);
    assert.match(output.err, /plain_mode.+the Token alone proves/s);
  });

  test('prints one sentence and does not start if a key is malformed', async (t) => {
    const env = { ...environment(createSimulator()), PORT: '0', WECHAT_APP_ID: 'gh_1' };
    const { output, ended } = startProcess(t, env);
    assert.equal(await ended, 1);
    assert.equal(output.out, '');
    assert.match(output.err, /^WECHAT_APP_ID must be .+\n$/);
  });
});
