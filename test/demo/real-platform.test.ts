/** The demo with the keys of a real account, against a platform over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { readConfig } from '../../demo/config.js';
import { startDemo } from '../../demo/start.js';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { ConfigurationError } from '../../src/server/index.js';
import { createSimulator } from '../../src/simulator/index.js';
import { environment, freePort, listen, publicUrl } from '../support/demo/real-account.js';

describe('The demo with a real official account', () => {
  test('signs a visitor in through the API and pushes over HTTP, and shows no phone', async () => {
    const port = await freePort();
    /** Maps the public address to the demo's port, as a reverse proxy does. */
    const inside = (url: string): string => url.replace(publicUrl, `http://localhost:${port}`);
    const simulator = createSimulator({
      deliver: async (request) =>
        fetch(inside(request.url), {
          method: request.method,
          headers: request.headers,
          ...(request.method === 'POST' ? { body: await request.text() } : {}),
        }),
    });
    let calls = 0;
    const listener = getRequestListener((request) => simulator.fetch(request), {
      overrideGlobalObjects: false,
    });
    const platform = await listen((request, response) => {
      calls++;
      void listener(request, response);
    });
    const config = readConfig(['--memory', '--new-accounts=create'], {
      PORT: String(port),
      WECHAT_API_BASE_URL: `http://localhost:${platform.port}`,
      ...environment(simulator),
    });
    const demo = await startDemo(config, () => undefined);
    try {
      assert.equal(demo.simulator, undefined);
      assert.equal(demo.origin, publicUrl);
      assert.equal(demo.login.callbackUrl, `${publicUrl}/wechat-login/wechat/default`);
      const cookies = new Map<string, string>();
      /** A browser at the public address, as far as one page needs it. */
      const browse: typeof fetch = async (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Origin', publicUrl);
        headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
        const url = inside(input instanceof Request ? input.url : String(input));
        const response = await fetch(url, { ...init, headers });
        for (const line of response.headers.getSetCookie()) {
          assert.match(line, /^__Host-.*; Secure/);
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        return response;
      };
      const shown = await (await browse(`${publicUrl}/?lang=en`)).text();
      assert.match(shown, /<wechat-mp-login/);
      assert.doesNotMatch(shown, /wechat-phone|phone\.js|imulated/);
      assert.equal((await browse(`${publicUrl}/simulator/phone/people`)).status, 404);

      // WeChat does this when the address is entered there.
      simulator.account.callbackUrl = demo.login.callbackUrl;
      assert.equal(await simulator.verifyCallback(), true);

      const { signal } = new AbortController();
      const backend = createHttpBackend(`${publicUrl}/wechat-login`, { fetch: browse });
      const { key, verifier, challenge } = await createChain();
      const { id, rev, interval, present } = await backend.create(
        { challenge, purpose: 'login', method: 'scan' },
        { signal },
      );
      assert.ok(present.type === 'qr');
      assert.ok(calls >= 2, 'the token and the QR code came over HTTP');
      const [person] = await simulator.phone.people();
      const scanned = await simulator.phone.scan(person?.id ?? '', present.url);
      assert.ok(scanned.type === 'profile');
      await simulator.phone.follow(person?.id ?? '', scanned.scanId);
      await simulator.idle();
      const states: string[] = [];
      for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
        states.push(state);
        if (state === 'approved') break;
      }
      assert.equal(states.at(-1), 'approved');
      const result = await backend.redeem(id, verifier, { signal });
      assert.ok(result.result === 'authenticated' && result.isNew);
      const home = await (await browse(`${publicUrl}/?lang=en`)).text();
      assert.ok(home.includes(`<h1><bdi>${result.account.name}</bdi></h1>`));
    } finally {
      await demo.stop();
      platform.server.closeAllConnections();
      platform.server.close();
    }
  });

  test('frees the port again if its address is refused', async () => {
    const port = await freePort();
    const env = { ...environment(createSimulator()), PORT: String(port) };
    const memory = ['--memory'];
    const config = readConfig(memory, { ...env, PUBLIC_URL: 'http://shop.example' });
    await assert.rejects(startDemo(config), ConfigurationError);
    const demo = await startDemo(readConfig(memory, { PORT: String(port) }), () => undefined);
    assert.equal(demo.origin, `http://localhost:${port}`);
    await demo.stop();
  });
});
