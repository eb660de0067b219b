/**
 * casdoor-js-sdk has no call for QR codes: Casdoor's own login page makes them, and the stub follows its source.
 * What comes after is the client's: it takes the adapter's code and state to the application's server.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { casdoorBackend } from '../../../src/backends/casdoor/index.js';
import { Login, type LoginState } from '../../../src/client/index.js';
import { createCasdoorStub } from '../../support/backends/casdoor-stub.js';
import { serveAnswers, type ServedStub } from '../../support/backends/serve.js';
import { listen, stop } from '../../support/e2e/site.js';
import { installLocked } from '../../support/frameworks/packages.js';
import { until } from '../../support/until.js';

/** The part of https://github.com/casdoor/casdoor-js-sdk that is used here. */
interface Client {
  signin(
    server: string,
    path: string,
    code: string,
    state: string,
  ): Promise<{ readonly data: { readonly name: string } }>;
}

installLocked('test/frameworks/clients');
const require = createRequire(import.meta.url);
const { default: Sdk } = require('casdoor-js-sdk') as {
  readonly default: new (options: object) => Client;
};

const stub = createCasdoorStub();
const storage = new Map<string, string>();
const page = { address: new URL('https://shop.example/sign-in') };
/** What both read of a browser. */
const globals = {
  location: {
    get href() {
      return page.address.href;
    },
    origin: page.address.origin,
    pathname: page.address.pathname,
  },
  window: globalThis,
  history: {
    state: null,
    replaceState: (_state: unknown, _title: string, url: URL) => (page.address = url),
  },
  sessionStorage: {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  },
};

let served: ServedStub;
let server: Server;
let application = '';

before(async () => {
  Object.assign(globalThis, globals);
  served = await serveAnswers((request) => stub.answer(request));
  server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const account = stub.exchange(searchParams.get('code') ?? '');
    response.end(JSON.stringify({ status: account ? 'ok' : 'error', data: account }));
  });
  application = `http://localhost:${await listen(server)}`;
});

after(async () => {
  for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
  await served.close();
  await stop(server);
});

function start(onState: (state: LoginState) => void = () => undefined): Login {
  const sdk = new Sdk({
    serverUrl: served.origin,
    clientId: stub.clientId,
    appName: 'shop',
    organizationName: 'built-in',
  });
  const login = new Login({
    backend: casdoorBackend({
      ...{ server: served.origin, clientId: stub.clientId, application: 'shop' },
      provider: 'admin/provider_wechat',
      officialAccount: { name: '茶马古道' },
      leave: (url) => void comeBack(url),
      async signIn(code, state) {
        storage.set('casdoor-state', state);
        return (await sdk.signin(application, '/api/signin', code, state)).data;
      },
      warn: () => undefined,
    }),
    onState,
  });
  login.start();
  return login;
}

async function comeBack(url: string): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual' });
  page.address = new URL(answer.headers.get('location') ?? '');
}

test("the client hands the adapter's code to the application, which signs in", async () => {
  const first = start();
  await until(() => first.state.type === 'ready', 'ready');
  stub.scan();
  await until(() => page.address.search !== '', 'the way back');
  first.dispose();
  const names: string[] = [];
  const second = start((state) => {
    if (state.type === 'success') names.push(state.account.name);
  });
  await until(() => names.length > 0, 'success');
  assert.deepEqual(names, ['林溪']);
  second.dispose();
});
