/**
 * Signs somebody in through the compiled examples, from the packed package. The project has a copy of hono
 * of its own, beside the one inside the package.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createHttpBackend } from 'wechat-mp-login/client';
import { createChain } from 'wechat-mp-login/protocol';
import { createSimulator } from 'wechat-mp-login/simulator';

const basePath = '/wechat-login';
const { signal } = new AbortController();

/** Keeps cookies, as a browser does. */
function createBrowser() {
  const cookies = new Map();
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

async function signIn(name) {
  const simulator = createSimulator();
  const { start } = await import(`./built/examples/${name}.js`);
  const { account, phone } = simulator;
  const wechat = { ...account, fetch: simulator.fetch };
  const publicUrl = `http://localhost${basePath}`;
  const log = () => undefined;
  const server = start({ publicUrl, wechat, officialAccount: { name: 'Example Shop' }, log }, 0);
  if (!server.listening) await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  account.callbackUrl = `${origin}${basePath}/wechat/default`;

  const browser = createBrowser();
  const backend = createHttpBackend(origin + basePath, { fetch: browser });
  const { key, verifier, challenge } = await createChain();
  const wanted = { challenge, purpose: 'login', method: 'scan' };
  const { id, rev, interval, present } = await backend.create(wanted, { signal });
  const [{ id: personId }] = await phone.people();
  const { scanId } = await phone.scan(personId, present.url);
  await phone.follow(personId, scanId);
  await simulator.idle();
  for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
    if (state === 'approved') break;
  }
  const { result } = await backend.redeem(id, verifier, { signal });
  assert.equal(result, 'authenticated', name);
  const me = await (await browser(`${origin}/me`)).json();
  assert.ok(me?.name, `${name}: nobody is signed in`);
  server.closeAllConnections();
  server.close();
}

for (const name of ['node-http', 'hono']) await signIn(name);
