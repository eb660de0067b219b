/** authing-js-sdk, unmodified, and our adapter meet the same stub of Authing, and both sign in. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { authingBackend } from '../../../src/backends/authing/index.js';
import { Login } from '../../../src/client/index.js';
import {
  authingPeople,
  createAuthingStub,
  type AuthingStub,
} from '../../support/backends/authing-stub.js';
import { serveAnswers, type ServedStub } from '../../support/backends/serve.js';
import { installLocked } from '../../support/frameworks/packages.js';
import { until } from '../../support/until.js';

/** The part of https://github.com/Authing/authing-js-sdk that is used here. */
interface Client {
  readonly wechatmpqrcode: {
    geneCode(): Promise<{ readonly random: string; readonly url: string }>;
    exchangeUserInfo(
      ticket: string,
    ): Promise<{ readonly nickname: string; readonly token: string }>;
    startPolling(random: string, options: PollOptions): Promise<unknown>;
  };
  readonly publicKeyManager: { getPublicKey(): Promise<string> };
  readonly options: { encryptFunction(text: string, publicKey: string): Promise<string> };
  sendSmsCode(phone: string): Promise<unknown>;
}

interface PollOptions {
  readonly interval: number;
  readonly onScanned: () => void;
  readonly onExpired: () => void;
  readonly onCancel: () => void;
  readonly onError: () => void;
  readonly onAuthFlow: (flow: { readonly apiCode: number }) => void;
  readonly onSuccess: (user: object, ticket: string) => void;
}

installLocked('test/frameworks/clients');
const require = createRequire(import.meta.url);
const { AuthenticationClient } = require('authing-js-sdk') as {
  readonly AuthenticationClient: new (options: object) => Client;
};

let stub: AuthingStub;
let served: ServedStub;
let client: Client;

before(async () => {
  served = await serveAnswers((request) => stub.answer(request));
  stub = createAuthingStub(served.origin);
  client = new AuthenticationClient({ appId: stub.appId, appHost: served.origin });
});

after(() => served.close());

/** Polls until the status leads to one of the client's callbacks, and says which. */
async function poll(status: number, scannedResult?: Readonly<Record<string, unknown>>) {
  const { random } = await client.wechatmpqrcode.geneCode();
  stub.set(status, scannedResult);
  return new Promise<readonly [callback: string, ticket?: string]>((resolve) => {
    const tell = (callback: string) => () => resolve([callback]);
    void client.wechatmpqrcode.startPolling(random, {
      interval: 20,
      onScanned: tell('scanned'),
      onExpired: tell('expired'),
      onCancel: tell('cancelled'),
      onError: tell('error'),
      onAuthFlow: ({ apiCode }) => resolve([`flow ${apiCode}`]),
      onSuccess: (_user, ticket) => resolve(['success', ticket]),
    });
  });
}

test('the client makes a QR code of an official account', async () => {
  const { random, url } = await client.wechatmpqrcode.geneCode();
  assert.ok(url.includes(random));
  const picture = await fetch(url);
  assert.equal(picture.headers.get('content-type'), 'image/png');
});

for (const [status, callback, scannedResult] of [
  [-1, 'expired', undefined],
  [1, 'scanned', undefined],
  [3, 'cancelled', undefined],
  [4, 'flow 1641', { apiCode: 1641, data: {} }],
  [5, 'error', { errmsg: 'refused' }],
] as const) {
  test(`the client understands the status ${status}`, async () => {
    assert.deepEqual(await poll(status, scannedResult), [callback]);
  });
}

test('the client exchanges the ticket, once', async () => {
  const [callback, ticket = ''] = await poll(2);
  assert.equal(callback, 'success');
  const user = await client.wechatmpqrcode.exchangeUserInfo(ticket);
  assert.equal(user.nickname, '林溪');
  assert.match(user.token, /authing\.token$/);
  await assert.rejects(client.wechatmpqrcode.exchangeUserInfo(ticket));
});

// It sends email by GraphQL. The address that the adapter uses is that of Authing's client for Android:
// https://github.com/Authing/guard-android, AuthClient.java.
test('the client sends verification codes to phones', async () => {
  await client.sendSmsCode(authingPeople.phone);
  await assert.rejects(client.sendSmsCode('1'), { code: 500 });
});

test("a password that the client encrypts with the stub's key proves the account", async () => {
  await client.wechatmpqrcode.geneCode();
  const flowHandle = stub.set(4, { apiCode: 1640, flowHandle: true });
  const publicKey = await client.publicKeyManager.getPublicKey();
  const password = await client.options.encryptFunction(authingPeople.password, publicKey);
  const answer = await fetch(`${served.origin}/interaction/authFlow`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-authing-app-id': stub.appId },
    body: JSON.stringify({
      action: 'bind-identity-by-password',
      data: { account: 'lin', password },
      flowHandle,
    }),
  });
  assert.equal(((await answer.json()) as { apiCode?: number }).apiCode, 1600);
});

test('a client without the id is refused, and so is the adapter', async () => {
  const stranger = new AuthenticationClient({
    appId: 'another',
    appHost: served.origin,
    onError: () => undefined,
  });
  await assert.rejects(stranger.wechatmpqrcode.geneCode(), /2101/);
  const adapter = backendFor('another');
  const { signal } = new AbortController();
  const request = { challenge: 'c', purpose: 'login', method: 'scan' } as const;
  await assert.rejects(adapter.create(request, { signal }), { code: 'misconfigured' });
});

test('the adapter signs in at the same stub', async () => {
  const names: string[] = [];
  const login = new Login({
    backend: backendFor(stub.appId),
    onState: (state) => {
      if (state.type === 'success') names.push(state.account.name);
    },
  });
  login.start();
  await until(() => login.state.type === 'ready', 'ready');
  stub.set(2);
  await until(() => names.length > 0, 'success');
  assert.deepEqual(names, ['林溪']);
  login.dispose();
});

const backendFor = (appId: string) =>
  authingBackend({
    ...{ host: served.origin, appId },
    officialAccount: { name: '茶马古道' },
    warn: () => undefined,
  });
