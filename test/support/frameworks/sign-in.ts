/** A visitor who signs in through a mount of the backend, and the simulator that plays WeChat. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChain } from '../../../src/protocol/chain.js';
import { toNodeListener } from '../../../src/server/node.js';
import { confirmIfAsked } from '../simulator/confirm-in-chat.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';

/** Answers a request, as the mounted server or function does. */
export type Send = (request: Request) => Promise<Response>;

const byFetch: Send = (request) => fetch(request);

/** Where each simulator sends its pushes: to the mount that is being tested. */
const mounts = new WeakMap<Simulator, Send>();

export function createPlatform(): Simulator {
  const simulator = createSimulator({
    deliver: (request) => (mounts.get(simulator) ?? byFetch)(request),
  });
  return simulator;
}

/**
 * Signs somebody in through `url`: creates an attempt, watches its event stream, scans, follows, and
 * redeems with the cookie. The pushes are encrypted, as in safe mode.
 */
export async function signIn(simulator: Simulator, url: string, send = byFetch): Promise<void> {
  mounts.set(simulator, send);
  simulator.account.callbackUrl = `${url}/wechat/default`;
  const { verifier, challenge, key } = await createChain();
  let cookie = '';
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await send(new Request(`${url}${path}`, init));
    if (!response.ok) {
      assert.fail(`${path} answers ${response.status}: ${await response.text()}`);
    }
    return response;
  };
  const post = (path: string, body: object): Promise<Response> =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const created = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  cookie = created.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { id, present } = (await created.json()) as { id: string; present: { url: string } };

  const headers = { accept: 'text/event-stream', authorization: `Bearer ${key}` };
  const events = readEvents(await call(`/attempts/${id}`, { headers }));
  await events.until('pending');
  await scanAndFollow(simulator, present.url);
  await events.until('approved');

  const redeemed = await post(`/attempts/${id}/redeem`, { verifier });
  assert.equal(((await redeemed.json()) as { result: string }).result, 'authenticated');
  assert.ok(redeemed.headers.getSetCookie().some((line) => /^session=/.test(line)));
  await events.until('completed');
}

function readEvents(stream: Response): { until(state: string): Promise<void> } {
  assert.match(stream.headers.get('content-type') ?? '', /text\/event-stream/);
  const reader = (stream.body ?? assert.fail()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    async until(state) {
      while (!text.includes(`"${state}"`)) {
        const { value, done } = await reader.read();
        assert.ok(!done, `the stream ended before ${state}: ${text}`);
        text += decoder.decode(value, { stream: true });
      }
    },
  };
}

async function scanAndFollow(simulator: Simulator, url: string): Promise<void> {
  const [person] = await simulator.phone.people();
  if (!person) assert.fail('nobody has a phone');
  const scanned = await simulator.phone.scan(person.id, url);
  if (scanned.type === 'profile') await simulator.phone.follow(person.id, scanned.scanId);
  await simulator.idle();
  await confirmIfAsked(simulator.phone, person.id);
  await simulator.idle();
  const [sent] = simulator.deliveries.at(-1)?.attempts ?? [];
  assert.match(sent?.body ?? '', /<Encrypt>/);
  const { outcome } = sent ?? assert.fail('nothing was pushed');
  assert.equal(outcome.type === 'answered' && outcome.status, 200, JSON.stringify(outcome));
}

/** Serves WeChat's API on a port, for a backend in another process. */
export async function serveApi(simulator: Simulator): Promise<{ url: string; close(): void }> {
  const server = createServer(toNodeListener({ fetch: (request) => simulator.fetch(request) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The environment variables by which a program reaches the simulator in place of WeChat. */
export function environmentOf({ account }: Simulator, apiUrl: string): Record<string, string> {
  return {
    WECHAT_APP_ID: account.appId,
    WECHAT_APP_SECRET: account.appSecret,
    WECHAT_TOKEN: account.token,
    WECHAT_AES_KEY: account.encodingAesKey,
    WECHAT_API_URL: apiUrl,
  };
}
