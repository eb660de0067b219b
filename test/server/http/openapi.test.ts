/**
 * Compares the reference backend with docs/openapi.json: every answer in a login, and in everything
 * that can go wrong with one, must be an answer that the document describes.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { createMemoryStore } from '../../../src/server/index.js';
import {
  createDocumentedBackend,
  isBindingOperation,
  seen,
  startMs,
  findMissingAnswers,
} from '../../support/server/documented-backend.js';
import { hookStore } from '../../support/server/hook-store.js';

test('every answer of a whole login is documented', async () => {
  const backend = createDocumentedBackend();
  assert.equal(await backend.simulator.verifyCallback(), true);
  const tab = await backend.open();
  assert.equal((await backend.create(tab.chain, { cookie: tab.cookie })).status, 200);
  assert.match((await backend.watch(tab)).body, /"pending"/);
  const held = backend.watch(tab, '?rev=1&wait=20');
  const stream = backend.watch(tab, '', { accept: 'text/event-stream' });
  await backend.scan(tab);
  assert.match((await held).body, /"approved"/);
  const redeemed = await backend.redeem(tab);
  assert.equal(redeemed.status, 200);
  assert.match(redeemed.body, /"authenticated"/);
  assert.match((await stream).body, /event: state[^]*"completed"/);
  assert.equal((await backend.redeem(tab)).body, redeemed.body);
  assert.equal((await backend.watch(tab)).status, 200);
  assert.equal((await backend.cancel(tab)).status, 204);
});

test('every refusal of a page is documented', async () => {
  const backend = createDocumentedBackend();
  const tab = await backend.open();
  const stranger = await backend.open();
  const path = `/attempts/${tab.id}`;
  const json = { challenge: tab.chain.challenge, purpose: 'login', method: 'scan' };
  const elsewhere = { origin: 'https://evil.example' };
  const codes = [
    [await backend.create(tab.chain), 409, 'challenge_used'],
    [await backend.redeem(tab), 409, 'wrong_state'],
    [await backend.redeem(tab, { cookie: stranger.cookie }), 404, 'not_found'],
    [await backend.redeem(tab, elsewhere), 403, 'origin_denied'],
    [await backend.watch({ ...tab, chain: stranger.chain }), 404, 'not_found'],
    [await backend.watch(tab, '', elsewhere), 403, 'origin_denied'],
    [await backend.watch(tab, '?rev=x'), 400, 'invalid_request'],
    [await backend.watch(tab, '', { authorization: '' }), 404, 'not_found'],
    [await backend.cancel({ ...tab, id: 'a'.repeat(22) }), 404, 'not_found'],
    [await backend.cancel(tab, elsewhere), 403, 'origin_denied'],
    [await backend.create(tab.chain, elsewhere), 403, 'origin_denied'],
    [await backend.create(tab.chain, { origin: 'null' }), 403, 'origin_denied'],
    [
      await backend.request('/attempts', { json: { ...json, challenge: 7 } }),
      400,
      'invalid_request',
    ],
    [
      await backend.request('/attempts', { json: { ...json, purpose: 'x' } }),
      400,
      'invalid_request',
    ],
    [
      await backend.request('/attempts', { json: { ...json, method: 'oauth' } }),
      403,
      'method_unavailable',
    ],
    [await backend.request('/attempts', { body: 'a=b' }), 415, 'unsupported_media_type'],
    [await backend.request('/attempts', { json: 'a'.repeat(9000) }), 413, 'too_large'],
    [await backend.request(`${path}/redeem`, { json: {} }), 400, 'invalid_request'],
    [await backend.request(`${path}/redeem`, { body: '{}' }), 415, 'unsupported_media_type'],
    [await backend.request(`${path}/redeem`, { json: 'a'.repeat(9000) }), 413, 'too_large'],
    [await backend.request(path, { method: 'PUT' }), 405, 'method_not_allowed'],
    [await backend.request('/attempts'), 405, 'method_not_allowed'],
    [await backend.request('/attempts/a/b/c'), 404, 'not_found'],
    [await backend.request('/elsewhere'), 404, 'not_found'],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  assert.equal((await backend.cancel(tab)).status, 204);
  const gone = await backend.redeem(tab);
  assert.equal(gone.status, 410);
  assert.match(gone.body, /"reason":"cancelled"/);
  backend.clock.nowMs += 3_600_000;
  assert.equal((await backend.watch(stranger)).status, 404);
});

test('every refusal of a push is documented', async () => {
  const backend = createDocumentedBackend();
  const tab = await backend.open();
  const big = { body: 'a'.repeat(70_000) };
  assert.equal((await backend.request('/wechat/default')).status, 403);
  assert.equal((await backend.request('/wechat/default', { body: '<xml></xml>' })).status, 403);
  assert.equal((await backend.request('/wechat/default', big)).status, 413);
  const denied = { body: '<xml></xml>', headers: { origin: 'https://evil.example' } };
  assert.equal((await backend.request('/wechat/default', denied)).status, 403);
  assert.equal((await backend.request('/wechat/other', { body: '<xml></xml>' })).status, 404);
  assert.equal((await backend.request('/wechat/other')).status, 404);
  await backend.simulator.phone.followBySearch(
    (await backend.simulator.phone.people())[2]?.id ?? assert.fail(),
  );
  await backend.simulator.idle();
  assert.match((await backend.watch(tab)).body, /"pending"/);
});

test('every refusal of WeChat’s API is documented and hides WeChat’s details from the page', async () => {
  const backend = createDocumentedBackend();
  for (const [errcode, status, code] of [
    [40_013, 503, 'misconfigured'],
    [48_001, 403, 'method_unavailable'],
    [50_002, 503, 'platform_disabled'],
    [45_009, 503, 'quota_exhausted'],
  ] as const) {
    const one = createDocumentedBackend();
    one.simulator.settings.fail['qrcode/create'] = errcode;
    const answer = await one.create(await createChain());
    assert.deepEqual([answer.status, answer.code], [status, code]);
    assert.doesNotMatch(answer.body, new RegExp(`${errcode}|rid|wx`));
  }
  const tab = await backend.open();
  await backend.scan(tab);
  backend.simulator.settings.fail['user/info'] = { answer: 'html' };
  const answer = await backend.redeem(tab);
  assert.deepEqual([answer.status, answer.code], [503, 'upstream_unavailable']);
  backend.simulator.settings.fail = {};
  assert.equal((await backend.redeem(tab)).status, 200);
});

test('every answer to the callback of web authorization is documented', async () => {
  const backend = createDocumentedBackend({
    officialAccount: { name: 'Example Shop', methods: ['scan', 'oauth'] },
  });
  const { challenge } = await createChain();
  const created = await backend.request('/attempts', {
    json: { challenge, purpose: 'login', method: 'oauth', resumeAt: '/sign-in' },
  });
  assert.equal(created.status, 201, created.body);
  const { present } = JSON.parse(created.body) as { present: { url: string } };
  const state = new URL(present.url).searchParams.get('state') ?? '';
  const cookie = created.setCookies[0]?.split(';')[0] ?? '';
  const callback = (query: string, headers: Record<string, string> = {}) =>
    backend.request(`/oauth/callback${query}`, { headers });
  assert.equal((await callback('')).status, 400);
  assert.equal((await callback(`?code=a&state=${'0'.repeat(32)}`)).status, 404);
  assert.equal((await callback(`?code=a&state=${state}`)).status, 403);
  assert.equal((await callback(`?code=a&state=${state}`, { cookie })).status, 303);
});

test('limits are documented', async () => {
  const backend = createDocumentedBackend({
    limits: { createsPerAddressPerMinute: 2, pollsPerSecond: 1 },
  });
  const tab = await backend.open();
  await backend.open();
  const refused = await backend.create(await createChain());
  assert.deepEqual([refused.status, refused.code], [429, 'rate_limited']);
  const polls = [await backend.watch(tab), await backend.watch(tab), await backend.watch(tab)];
  assert.deepEqual(polls.at(-1)?.code, 'slow_down');
});

test('an unavailable store is documented at every endpoint', async () => {
  const memory = createMemoryStore({ now: () => startMs });
  let isDown = false;
  const backend = createDocumentedBackend({
    store: hookStore(memory, () => {
      if (isDown) throw new Error('down');
    }),
  });
  const tab = await backend.open();
  isDown = true;
  for (const answer of [
    await backend.create(await createChain()),
    await backend.watch(tab),
    await backend.cancel(tab),
    await backend.redeem(tab),
  ]) {
    assert.deepEqual([answer.status, answer.code], [503, 'store_unavailable']);
  }
  await backend.scan(tab);
  assert.ok(seen.has('receivePush 503'));
});

test('every documented operation and status occurred in these tests, except internal errors', () => {
  // This backend has no limit for redeem and cancel; others may have one.
  const missing = findMissingAnswers((operation) => !isBindingOperation(operation));
  assert.deepEqual(missing, ['cancelAttempt 429', 'redeemAttempt 429']);
});
