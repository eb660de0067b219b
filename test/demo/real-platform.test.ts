/** The demo with the keys of a real account, against a platform over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freePort } from '../../src/cli/free-port.js';
import { readConfig } from '../../demo/config.js';
import { startDemo } from '../../demo/start.js';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { ConfigurationError } from '../../src/server/index.js';
import { toNodeListener } from '../../src/server/node.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/index.js';
import { environment, listen, publicUrl } from '../support/demo/real-account.js';

/** A demo with the keys of a simulated account, which it reaches over HTTP, and a visitor of it. */
async function startWith(
  account: NonNullable<SimulatorOptions['account']>,
  env: (simulator: Simulator) => Readonly<Record<string, string>>,
) {
  const port = await freePort();
  /** Maps the public address to the demo's port, as a reverse proxy does. */
  const inside = (url: string): string => url.replace(publicUrl, `http://localhost:${port}`);
  const simulator = createSimulator({
    account,
    deliver: async (request) =>
      fetch(inside(request.url), {
        method: request.method,
        headers: request.headers,
        ...(request.method === 'POST' ? { body: await request.text() } : {}),
      }),
    log: () => undefined,
  });
  const platform = await listen(toNodeListener(simulator));
  const config = readConfig(['--memory', '--new-accounts=create'], {
    PORT: String(port),
    WECHAT_API_BASE_URL: `http://localhost:${platform.port}`,
    ...environment(simulator),
    ...env(simulator),
  });
  const log: string[] = [];
  const demo = await startDemo(config, (...line) => log.push(JSON.stringify(line)));
  // WeChat does this when the address is entered there.
  simulator.account.callbackUrl = demo.login.callbackUrl;
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
  const stop = async (): Promise<void> => {
    await demo.stop();
    platform.server.closeAllConnections();
    platform.server.close();
  };
  return { simulator, demo, log, browse, stop };
}

/** Creates an attempt; its QR code came over HTTP. */
async function createAttempt(browse: typeof fetch) {
  const { signal } = new AbortController();
  const backend = createHttpBackend(`${publicUrl}/wechat-login`, { fetch: browse });
  const chain = await createChain();
  const { challenge } = chain;
  const created = await backend.create({ challenge, purpose: 'login', method: 'scan' }, { signal });
  assert.ok(created.present.type === 'qr');
  return { ...chain, ...created, url: created.present.url, backend, signal };
}

/** The first person scans, and follows. */
async function scan(simulator: Simulator, url: string): Promise<void> {
  const { phone } = simulator;
  const [person] = await phone.people();
  const scanned = await phone.scan(person?.id ?? '', url);
  assert.ok(scanned.type === 'profile');
  await phone.follow(person?.id ?? '', scanned.scanId);
  await simulator.idle();
}

const accounts = [
  { name: 'a verified account in safe mode', account: {}, env: {} },
  {
    name: 'a test account in plain mode',
    account: { isTestAccount: true },
    env: { WECHAT_MODE: 'plain' },
  },
] as const;

describe('The demo with a real official account', () => {
  for (const { name, account, env } of accounts) {
    test(`signs a visitor in over HTTP with ${name}, and shows no phone`, async () => {
      const { simulator, demo, browse, stop } = await startWith(account, ({ account: keys }) => ({
        ...env,
        WECHAT_ACCOUNT_NAME: 'Corner Shop',
        WECHAT_ACCOUNT_KIND: 'subscription',
        WECHAT_ORIGINAL_ID: keys.originalId,
      }));
      try {
        assert.equal(demo.simulator, undefined);
        assert.equal(demo.origin, publicUrl);
        assert.equal(demo.login.callbackUrl, `${publicUrl}/wechat-login/wechat/default`);
        const shown = await (await browse(`${publicUrl}/?lang=en`)).text();
        assert.match(shown, /<wechat-mp-login/);
        assert.doesNotMatch(shown, /wechat-phone|phone\.js|imulated/);
        for (const path of [
          '/simulator/phone/people',
          '/attack',
          '/stranger/wechat-login/config',
        ]) {
          assert.equal((await browse(publicUrl + path)).status, 404, path);
        }
        assert.equal(await simulator.verifyCallback(), true);

        const attempt = await createAttempt(browse);
        const { id, key, rev, interval, verifier, backend, signal, officialAccount } = attempt;
        assert.equal(officialAccount.name, 'Corner Shop');
        assert.equal(officialAccount.kind, 'subscription');
        await scan(simulator, attempt.url);
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
        await stop();
      }
    });
  }

  test('with a test account in safe mode, says in the log what to change', async () => {
    const { encodingAesKey } = createSimulator().account;
    const testAccount = { isTestAccount: true };
    const { simulator, log, browse, stop } = await startWith(testAccount, () => ({
      WECHAT_AES_KEY: encodingAesKey,
    }));
    try {
      await scan(simulator, (await createAttempt(browse)).url);
      const refusal = log.find((line) => line.includes('push_refused'));
      assert.match(refusal ?? '', /"reason":"unencrypted".*safe mode.*`wechat\.mode: 'plain'`/);
    } finally {
      await stop();
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
