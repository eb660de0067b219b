/** The same as openapi.test.ts for the question which account this is, and for accounts' identities. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import {
  createCodeSessions,
  createCookieSessions,
  createMemoryAccounts,
} from '../../../src/accounts/index.js';
import { createMemoryStore, emailCodeMethod, passwordMethod } from '../../../src/server/index.js';
import type { Accounts, Options, Sessions } from '../../../src/server/index.js';
import {
  createWorld,
  isOfBinding,
  startMs,
  unmet,
  type Given,
} from '../../support/server/openapi.js';

const secret = 'a-secret-of-at-least-32-characters';
async function createBinding(options: Partial<Options> = {}) {
  const clock = { nowMs: startMs };
  const now = (): number => clock.nowMs;
  let isDown = false;
  const up = <T>(call: () => Promise<T>): Promise<T> =>
    isDown ? Promise.reject(new Error('down')) : call();
  const memory = createMemoryAccounts();
  await memory.add({ name: 'One', email: 'one@shop.example' });
  await memory.add({ name: 'Two', email: 'two@shop.example' });
  await memory.add({ name: 'Three', email: 'two@shop.example', avatar: '/three.svg' });
  const accounts: Accounts = {
    find: (identity) => memory.find(identity),
    create: (...given) => up(() => memory.create(...given)),
    link: (...given) => up(() => memory.link(...given)),
    identities: (id) => up(() => memory.identities(id)),
    unlink: (...given) => up(() => memory.unlink(...given)),
  };
  const cookies = createCookieSessions({ secure: true, now });
  const codes = createCodeSessions({ secret, now });
  const sessions: Sessions = {
    open: async (account, context) => ({
      ...(await codes.open(account, context)),
      ...(await cookies.open(account, context)),
    }),
    current: (caller) => cookies.current(caller),
    endAll: (id) => cookies.endAll(id),
    exchange: (...given) => up(() => codes.exchange(...given)),
  };
  const world = createWorld({
    newAccounts: 'ask',
    accounts,
    sessions,
    createFields: [{ name: 'name', label: 'Name', type: 'text', required: false }],
    linkMethods: [
      passwordMethod({
        check: (name, password) =>
          up(() => (password === 'right' ? memory.byEmail(name) : Promise.resolve([]))),
      }),
      emailCodeMethod({ find: () => Promise.resolve([]), send: () => Promise.resolve() }),
    ],
    ...options,
    now,
  });
  type Tab = Awaited<ReturnType<typeof world.open>>;
  const post =
    (path: string) =>
    (tab: Tab, json: object, headers: Record<string, string> = {}) =>
      world.ask(`/attempts/${tab.id}/${path}`, {
        json: { verifier: tab.chain.verifier, ...json },
        headers: { cookie: tab.cookie, ...headers },
      });

  /** Somebody at the question; `digits` are those of the chat. */
  async function asked(person = 0) {
    const tab = await world.open();
    const digits = /(?<!\d)\d{6}(?!\d)/.exec(await world.scan(tab, person))?.[0] ?? '';
    const given = await world.redeem(tab);
    assert.match(given.body, /"binding"/);
    return { tab, digits };
  }
  const link = (chatCode: string, username: string, password: string): object => ({
    ...{ action: 'link', method: 'password', chatCode },
    fields: { username, password },
  });
  const down = (value: boolean): void => void (isDown = value);
  const clockWith = { clock, down };
  return { ...world, ...clockWith, asked, link, bind: post('bind'), codes: post('codes') };
}

const session = ({ setCookies }: Given): string =>
  setCookies.find((line) => line.startsWith('__Host-session'))?.split(';')[0] ?? '';
const email = { method: 'email-code', fields: { email: 'one@shop.example' } };

test('every answer on the way to an account is documented', async () => {
  const world = await createBinding();
  const one = await world.asked(0);
  assert.equal((await world.codes(one.tab, email)).status, 202);
  const made = await world.bind(one.tab, { action: 'create', fields: { name: 'Lin' } });
  assert.match(made.body, /"isNew":true/);
  assert.equal((await world.redeem(one.tab)).body, made.body);

  const two = await world.asked(1);
  const select = await world.bind(two.tab, world.link(two.digits, 'two@shop.example', 'right'));
  const { choice } =
    (JSON.parse(select.body) as { accounts: { choice: string }[] }).accounts[1] ?? {};
  assert.match((await world.bind(two.tab, { action: 'select', choice })).body, /"linked":true/);
});

test('every refusal on the way to an account is documented', async () => {
  const world = await createBinding();
  const { tab, digits } = await world.asked();
  const early = await world.open();
  const path = `/attempts/${tab.id}`;
  const elsewhere = { origin: 'https://evil.example' };
  const big = { json: 'a'.repeat(5000) };
  const create = { action: 'create' };
  const wrong = world.link(digits, 'one@shop.example', 'wrong');
  const codes = [
    [await world.bind(tab, { action: 'steal' }), 400, 'invalid_request'],
    [await world.bind(tab, { action: 'create', fields: { age: '7' } }), 400, 'invalid_request'],
    [await world.bind(tab, wrong), 401, 'proof_failed'],
    [
      await world.bind(tab, { ...wrong, method: 'session', fields: {} }),
      403,
      'reauthentication_required',
    ],
    [await world.bind(tab, create, elsewhere), 403, 'origin_denied'],
    [await world.bind(tab, create, { cookie: '' }), 404, 'not_found'],
    [await world.bind(early, create), 409, 'wrong_state'],
    [await world.ask(`${path}/bind`, big), 413, 'too_large'],
    [await world.ask(`${path}/bind`, { body: '{}' }), 415, 'unsupported_media_type'],
    [await world.ask(`${path}/bind`), 405, 'method_not_allowed'],
    [await world.codes(tab, email), 202, undefined],
    [await world.codes(tab, email), 429, 'rate_limited'],
    [await world.codes(tab, { ...email, fields: {} }), 400, 'invalid_request'],
    [await world.codes(tab, email, elsewhere), 403, 'origin_denied'],
    [await world.codes(tab, email, { cookie: '' }), 404, 'not_found'],
    [await world.codes(early, email), 409, 'wrong_state'],
    [await world.ask(`${path}/codes`, big), 413, 'too_large'],
    [await world.ask(`${path}/codes`, { body: '{}' }), 415, 'unsupported_media_type'],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  const wrongDigits = { ...wrong, chatCode: digits === '000000' ? '000001' : '000000' };
  for (let proof = 1; proof < 4; proof++) await world.bind(tab, wrong);
  assert.match((await world.bind(early, wrong)).body, /wrong_state/);
  assert.match((await world.bind(tab, wrongDigits)).body, /"field":"chatCode","remaining":2/);
  const next = await world.asked();
  assert.equal(
    (await world.bind(next.tab, world.link(next.digits, 'one@shop.example', 'right'))).status,
    429,
  );
  await world.cancel(tab);
  for (const given of [await world.bind(tab, create), await world.codes(tab, email)]) {
    assert.equal(given.status, 410);
    assert.match(given.body, /"reason":"cancelled"/);
  }
});

test('every answer of a settings page and of the exchange is documented', async () => {
  const world = await createBinding();
  const { tab } = await world.asked();
  const made = await world.bind(tab, { action: 'create' });
  const headers = { cookie: session(made) };
  const chain = await createChain();
  const created = await world.create(chain, { cookie: 'x' }, 'link');
  assert.deepEqual([created.status, created.code], [403, 'reauthentication_required']);
  const settings = await world.open(headers, 'link');
  const cookie = `${settings.cookie}; ${headers.cookie}`;
  const digits = /(?<!\d)\d{6}(?!\d)/.exec(await world.scan(settings, 1))?.[0];
  assert.match((await world.redeem(settings, { cookie })).body, /"session"/);
  assert.equal((await world.redeem(settings)).code, 'session_mismatch');
  const conflict = await world.open(headers, 'link');
  const other = await world.asked(2);
  await world.bind(other.tab, { action: 'create' });
  await world.scan(conflict, 2);
  const both = { cookie: `${conflict.cookie}; ${headers.cookie}` };
  assert.equal((await world.redeem(conflict, both)).code, 'identity_conflict');

  const link = { action: 'link', method: 'session', chatCode: digits };
  const linked = await world.bind(settings, link, { cookie });
  assert.match(linked.body, /"linked":true/);
  headers.cookie = session(linked);
  const listed = await world.ask('/identities', { headers });
  assert.equal(listed.status, 200);
  const [first] = (JSON.parse(listed.body) as { identities: { id: string }[] }).identities;
  const id = first?.id ?? '';
  const remove = (which: string, more: object = {}) =>
    world.ask(`/identities/${which}`, { method: 'DELETE', headers: { ...headers, ...more } });
  const elsewhere = { origin: 'https://evil.example' };
  const token = { code: (JSON.parse(made.body) as { code: string }).code };
  const exchange = (json: unknown, more: object = {}) =>
    world.ask('/token', { json, headers: { authorization: `Bearer ${secret}`, ...more } });
  const codes = [
    [await world.ask('/identities'), 403, 'reauthentication_required'],
    [await world.ask('/identities', { headers: elsewhere }), 403, 'origin_denied'],
    [await remove('unknown'), 404, 'not_found'],
    [await remove(id, { cookie: '' }), 403, 'reauthentication_required'],
    [await exchange(token), 200, undefined],
    [await exchange(token), 404, 'not_found'],
    [await exchange({}), 400, 'invalid_request'],
    [await exchange('a'.repeat(5000)), 413, 'too_large'],
    [await exchange(token, { origin: 'https://shop.example' }), 403, 'origin_denied'],
    [
      await world.ask('/token', { body: '{}', headers: { authorization: `Bearer ${secret}` } }),
      415,
      'unsupported_media_type',
    ],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  const gone = await remove(id);
  assert.equal(gone.status, 204);
  headers.cookie = session(gone);
  const left = (await world.ask('/identities', { headers })).body;
  const [last] = (JSON.parse(left) as { identities: { id: string }[] }).identities;
  assert.equal((await remove(last?.id ?? '')).code, 'last_way_in');
});

test('a backend without a list of identities is documented', async () => {
  const { find, create, link } = createMemoryAccounts();
  const world = await createBinding({ accounts: { find, create, link } });
  for (const method of ['GET', 'DELETE']) {
    const given = await world.ask(`/identities${method === 'GET' ? '' : '/x'}`, { method });
    assert.deepEqual([given.status, given.code], [404, 'not_found']);
  }
});

test('a fault of the accounts or the store is documented, wherever they are asked', async () => {
  const memory = createMemoryStore({ now: () => startMs });
  let isGone = false;
  const world = await createBinding({
    store: {
      ...memory,
      advance: (...given) =>
        isGone ? Promise.reject(new Error('gone')) : memory.advance(...given),
    },
  });
  const { tab, digits } = await world.asked();
  const { tab: known } = await world.asked(1);
  const headers = { cookie: session(await world.bind(known, { action: 'create' })) };
  world.down(true);
  const authorization = `Bearer ${secret}`;
  for (const given of [
    await world.bind(tab, world.link(digits, 'one@shop.example', 'right')),
    await world.ask('/identities', { headers }),
    await world.ask('/identities/x', { method: 'DELETE', headers }),
    await world.ask('/token', { json: { code: 'x' }, headers: { authorization } }),
  ]) {
    assert.deepEqual([given.status, given.code], [503, 'store_unavailable']);
  }
  isGone = true;
  const given = await world.codes(tab, email);
  assert.deepEqual([given.status, given.code], [503, 'store_unavailable']);
});

test('what the document promises of accounts was met', () => {
  // This backend sets these no limit; others may.
  const left = ['exchangeCode 429', 'listIdentities 429', 'unlinkIdentity 429'];
  assert.deepEqual(unmet(isOfBinding), left);
});
