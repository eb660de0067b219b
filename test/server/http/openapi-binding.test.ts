/** Like openapi.test.ts, for binding and for the identities of accounts. */
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
  createDocumentedBackend,
  isBindingOperation,
  startMs,
  findMissingAnswers,
  type CheckedAnswer,
} from '../../support/server/documented-backend.js';

const secret = 'a-secret-of-at-least-32-characters';
async function createBinding(options: Partial<Options> = {}) {
  const clock = { nowMs: startMs };
  const now = (): number => clock.nowMs;
  let isDown = false;
  let isOld = false;
  const up = <T>(call: () => Promise<T>): Promise<T> =>
    isDown ? Promise.reject(new Error('down')) : call();
  const memory = createMemoryAccounts();
  await memory.add({ name: 'One', email: 'one@shop.example' });
  await memory.add({ name: 'Two', email: 'two@shop.example' });
  await memory.add({ name: 'Three', email: 'two@shop.example', avatar: '/three.svg' });
  const accounts: Accounts = {
    find: (identity) => memory.find(identity),
    create: (...answer) => up(() => memory.create(...answer)),
    link: (...answer) => up(() => memory.link(...answer)),
    identities: (id) => up(() => memory.identities(id)),
    unlink: (...answer) => up(() => memory.unlink(...answer)),
  };
  const cookies = createCookieSessions({ secure: true, now });
  const codes = createCodeSessions({ secret, now });
  const sessions: Sessions = {
    open: async (account, context) => ({
      ...(await codes.open(account, context)),
      ...(await cookies.open(account, context)),
    }),
    async current(caller) {
      const session = await cookies.current(caller);
      // `isOld`: as if the login of the session were more than a day old.
      return session && isOld ? { ...session, login: 'forgotten' } : session;
    },
    endAll: (id) => cookies.endAll(id),
    exchange: (...answer) => up(() => codes.exchange(...answer)),
  };
  const backend = createDocumentedBackend({
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
  type Tab = Awaited<ReturnType<typeof backend.open>>;
  const post =
    (path: string) =>
    (tab: Tab, json: object, headers: Record<string, string> = {}) =>
      backend.request(`/attempts/${tab.id}/${path}`, {
        json: { verifier: tab.chain.verifier, ...json },
        headers: { cookie: tab.cookie, ...headers },
      });

  /** Takes a new visitor to the question whether they have an account; `digits` are the chat digits. */
  async function startBinding(person = 0) {
    const tab = await backend.open();
    const digits = /(?<!\d)\d{6}(?!\d)/.exec(await backend.scan(tab, person))?.[0] ?? '';
    const answer = await backend.redeem(tab);
    assert.match(answer.body, /"binding"/);
    return { tab, digits };
  }
  const link = (chatCode: string, username: string, password: string): object => ({
    ...{ action: 'link', method: 'password', chatCode },
    fields: { username, password },
  });
  const down = (value: boolean): void => void (isDown = value);
  const old = (value: boolean): void => void (isOld = value);
  const clockWith = { clock, down, old };
  return {
    ...backend,
    ...clockWith,
    startBinding,
    link,
    bind: post('bind'),
    codes: post('codes'),
  };
}

const session = ({ setCookies }: CheckedAnswer): string =>
  setCookies.find((line) => line.startsWith('__Host-session'))?.split(';')[0] ?? '';
const email = { method: 'email-code', fields: { email: 'one@shop.example' } };

test('every answer on the way to an account is documented', async () => {
  const backend = await createBinding();
  const one = await backend.startBinding(0);
  assert.equal((await backend.codes(one.tab, email)).status, 202);
  const bound = await backend.bind(one.tab, {
    ...{ action: 'create', fields: { name: 'Lin' } },
    chatCode: one.digits,
  });
  assert.match(bound.body, /"isNew":true/);
  assert.equal((await backend.redeem(one.tab)).body, bound.body);

  const two = await backend.startBinding(1);
  const select = await backend.bind(two.tab, backend.link(two.digits, 'two@shop.example', 'right'));
  const { choice } =
    (JSON.parse(select.body) as { accounts: { choice: string }[] }).accounts[1] ?? {};
  assert.match((await backend.bind(two.tab, { action: 'select', choice })).body, /"linked":true/);
});

test('every refusal on the way to an account is documented', async () => {
  const backend = await createBinding();
  const { tab, digits } = await backend.startBinding();
  const early = await backend.open();
  const path = `/attempts/${tab.id}`;
  const elsewhere = { origin: 'https://evil.example' };
  const big = { json: 'a'.repeat(9000) };
  const create = { action: 'create', chatCode: digits };
  const wrong = backend.link(digits, 'one@shop.example', 'wrong');
  const codes = [
    [await backend.bind(tab, { action: 'steal' }), 400, 'invalid_request'],
    [await backend.bind(tab, { ...create, fields: { age: '7' } }), 400, 'invalid_request'],
    [await backend.bind(tab, wrong), 401, 'proof_failed'],
    [
      await backend.bind(tab, { ...wrong, method: 'session', fields: {} }),
      403,
      'reauthentication_required',
    ],
    [await backend.bind(tab, create, elsewhere), 403, 'origin_denied'],
    [await backend.bind(tab, create, { cookie: '' }), 404, 'not_found'],
    [await backend.bind(early, create), 409, 'wrong_state'],
    [await backend.request(`${path}/bind`, big), 413, 'too_large'],
    [await backend.request(`${path}/bind`, { body: '{}' }), 415, 'unsupported_media_type'],
    [await backend.request(`${path}/bind`), 405, 'method_not_allowed'],
    [await backend.codes(tab, email), 202, undefined],
    [await backend.codes(tab, email), 429, 'rate_limited'],
    [await backend.codes(tab, { ...email, fields: {} }), 400, 'invalid_request'],
    [await backend.codes(tab, email, elsewhere), 403, 'origin_denied'],
    [await backend.codes(tab, email, { cookie: '' }), 404, 'not_found'],
    [await backend.codes(early, email), 409, 'wrong_state'],
    [await backend.request(`${path}/codes`, big), 413, 'too_large'],
    [await backend.request(`${path}/codes`, { body: '{}' }), 415, 'unsupported_media_type'],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  const wrongDigits = { ...wrong, chatCode: digits === '000000' ? '000001' : '000000' };
  for (let proof = 1; proof < 4; proof++) await backend.bind(tab, wrong);
  assert.match((await backend.bind(early, wrong)).body, /wrong_state/);
  assert.match((await backend.bind(tab, wrongDigits)).body, /"field":"chatCode","remaining":2/);
  const next = await backend.startBinding();
  assert.equal(
    (await backend.bind(next.tab, backend.link(next.digits, 'one@shop.example', 'right'))).status,
    429,
  );
  await backend.cancel(tab);
  for (const answer of [await backend.bind(tab, create), await backend.codes(tab, email)]) {
    assert.equal(answer.status, 410);
    assert.match(answer.body, /"reason":"cancelled"/);
  }
});

test('every answer of a settings page and of the exchange is documented', async () => {
  const backend = await createBinding();
  const { tab, digits: chatCode } = await backend.startBinding();
  const bound = await backend.bind(tab, { action: 'create', chatCode });
  const headers = { cookie: session(bound) };
  const chain = await createChain();
  const created = await backend.create(chain, { cookie: 'x' }, 'link');
  assert.deepEqual([created.status, created.code], [403, 'reauthentication_required']);
  const settings = await backend.open(headers, 'link');
  const cookie = `${settings.cookie}; ${headers.cookie}`;
  const digits = /(?<!\d)\d{6}(?!\d)/.exec(await backend.scan(settings, 1))?.[0];
  assert.match((await backend.redeem(settings, { cookie })).body, /"session"/);
  assert.equal((await backend.redeem(settings)).code, 'session_mismatch');
  const conflict = await backend.open(headers, 'link');
  const other = await backend.startBinding(2);
  await backend.bind(other.tab, { action: 'create', chatCode: other.digits });
  await backend.scan(conflict, 2);
  const both = { cookie: `${conflict.cookie}; ${headers.cookie}` };
  assert.equal((await backend.redeem(conflict, both)).code, 'identity_conflict');

  const link = { action: 'link', method: 'session', chatCode: digits };
  const linked = await backend.bind(settings, link, { cookie });
  assert.match(linked.body, /"linked":true/);
  headers.cookie = session(linked);
  const listed = await backend.request('/identities', { headers });
  assert.equal(listed.status, 200);
  const [first] = (JSON.parse(listed.body) as { identities: { id: string }[] }).identities;
  const id = first?.id ?? '';
  const remove = (which: string, more: object = {}) =>
    backend.request(`/identities/${which}`, { method: 'DELETE', headers: { ...headers, ...more } });
  const elsewhere = { origin: 'https://evil.example' };
  const token = { code: (JSON.parse(bound.body) as { code: string }).code };
  const exchange = (json: unknown, more: object = {}) =>
    backend.request('/token', { json, headers: { authorization: `Bearer ${secret}`, ...more } });
  const codes = [
    [await backend.request('/identities'), 403, 'reauthentication_required'],
    [await backend.request('/identities', { headers: elsewhere }), 403, 'origin_denied'],
    [await remove('unknown'), 404, 'not_found'],
    [await remove(id, { cookie: '' }), 403, 'reauthentication_required'],
    [await exchange(token), 200, undefined],
    [await exchange(token), 404, 'not_found'],
    [await exchange({}), 400, 'invalid_request'],
    [await exchange('a'.repeat(9000)), 413, 'too_large'],
    [await exchange(token, { origin: 'https://shop.example' }), 403, 'origin_denied'],
    [
      await backend.request('/token', {
        body: '{}',
        headers: { authorization: `Bearer ${secret}` },
      }),
      415,
      'unsupported_media_type',
    ],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  assert.equal((await remove(id)).code, 'too_recent');
  backend.old(true);
  const unlinked = await remove(id);
  assert.equal(unlinked.status, 204);
  headers.cookie = session(unlinked);
  const missing = (await backend.request('/identities', { headers })).body;
  const [last] = (JSON.parse(missing) as { identities: { id: string }[] }).identities;
  assert.equal((await remove(last?.id ?? '')).code, 'last_way_in');
});

test('the answers of a backend without a list of identities are documented', async () => {
  const { find, create, link } = createMemoryAccounts();
  const backend = await createBinding({ accounts: { find, create, link } });
  for (const method of ['GET', 'DELETE']) {
    const answer = await backend.request(`/identities${method === 'GET' ? '' : '/x'}`, { method });
    assert.deepEqual([answer.status, answer.code], [404, 'not_found']);
  }
});

test('faults of the accounts and of the store are documented at every endpoint', async () => {
  const memory = createMemoryStore({ now: () => startMs });
  let isGone = false;
  const backend = await createBinding({
    store: {
      ...memory,
      advance: (...answer) =>
        isGone ? Promise.reject(new Error('gone')) : memory.advance(...answer),
    },
  });
  const { tab, digits } = await backend.startBinding();
  const { tab: known, digits: chatCode } = await backend.startBinding(1);
  const bound = await backend.bind(known, { action: 'create', chatCode });
  const headers = { cookie: session(bound) };
  backend.down(true);
  const authorization = `Bearer ${secret}`;
  for (const answer of [
    await backend.bind(tab, backend.link(digits, 'one@shop.example', 'right')),
    await backend.request('/identities', { headers }),
    await backend.request('/identities/x', { method: 'DELETE', headers }),
    await backend.request('/token', { json: { code: 'x' }, headers: { authorization } }),
  ]) {
    assert.deepEqual([answer.status, answer.code], [503, 'store_unavailable']);
  }
  isGone = true;
  const answer = await backend.codes(tab, email);
  assert.deepEqual([answer.status, answer.code], [503, 'store_unavailable']);
});

test('every documented answer about accounts occurred in these tests', () => {
  // This backend has no limit for these; others may have one.
  const missing = ['exchangeCode 429', 'listIdentities 429', 'unlinkIdentity 429'];
  assert.deepEqual(findMissingAnswers(isBindingOperation), missing);
});
