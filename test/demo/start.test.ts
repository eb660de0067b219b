/** `npm start` in a process of its own. */
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { describe, test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { startProcess } from '../support/demo/process.js';
import { listen } from '../support/demo/real-account.js';

/** Begins a sign-in with a password, and sends the rest of the body when told to. */
function beginRequest(address: string) {
  const body = new URLSearchParams({ email: 'nobody@example.com', password: 'wrong' }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': body.length,
    origin: address,
  };
  const request = httpRequest(`${address}/password`, { method: 'POST', headers });
  request.on('error', () => undefined);
  request.write(body.slice(0, 10));
  const status = new Promise<number>((resolve, reject) => {
    request.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.once('close', () => reject(new Error('The request was cut off.')));
  });
  status.catch(() => undefined);
  return { finish: () => request.end(body.slice(10)), status };
}

describe('npm start', () => {
  test('prints one address, answers there, and on SIGTERM ends streams and finishes requests', async (t) => {
    const { child, output, ended, until } = startProcess(t, { PORT: '0' });
    await until(/http\S+\s*\n/);
    const address = output.out.trim();
    assert.match(address, /^http:\/\/localhost:\d+$/, 'the address and nothing else');
    const response = await fetch(address);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /<wechat-mp-login[^]*<wechat-phone/);

    const { key, challenge } = await createChain();
    const created = await fetch(`${address}/wechat-login/attempts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ challenge, purpose: 'login', method: 'scan' }),
    });
    const { id, rev } = (await created.json()) as { id: string; rev: number };
    const authorization = `Bearer ${key}`;
    const attempt = `${address}/wechat-login/attempts/${id}`;
    const streams = await Promise.all([
      fetch(attempt, { headers: { authorization, accept: 'text/event-stream' } }),
      fetch(`${address}/simulator/inbox`),
    ]);
    const held = fetch(`${attempt}?rev=${rev}&wait=20`, { headers: { authorization } });
    const [finished, endless] = [beginRequest(address), beginRequest(address)];
    // The server reads requests in order, and this one comes after their beginnings.
    await (await fetch(address)).text();

    child.kill('SIGTERM');
    for (const stream of streams) {
      assert.equal(stream.status, 200);
      // Throws if the connection breaks instead.
      await stream.text();
    }
    assert.equal((await held).status, 200);
    finished.finish();
    assert.equal(await finished.status, 422);
    assert.equal(await ended, 0);
    await assert.rejects(endless.status, 'a request that does not end is not waited for');
    assert.equal(output.out.trim(), address);
    assert.doesNotMatch(output.err, /https?:|Error|^\s+at /m);
  });

  test('SIGTERM to npm reaches the demo, and npm waits until its requests are answered', async (t) => {
    const npm = ['npm', 'start', '--silent', '--', '--memory'];
    const { child, output, ended, until } = startProcess(t, { PORT: '0' }, npm);
    await until(/http\S+\s*\n/);
    const address = output.out.trim();
    const stream = await fetch(`${address}/simulator/inbox`);
    const underWay = beginRequest(address);
    await (await fetch(address)).text();

    child.kill('SIGTERM');
    await stream.text();
    assert.equal(child.exitCode, null);
    underWay.finish();
    assert.equal(await underWay.status, 422);
    assert.equal(await ended, 0);
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
