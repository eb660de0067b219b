/** Runs the samples for servers, and signs somebody in through the backends that they create. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createChain } from '../../../src/protocol/chain.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { confirmIfAsked } from '../simulator/confirm-in-chat.js';
import { bundle } from './bundle.js';
import { root } from './documents.js';
import { fileName, type SampleModule } from './modules.js';

/** The environment variables that the documents ask for. */
const environment = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_TOKEN: 'token123',
  WECHAT_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** @returns the exports of the sample */
export async function runOnServer(
  sample: SampleModule,
  known: readonly SampleModule[],
): Promise<Readonly<Record<string, unknown>>> {
  const entry = `export * from './${fileName(sample.path)}';
    import * as all from './${fileName(sample.path)}';
    export default all['default'];`;
  const [file] = await bundle(entry, known, 'node');
  // Inside node_modules, where imports of packages resolve and no tool picks the file up.
  const folder = await mkdtemp(join(root, 'node_modules', '.sample-'));
  try {
    const path = join(folder, 'sample.mjs');
    await writeFile(path, file?.text ?? '');
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface Platform {
  readonly simulator: Simulator;
  /** Sends the pushes of the simulated account to this backend. */
  connect(backend: Backend): void;
}

export interface Backend {
  readonly callbackUrl: string;
  fetch(request: Request): Promise<Response>;
}

/** Runs `act` with the environment variables set, and with the simulator in place of WeChat. */
export async function withPlatform<T>(act: (platform: Platform) => Promise<T>): Promise<T> {
  const { fetch: realFetch } = globalThis;
  const { env } = process;
  let backend: Backend | undefined;
  const simulator = createSimulator({
    account: {
      appId: environment.WECHAT_APP_ID,
      appSecret: environment.WECHAT_APP_SECRET,
      token: environment.WECHAT_TOKEN,
      encodingAesKey: environment.WECHAT_AES_KEY,
    },
    deliver: (request) => backend?.fetch(request) ?? Promise.reject(new TypeError('no backend')),
  });
  process.env = { ...env, ...environment };
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const origin = backend && new URL(backend.callbackUrl).origin;
    // A simulator of a sample pushes over the network.
    return backend && request.url.startsWith(`${origin}/`)
      ? backend.fetch(request)
      : simulator.fetch(request);
  };
  try {
    return await act({
      simulator,
      connect(connected) {
        backend = connected;
        simulator.account.callbackUrl = connected.callbackUrl;
      },
    });
  } finally {
    globalThis.fetch = realFetch;
    process.env = env;
  }
}

/** Creates an attempt, scans its QR code, follows and redeems. If the backend asks, creates an account. */
export async function signIn(platform: Platform, backend: Backend): Promise<void> {
  const { simulator } = platform;
  platform.connect(backend);
  const baseUrl = backend.callbackUrl.replace(/\/wechat\/[^/]+$/, '');
  const { verifier, challenge } = await createChain();
  let cookie = '';
  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await backend.fetch(
      new Request(`${baseUrl}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Cookie: cookie },
        body: JSON.stringify(body),
      }),
    );
    const text = await response.text();
    assert.ok(response.ok, `${path} answers ${response.status} ${text}`);
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return JSON.parse(text) as Record<string, unknown>;
  }
  const created = await post('/attempts', { challenge, purpose: 'login', method: 'scan' });
  const { url } = created['present'] as { url: string };
  const visitorId = (await simulator.phone.people())[0]?.id ?? '';
  const scanned = await simulator.phone.scan(visitorId, url);
  if (scanned.type === 'profile') await simulator.phone.follow(visitorId, scanned.scanId);
  else assert.equal(scanned.type, 'chat', 'the visitor follows already');
  await simulator.idle();
  await confirmIfAsked(simulator.phone, visitorId);
  await simulator.idle();
  const path = `/attempts/${String(created['id'])}`;
  const redeemed = await post(`${path}/redeem`, { verifier });
  const { result } =
    redeemed['result'] === 'binding'
      ? await post(`${path}/bind`, { verifier, action: 'create' })
      : redeemed;
  assert.equal(result, 'authenticated');
}
