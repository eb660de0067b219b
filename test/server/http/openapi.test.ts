/**
 * The reference backend against docs/openapi.json: every answer that it gives here, in the course of
 * logins and of everything that can go wrong with them, has to be one that the document names.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { createMemoryStore } from '../../../src/server/index.js';
import { createWorld, isOfBinding, seen, startMs, unmet } from '../../support/server/openapi.js';

test('every answer of a whole login is documented', async () => {
  const world = createWorld();
  assert.equal(await world.simulator.verifyCallback(), true);
  const tab = await world.open();
  assert.equal((await world.create(tab.chain, { cookie: tab.cookie })).status, 200);
  assert.match((await world.watch(tab)).body, /"pending"/);
  const held = world.watch(tab, '?rev=1&wait=20');
  const stream = world.watch(tab, '', { accept: 'text/event-stream' });
  await world.scan(tab);
  assert.match((await held).body, /"approved"/);
  const redeemed = await world.redeem(tab);
  assert.equal(redeemed.status, 200);
  assert.match(redeemed.body, /"authenticated"/);
  assert.match((await stream).body, /event: state[^]*"completed"/);
  assert.equal((await world.redeem(tab)).body, redeemed.body);
  assert.equal((await world.watch(tab)).status, 200);
  assert.equal((await world.cancel(tab)).status, 204);
});

test('every refusal of a page is documented', async () => {
  const world = createWorld();
  const tab = await world.open();
  const stranger = await world.open();
  const path = `/attempts/${tab.id}`;
  const json = { challenge: tab.chain.challenge, purpose: 'login', method: 'scan' };
  const elsewhere = { origin: 'https://evil.example' };
  const codes = [
    [await world.create(tab.chain), 409, 'challenge_used'],
    [await world.redeem(tab), 409, 'wrong_state'],
    [await world.redeem(tab, { cookie: stranger.cookie }), 404, 'not_found'],
    [await world.redeem(tab, elsewhere), 403, 'origin_denied'],
    [await world.watch({ ...tab, chain: stranger.chain }), 404, 'not_found'],
    [await world.watch(tab, '', elsewhere), 403, 'origin_denied'],
    [await world.watch(tab, '?rev=x'), 400, 'invalid_request'],
    [await world.watch(tab, '', { authorization: '' }), 404, 'not_found'],
    [await world.cancel({ ...tab, id: 'a'.repeat(22) }), 404, 'not_found'],
    [await world.cancel(tab, elsewhere), 403, 'origin_denied'],
    [await world.create(tab.chain, elsewhere), 403, 'origin_denied'],
    [await world.create(tab.chain, { origin: 'null' }), 403, 'origin_denied'],
    [await world.ask('/attempts', { json: { ...json, challenge: 7 } }), 400, 'invalid_request'],
    [await world.ask('/attempts', { json: { ...json, purpose: 'x' } }), 400, 'invalid_request'],
    [await world.ask('/attempts', { json: { ...json, method: 'oauth' } }), 400, 'invalid_request'],
    [await world.ask('/attempts', { body: 'a=b' }), 415, 'unsupported_media_type'],
    [await world.ask('/attempts', { json: 'a'.repeat(5000) }), 413, 'too_large'],
    [await world.ask(`${path}/redeem`, { json: {} }), 400, 'invalid_request'],
    [await world.ask(`${path}/redeem`, { body: '{}' }), 415, 'unsupported_media_type'],
    [await world.ask(`${path}/redeem`, { json: 'a'.repeat(5000) }), 413, 'too_large'],
    [await world.ask(path, { method: 'PUT' }), 405, 'method_not_allowed'],
    [await world.ask('/attempts'), 405, 'method_not_allowed'],
    [await world.ask('/attempts/a/b/c'), 404, 'not_found'],
    [await world.ask('/elsewhere'), 404, 'not_found'],
  ] as const;
  for (const [{ status, code, body }, expectedStatus, expectedCode] of codes) {
    assert.deepEqual([status, code], [expectedStatus, expectedCode], body);
  }
  assert.equal((await world.cancel(tab)).status, 204);
  const gone = await world.redeem(tab);
  assert.equal(gone.status, 410);
  assert.match(gone.body, /"reason":"cancelled"/);
  world.clock.nowMs += 3_600_000;
  assert.equal((await world.watch(stranger)).status, 404);
});

test('every refusal of a push is documented', async () => {
  const world = createWorld();
  const tab = await world.open();
  const big = { body: 'a'.repeat(70_000) };
  assert.equal((await world.ask('/wechat/default')).status, 403);
  assert.equal((await world.ask('/wechat/default', { body: '<xml></xml>' })).status, 403);
  assert.equal((await world.ask('/wechat/default', big)).status, 413);
  const denied = { body: '<xml></xml>', headers: { origin: 'https://evil.example' } };
  assert.equal((await world.ask('/wechat/default', denied)).status, 403);
  assert.equal((await world.ask('/wechat/other', { body: '<xml></xml>' })).status, 404);
  assert.equal((await world.ask('/wechat/other')).status, 404);
  await world.simulator.phone.followBySearch(
    (await world.simulator.phone.people())[2]?.id ?? assert.fail(),
  );
  await world.simulator.idle();
  assert.match((await world.watch(tab)).body, /"pending"/);
});

test('every refusal of WeChat’s API is documented, and tells the page nothing of it', async () => {
  const world = createWorld();
  for (const [errcode, code] of [
    [40_013, 'misconfigured'],
    [48_001, 'misconfigured'],
    [50_002, 'platform_disabled'],
    [45_009, 'quota_exhausted'],
  ] as const) {
    const one = createWorld();
    one.simulator.settings.fail['qrcode/create'] = errcode;
    const given = await one.create(await createChain());
    assert.deepEqual([given.status, given.code], [503, code]);
    assert.doesNotMatch(given.body, new RegExp(`${errcode}|rid|wx`));
  }
  const tab = await world.open();
  await world.scan(tab);
  world.simulator.settings.fail['user/info'] = { answer: 'html' };
  const given = await world.redeem(tab);
  assert.deepEqual([given.status, given.code], [503, 'upstream_unavailable']);
  world.simulator.settings.fail = {};
  assert.equal((await world.redeem(tab)).status, 200);
});

test('limits are documented', async () => {
  const world = createWorld({ limits: { createsPerAddressPerMinute: 2, pollsPerSecond: 1 } });
  const tab = await world.open();
  await world.open();
  const refused = await world.create(await createChain());
  assert.deepEqual([refused.status, refused.code], [429, 'rate_limited']);
  const polls = [await world.watch(tab), await world.watch(tab), await world.watch(tab)];
  assert.deepEqual(polls.at(-1)?.code, 'slow_down');
});

test('a store that is gone is documented, at every endpoint', async () => {
  const memory = createMemoryStore({ now: () => startMs });
  let isGone = false;
  const call = <T>(from: () => Promise<T>): Promise<T> =>
    isGone ? Promise.reject(new Error('gone')) : from();
  const world = createWorld({
    store: {
      create: (attempt) => call(() => memory.create(attempt)),
      get: (id) => call(() => memory.get(id)),
      byScene: (scene) => call(() => memory.byScene(scene)),
      advance: (id, rev, next) => call(() => memory.advance(id, rev, next)),
      subscribe: (id, listener) => memory.subscribe(id, listener),
    },
  });
  const tab = await world.open();
  isGone = true;
  for (const given of [
    await world.create(await createChain()),
    await world.watch(tab),
    await world.cancel(tab),
    await world.redeem(tab),
  ]) {
    assert.deepEqual([given.status, given.code], [503, 'store_unavailable']);
  }
  await world.scan(tab);
  assert.ok(seen.has('receivePush 503'));
});

test('what the document promises was met: every operation, and every status but a fault of ours', () => {
  // This backend sets redeems and cancels no limit; others may.
  const left = unmet((operation) => !isOfBinding(operation));
  assert.deepEqual(left, ['cancelAttempt 429', 'redeemAttempt 429']);
});
