/** `npm start` in a process of its own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { startProcess } from '../support/demo/process.js';
import { listen } from '../support/demo/real-account.js';

describe('npm start', () => {
  test('prints one address, answers there, and stops on SIGTERM, also while a page waits', async (t) => {
    const { child, output, ended, until } = startProcess(t, { PORT: '0' });
    await until(/http\S+\s*\n/);
    const address = output.out.trim();
    assert.match(address, /^http:\/\/localhost:\d+$/, 'the address and nothing else');
    const response = await fetch(address);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /<wechat-mp-login[^]*<wechat-phone/);

    const backend = createHttpBackend(`${address}/wechat-login`);
    const { signal } = new AbortController();
    const { key, challenge } = await createChain();
    const wanted = { challenge, purpose: 'login', method: 'scan' } as const;
    const { id, rev, interval } = await backend.create(wanted, { signal });
    const waiting = backend.watch({ id, key }, { rev, interval, signal });
    const news = waiting[Symbol.asyncIterator]();
    assert.equal((await news.next()).done, false);

    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    // The stream may end or break, but it must not stay open.
    await news.next().catch(() => undefined);
    assert.equal(output.out.trim(), address);
    assert.doesNotMatch(output.err, /https?:|Error|^\s+at /m);
  });

  test('a port in use prints one sentence', async (t) => {
    const { server, port } = await listen(() => undefined);
    const { output, ended } = startProcess(t, { PORT: String(port) });
    assert.equal(await ended, 1);
    assert.equal(output.out, '');
    assert.match(output.err, /^The port is in use\. Set PORT to another one, .*\.\n$/);
    server.close();
  });

  test('an incomplete set of keys prints one sentence, and the demo does not start', async (t) => {
    const { output, ended } = startProcess(t, { PORT: '0', WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6n' });
    assert.equal(await ended, 1);
    assert.equal(output.out, '');
    assert.match(output.err, /^WECHAT_TOKEN given, but not .+\n$/);
  });
});
