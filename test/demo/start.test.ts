/** `npm start` as it is started: in a process of its own, and against a platform over HTTP. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { readConfig } from '../../demo/config.js';
import { startDemo } from '../../demo/start.js';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { ConfigurationError } from '../../src/server/index.js';
import { createSimulator } from '../../src/simulator/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const publicUrl = 'https://shop.example';

async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** One that nobody listens on. */
async function freePort(): Promise<number> {
  const { server, port } = await listen(() => undefined);
  server.close();
  await once(server, 'close');
  return port;
}

/** The environment of a real account, which is the simulator's. */
function environment({ account }: Pick<ReturnType<typeof createSimulator>, 'account'>) {
  return {
    WECHAT_APP_ID: account.appId,
    WECHAT_APP_SECRET: account.appSecret,
    WECHAT_TOKEN: account.token,
    WECHAT_AES_KEY: account.encodingAesKey,
    PUBLIC_URL: publicUrl,
  };
}

describe('npm start', () => {
  function start(test: TestContext, env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server.ts'], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    test.after(() => child.kill('SIGKILL'));
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const ended = once(child, 'close').then(([code]: unknown[]) => code);
    /** Waits until it has said this on its output, or has ended. */
    const until = async (pattern: RegExp): Promise<void> => {
      const over = ended.then(() => 'over');
      while (!pattern.test(said.out)) {
        if ((await Promise.race([once(child.stdout, 'data'), over])) === 'over') break;
      }
    };
    return { child, said, ended, until };
  }

  test('prints one address, answers there, and stops when told to, also while a page waits', async (t) => {
    const { child, said, ended, until } = start(t, { PORT: '0' });
    await until(/http\S+\s*\n/);
    const address = said.out.trim();
    assert.match(address, /^http:\/\/localhost:\d+$/, 'the address and nothing else');
    const response = await fetch(address);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /<wechat-mp-login[^]*<demo-phone/);

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
    // Over or cut: not held for ever.
    await news.next().catch(() => undefined);
    assert.equal(said.out.trim(), address);
    assert.doesNotMatch(said.err, /https?:|Error|^\s+at /m);
  });

  test('with the keys of a real account prints the callback address to enter', async (t) => {
    const { said, until } = start(t, { PORT: '0', ...environment(createSimulator()) });
    await until(/default\s*\n/);
    assert.deepEqual(said.out.match(/https?:\S+/g), [
      publicUrl,
      `${publicUrl}/wechat-login/wechat/default`,
    ]);
  });

  test('a port in use is one sentence', async (t) => {
    const { server, port } = await listen(() => undefined);
    const { said, ended } = start(t, { PORT: String(port) });
    assert.equal(await ended, 1);
    assert.equal(said.out, '');
    assert.match(said.err, /^The port is in use\. Set PORT to another one, .*\.\n$/);
    server.close();
  });

  for (const [what, env, sentence] of [
    ['half of the keys', { WECHAT_TOKEN: 'pK7wZ2vQ9xR4mT6n' }, /^WECHAT_TOKEN given, but not .+/],
    [
      'a misshapen key',
      { ...environment(createSimulator()), WECHAT_APP_ID: 'gh_1' },
      /^wechat\.appId must be .+/,
    ],
  ] as const) {
    test(`${what}: one sentence, and it does not start`, async (t) => {
      const { said, ended } = start(t, { PORT: '0', ...env });
      assert.equal(await ended, 1);
      assert.equal(said.out, '');
      assert.match(said.err, sentence);
      assert.equal(said.err.trim().split('\n').length, 1);
    });
  }
});

describe('The demo on a real platform', () => {
  test('a person signs in through an API and pushes over HTTP, and no phone is shown', async () => {
    const port = await freePort();
    /** What stands behind the public address: a reverse proxy would do the same. */
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
    const config = readConfig([], {
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
      assert.doesNotMatch(shown, /demo-phone|phone\.js|imulated/);
      assert.equal((await browse(`${publicUrl}/simulator/phone/people`)).status, 404);

      // As the platform does when the address is entered there.
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
      assert.ok(calls >= 2, 'the token and the code came over HTTP');
      const [person] = await simulator.phone.people();
      const result = await simulator.phone.scan(person?.id ?? '', present.url);
      assert.ok(result.type === 'profile');
      await simulator.phone.follow(person?.id ?? '', result.scanId);
      await simulator.idle();
      const states: string[] = [];
      for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
        states.push(state);
        if (state === 'approved') break;
      }
      assert.equal(states.at(-1), 'approved');
      const { account, isNew } = await backend.redeem(id, verifier, { signal });
      assert.equal(isNew, true);
      const home = await (await browse(`${publicUrl}/?lang=en`)).text();
      assert.ok(home.includes(`<h1><bdi>${account.name}</bdi></h1>`));
    } finally {
      await demo.stop();
      platform.server.closeAllConnections();
      platform.server.close();
    }
  });

  test('an address that is refused frees the port again', async () => {
    const port = await freePort();
    const env = { ...environment(createSimulator()), PORT: String(port) };
    const config = readConfig([], { ...env, PUBLIC_URL: 'http://shop.example' });
    await assert.rejects(startDemo(config), ConfigurationError);
    const demo = await startDemo(readConfig([], { PORT: String(port) }), () => undefined);
    assert.equal(demo.origin, `http://localhost:${port}`);
    await demo.stop();
  });
});
