/** Every example signs a visitor in, over real HTTP, with a simulator in place of WeChat. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { start as startHono } from '../../examples/hono.js';
import { start as startNodeHttp } from '../../examples/node-http.js';
import { start as startTiny } from '../../examples/tiny-backend.js';
import { createHttpBackend } from '../../src/client/index.js';
import { createChain } from '../../src/protocol/chain.js';
import { parseAuthenticated } from '../../src/protocol/parse/authenticated.js';
import { parseCreated } from '../../src/protocol/parse/created.js';
import { parseSnapshot } from '../../src/protocol/parse/snapshot.js';
import { parseProblemCode } from '../../src/protocol/parse/problem.js';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';
import { confirmIfAsked } from '../support/simulator/confirm-in-chat.js';
import { assertDocumented } from '../support/protocol/openapi.js';

const base = '/wechat-login';
/** Not the address where it listens, which is not known yet. Node's fetch sends no Origin. */
const publicUrl = `http://localhost${base}`;

type Start = (simulator: Simulator) => unknown;
type Example = 'tiny-backend.ts' | 'node-http.ts' | 'hono.ts';

const optionsOf = ({ account, fetch }: Simulator, url = publicUrl) => {
  const { appId, appSecret, token, encodingAesKey } = account;
  const wechat = { appId, appSecret, token, encodingAesKey, fetch };
  const officialAccount = { name: 'Example Shop' };
  return { publicUrl: url, wechat, officialAccount, log: () => undefined };
};

const examples: Readonly<Record<Example, { start: Start; maxLines: number }>> = {
  'tiny-backend.ts': {
    maxLines: 160,
    start: ({ account, fetch }) => {
      const { appId, appSecret, token, encodingAesKey } = account;
      const env = {
        PUBLIC_URL: publicUrl,
        WECHAT_APP_ID: appId,
        WECHAT_APP_SECRET: appSecret,
        WECHAT_TOKEN: token,
        WECHAT_AES_KEY: encodingAesKey,
      };
      return startTiny({ port: 0, env, fetch });
    },
  },
  'node-http.ts': { maxLines: 70, start: (simulator) => startNodeHttp(optionsOf(simulator), 0) },
  'hono.ts': { maxLines: 40, start: (simulator) => startHono(optionsOf(simulator), 0) },
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** `Set-Cookie` as it came. */
  readonly lines: readonly string[];
  readonly cookies: readonly string[];
}

async function run(start: Start, use: (harness: Harness) => Promise<void>): Promise<void> {
  const simulator = createSimulator();
  const server = (await start(simulator)) as Server;
  try {
    if (!server.listening) await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    simulator.account.callbackUrl = `${origin}${base}/wechat/default`;
    await use(createHarness(origin, simulator));
    await simulator.idle();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

type Harness = ReturnType<typeof createHarness>;

function createHarness(origin: string, simulator: Simulator) {
  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${origin}${path}`, init);
    const { status, headers } = response;
    const body = await response.text();
    if (path.startsWith(base)) {
      const [below = ''] = path.slice(base.length).split('?');
      assertDocumented(init.method ?? 'GET', below, { status, headers, body });
    }
    const lines = headers.getSetCookie();
    const cookies = lines.map((line) => line.split(';')[0] ?? '');
    const isJson = /json/.test(headers.get('content-type') ?? '');
    return { status, body: isJson ? (JSON.parse(body) as unknown) : body, lines, cookies };
  }
  const post = (path: string, body: unknown, cookie = ''): Promise<Answer> =>
    ask(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const bearer = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } });

  async function open() {
    const chain = await createChain();
    const wanted = { challenge: chain.challenge, purpose: 'login', method: 'scan' };
    const answer = await post('/attempts', wanted);
    assert.equal(answer.status, 201);
    const created = parseCreated(answer.body);
    assert.equal(created.present.type, 'qr');
    return { chain, wanted, created, id: created.id, cookie: answer.cookies[0] ?? '' };
  }
  type Tab = Awaited<ReturnType<typeof open>>;

  return {
    ...{ origin, simulator, ask, post, open },
    watch: ({ id }: Tab, key: string) => ask(`${base}/attempts/${id}`, bearer(key)),
    cancel: ({ id }: Tab, key: string) =>
      ask(`${base}/attempts/${id}`, { method: 'DELETE', ...bearer(key) }),
    redeem: ({ id, cookie }: Tab, verifier: string, otherCookie = cookie) =>
      post(`/attempts/${id}/redeem`, { verifier }, otherCookie),
    scan: async ({ created }: Pick<Tab, 'created'>, index = 0): Promise<void> => {
      const { phone } = simulator;
      const { present } = created;
      const visitor = (await phone.people())[index];
      assert.ok(visitor && present.type === 'qr');
      const result = await phone.scan(visitor.id, present.url);
      if (result.type === 'profile') await phone.follow(visitor.id, result.scanId);
      await simulator.idle();
      await confirmIfAsked(phone, visitor.id);
      await simulator.idle();
    },
  };
}

const refused = (answer: Answer, status: number, code: string): void => {
  assert.deepEqual([answer.status, parseProblemCode(answer.body)], [status, code]);
};

const overHttps: Start = (simulator) =>
  startNodeHttp(optionsOf(simulator, `https://localhost${base}`), 0);

test('node-http.ts: over https, the session cookie is secure and for this host only', async () => {
  await run(overHttps, async ({ open, scan, redeem, ask }) => {
    const tab = await open();
    await scan(tab);
    const { lines, cookies } = await redeem(tab, tab.chain.verifier);
    const session = lines.find((line) => line.startsWith('__Host-session='));
    assert.match(session ?? '', /; Path=\/;.*; HttpOnly; SameSite=Lax; Secure$/);
    const cookie = cookies.join('; ');
    assert.ok((await ask('/me', { headers: { cookie } })).body);
  });
});

for (const name of ['node-http.ts', 'hono.ts'] as const) {
  const { start } = examples[name];
  test(`${name}: of two pages of one new person, the one that was scanned last signs in`, async () => {
    await run(start, async ({ open, scan, redeem, ask }) => {
      const [older, newer] = [await open(), await open()];
      for (const tab of [older, newer]) await scan(tab);
      refused(await redeem(older, older.chain.verifier), 410, 'gone');
      const { cookies } = await redeem(newer, newer.chain.verifier);
      assert.ok((await ask('/me', { headers: { cookie: cookies.join('; ') } })).body);
    });
  });
}

test('tiny-backend.ts: two pages of one new person at once create one account', async () => {
  // Both have looked for the account, and wait for WeChat before they create it.
  let [waiting, goOn] = [0, (): void => undefined];
  const both = new Promise<void>((resolve) => (goOn = resolve));
  const together: Start = (simulator) =>
    examples['tiny-backend.ts'].start({
      ...simulator,
      async fetch(input, init) {
        const response = await simulator.fetch(input, init);
        if (/user\/info/.test(input instanceof Request ? input.url : String(input))) {
          if (++waiting === 2) goOn();
          await both;
        }
        return response;
      },
    });
  await run(together, async ({ open, scan, redeem, ask }) => {
    const tabs = await Promise.all([open(), open()]);
    for (const tab of tabs) await scan(tab);
    const answers = await Promise.all(tabs.map((tab) => redeem(tab, tab.chain.verifier)));
    const sessions = await Promise.all(
      answers.map(({ cookies }) => ask('/me', { headers: { cookie: cookies.join('; ') } })),
    );
    assert.ok(sessions[0]?.body);
    assert.deepEqual(sessions[0].body, sessions[1]?.body);
  });
});

for (const name of ['node-http.ts', 'tiny-backend.ts', 'hono.ts'] as const) {
  const { start } = examples[name];

  test(`${name}: a new login ends the session that the browser had`, async () => {
    await run(start, async ({ open, scan, redeem, ask }) => {
      const before = await open();
      await scan(before);
      const { cookies } = await redeem(before, before.chain.verifier);
      const old = cookies.find((each) => each.startsWith('session=')) ?? '';
      assert.ok((await ask('/me', { headers: { cookie: old } })).body);
      const next = await open();
      await scan(next);
      const answer = await redeem(next, next.chain.verifier, `${next.cookie}; ${old}`);
      assert.equal(answer.status, 200);
      assert.equal((await ask('/me', { headers: { cookie: old } })).body, null);
    });
  });
}

for (const [name, { start, maxLines }] of Object.entries(examples)) {
  test(`${name}: a visitor scans the QR code, follows, and is signed in`, async () => {
    await run(start, async (harness) => {
      assert.equal(await harness.simulator.verifyCallback(), true);
      const tab = await harness.open();
      const { key, verifier } = tab.chain;
      assert.equal(parseSnapshot((await harness.watch(tab, key)).body)?.state, 'pending');
      refused(await harness.redeem(tab, verifier), 409, 'wrong_state');
      await harness.scan(tab);
      assert.equal(parseSnapshot((await harness.watch(tab, key)).body)?.state, 'approved');

      const answer = await harness.redeem(tab, verifier);
      const result = parseAuthenticated(answer.body);
      assert.equal(result.isNew, true);
      const session = answer.cookies.find((cookie) => cookie.startsWith('session=')) ?? '';
      const me = (await harness.ask('/me', { headers: { cookie: session } })).body;
      assert.equal((me as { name: string }).name, result.account.name);
      assert.equal((await harness.ask('/me')).body, null);

      const again = await harness.redeem(tab, verifier);
      assert.deepEqual(again.body, answer.body);
      assert.ok(again.cookies.includes(session), 'one session, not two');
      assert.equal(parseSnapshot((await harness.watch(tab, key)).body)?.state, 'completed');

      const next = await harness.open();
      await harness.scan(next);
      const back = parseAuthenticated((await harness.redeem(next, next.chain.verifier)).body);
      assert.deepEqual([back.isNew, back.account], [false, result.account]);
      const another = await harness.open();
      await harness.scan(another, 1);
      const other = parseAuthenticated(
        (await harness.redeem(another, another.chain.verifier)).body,
      );
      assert.notDeepEqual(other.account, result.account);
    });
  });

  test(`${name}: without the right proofs nobody can read, cancel or sign in`, async () => {
    await run(start, async (harness) => {
      const tab = await harness.open();
      const { chain } = tab;
      const stranger = await harness.open();
      await harness.scan(tab);
      await harness.scan(stranger, 1);
      const approved = parseSnapshot((await harness.watch(tab, chain.key)).body);
      await harness.scan(tab, 2);
      assert.equal(
        parseSnapshot((await harness.watch(tab, chain.key)).body)?.rev,
        approved?.rev,
        'the first WeChat user who scanned stays',
      );
      const headers = { 'Wechat-Login-Key': chain.key, Authorization: 'Basic c3RhZ2luZw==' };
      const behindBasic = await harness.ask(`${base}/attempts/${tab.id}?t=1`, { headers });
      assert.equal(behindBasic.status, 200, 'the key may come in a header of its own');
      const others = [stranger.chain.key, chain.challenge, chain.verifier, ''];
      for (const key of others) {
        refused(await harness.watch(tab, key), 404, 'not_found');
        refused(await harness.cancel(tab, key), 404, 'not_found');
      }
      for (const verifier of [chain.key, chain.challenge, stranger.chain.verifier]) {
        refused(await harness.redeem(tab, verifier), 404, 'not_found');
      }
      for (const cookie of ['', stranger.cookie, `${tab.cookie}x`]) {
        refused(await harness.redeem(tab, chain.verifier, cookie), 404, 'not_found');
      }
      refused(await harness.post('/attempts', tab.wanted), 409, 'challenge_used');
      const repeated = await harness.post('/attempts', tab.wanted, tab.cookie);
      assert.equal(repeated.status, 200);
      assert.equal(parseCreated(repeated.body).id, tab.id);
      const push = { method: 'POST', body: '<xml></xml>' };
      assert.equal((await harness.ask(`${base}/wechat/default`, push)).status, 403);
      const cross = { headers: { origin: 'https://evil.example' } };
      refused(await harness.ask(`${base}/attempts/${tab.id}`, cross), 403, 'origin_denied');
      refused(
        await harness.post('/attempts', { ...tab.wanted, challenge: 'short' }),
        400,
        'invalid_request',
      );
      refused(await harness.post('/attempts', 'a'.repeat(9000)), 413, 'too_large');
      refused(await harness.ask(`${base}/attempts`, push), 415, 'unsupported_media_type');

      const results = await Promise.all(
        Array.from({ length: 20 }, () => harness.redeem(tab, chain.verifier)),
      );
      const sessions = results.flatMap(({ cookies }) =>
        cookies.filter((one) => /^session/.test(one)),
      );
      assert.equal(new Set(sessions).size, 1, '20 redeems at once, one session');
      assert.equal((await harness.cancel(stranger, stranger.chain.key)).status, 204);
      assert.equal((await harness.cancel(stranger, stranger.chain.key)).status, 204);
      refused(await harness.redeem(stranger, stranger.chain.verifier), 410, 'gone');
    });
  });

  test(`${name}: the client of the tag signs in with it`, async () => {
    await run(start, async ({ simulator, origin, scan }) => {
      const cookies = new Map<string, string>();
      // The cookie jar of a browser, as much of it as one page needs.
      const browser: typeof fetch = async (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
        const response = await fetch(input, { ...init, headers });
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        return response;
      };
      const { signal } = new AbortController();
      const backend = createHttpBackend(`${origin}${base}`, { fetch: browser });
      const { key, verifier, challenge } = await createChain();
      const wanted = { challenge, purpose: 'login', method: 'scan' } as const;
      const created = await backend.create(wanted, { signal });
      const { id, rev, interval } = created;
      await scan({ created });
      const states: string[] = [];
      for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
        states.push(state);
        if (state === 'approved') break;
      }
      assert.equal(states.at(-1), 'approved');
      const redeemed = await backend.redeem(id, verifier, { signal });
      assert.equal(redeemed.result === 'authenticated' && redeemed.isNew, true);
      await backend.cancel({ id, key }, { signal });
      const me = (await (await browser(`${origin}/me`)).json()) as { name: string };
      assert.ok(me.name);
      assert.equal(simulator.deliveries.length, 1);
    });
  });

  test(`${name} has at most ${maxLines} lines`, () => {
    const text = readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
    const lines = text.trimEnd().split('\n');
    assert.ok(lines.length <= maxLines, `${lines.length} lines`);
    assert.ok(lines.every((line) => line.length <= 100));
  });
}
