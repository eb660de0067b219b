import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAuthenticated } from '../../src/protocol/parse/authenticated.js';
import { parseCreated } from '../../src/protocol/parse/created.js';
import { parseSnapshot } from '../../src/protocol/parse/snapshot.js';
import { createHarness, readEvents, sentenceOf } from '../support/server/harness.js';

test('a visitor scans the QR code and is signed in', async () => {
  const { open, watch, scan, redeem, sessions } = createHarness();
  const tab = await open({ lang: 'en', returnTo: '/welcome' });
  const created = parseCreated(tab.created.body);
  assert.equal(created.state, 'pending');
  assert.equal(created.rev, 1);
  assert.equal(created.expiresIn, 180);

  assert.equal(
    sentenceOf(await scan(tab.scene)),
    'You have signed in to login.example with WeChat. Please return to the page.',
  );
  assert.equal(parseSnapshot((await watch(tab)).body)?.state, 'approved');

  const answer = await redeem(tab);
  assert.equal(answer.status, 200);
  const result = parseAuthenticated(answer.body);
  assert.equal(result.isNew, true);
  assert.match(result.account.name, /^WeChat user \d{4}$/);
  assert.equal(result.returnTo, '/welcome');
  const [session = '', shortened = ''] = answer.setCookies;
  assert.equal((await sessions.read(session.split(';')[0]))?.name, result.account.name);
  assert.match(shortened, new RegExp(`^__Host-wml-${tab.id}=[\\w-]{43}; .*Max-Age=60;`));
  assert.equal((await watch(tab)).body['state'], 'completed');
});

test('an event stream reports the scan and closes when the attempt ends', async () => {
  const { open, scan, redeem, request, bearer } = createHarness();
  const tab = await open();
  const response = await request(
    `https://login.example/wechat-login/attempts/${tab.id}`,
    {},
    { headers: { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' } },
  );
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(response.headers.get('cache-control'), 'no-store, no-transform');
  assert.equal(response.headers.get('x-accel-buffering'), 'no');
  const events = readEvents(response);
  await scan(tab.scene);
  await redeem(tab);
  const states = (await events).map(({ state }) => state);
  assert.equal(states[0], 'pending');
  assert.equal(states.at(-1), 'completed');
  assert.ok(states.includes('approved'));
});
