import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/server/index.js';
import {
  baseUrl,
  createHarness,
  readEvents,
  type HarnessOptions,
  type Tab,
} from '../../support/server/harness.js';
import { until } from '../../support/until.js';

/** A backend that counts the subscriptions to its store. */
function createWatched(options: HarnessOptions = {}) {
  const clock = { nowMs: 0 };
  const store = createMemoryStore({ now: () => clock.nowMs });
  const subscribed = { now: 0, all: 0 };
  const harness = createHarness({
    ...options,
    store: options.store ?? {
      ...store,
      subscribe: (id, listener) => {
        subscribed.now++;
        subscribed.all++;
        const stop = store.subscribe(id, listener);
        return () => {
          subscribed.now--;
          stop();
        };
      },
    },
  });
  clock.nowMs = harness.clock.nowMs;
  const stream = (tab: Tab): Promise<Response> =>
    harness.request(
      `${baseUrl}/attempts/${tab.id}`,
      {},
      { headers: { ...harness.bearer(tab.chain.key).headers, accept: 'text/event-stream' } },
    );
  return { ...harness, subscribed, stream };
}

test('a scan answers a held read with the new state', async () => {
  const { open, watch, scan, subscribed } = createWatched();
  const tab = await open();
  const held = watch(tab, '?rev=1&wait=20');
  await until(() => subscribed.now === 1);
  await scan(tab.scene);
  const { body } = await held;
  assert.equal(body['state'], 'approved');
  assert.equal(body['rev'], 2);
  assert.equal(subscribed.now, 0);
});

test('a held read returns at once if it is behind, or if the attempt has ended', async () => {
  const { open, watch, scan, call, bearer } = createWatched();
  const tab = await open();
  assert.equal((await watch(tab, '?rev=0&wait=20')).body['rev'], 1);
  await scan(tab.scene);
  assert.equal((await watch(tab, '?rev=1&wait=20')).body['rev'], 2);
  await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
  assert.equal((await watch(tab, '?rev=99&wait=20')).body['state'], 'cancelled');
});

test('a held read returns the present state after its time, and after 25 s at most', async () => {
  const { open, watch, subscribed, clock } = createWatched();
  const tab = await open();
  const held = watch(tab, '?rev=1&wait=9000');
  await until(() => subscribed.now === 1);
  clock.nowMs += 25_000;
  const { body } = await held;
  assert.equal(body['state'], 'pending');
  assert.equal(body['expiresIn'], 155);
});

test('a held read ends when its client leaves', async () => {
  const { open, call, bearer, subscribed } = createWatched();
  const tab = await open();
  const leaving = new AbortController();
  const { signal } = leaving;
  const path = `/attempts/${tab.id}?rev=1&wait=20`;
  void call('GET', path, undefined, { ...bearer(tab.chain.key), signal }).catch(() => undefined);
  await until(() => subscribed.now === 1);
  leaving.abort();
  await until(() => subscribed.now === 0);
});

test('a held read whose client left before the wait began is not held', async () => {
  const { open, call, bearer, subscribed } = createWatched();
  const tab = await open();
  const gone = AbortSignal.abort();
  const path = `/attempts/${tab.id}?rev=1&wait=20`;
  const calling = { ...bearer(tab.chain.key), signal: gone };
  assert.equal((await call('GET', path, undefined, calling)).body['state'], 'pending');
  assert.equal(subscribed.all, 0);
});

test('a third reader of one attempt ends the oldest one', async () => {
  const { open, watch, subscribed, stream, login } = createWatched();
  const tab = await open();
  const oldest = watch(tab, '?rev=1&wait=20');
  await until(() => subscribed.all === 1);
  const second = await stream(tab);
  const third = await stream(tab);
  assert.equal((await oldest).body['state'], 'pending');
  assert.equal(subscribed.now, 2);
  const fourth = await stream(tab);
  assert.equal((await readEvents(second)).length, 1);
  await login.close();
  await readEvents(third);
  await readEvents(fourth);
});

test('a stream sends a heartbeat every 15 s and ends with "expired"', async () => {
  const { open, stream, clock, subscribed } = createWatched();
  const tab = await open();
  const response = await stream(tab);
  const reader = (response.body ?? assert.fail()).pipeThrough(new TextDecoderStream()).getReader();
  assert.match(
    (await reader.read()).value ?? '',
    /^id: 1\nevent: state\ndata: \{"state":"pending"/,
  );
  clock.nowMs += 15_000;
  assert.equal((await reader.read()).value, ':\n\n');
  clock.nowMs += 245_000;
  assert.match((await reader.read()).value ?? '', /^id: 2\nevent: state\ndata: .*"expired"/);
  assert.equal((await reader.read()).done, true);
  assert.equal(subscribed.now, 0);
});

test('a stream of an attempt that has ended sends its state and closes', async () => {
  const { open, stream, call, bearer, subscribed } = createWatched();
  const tab = await open();
  await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
  const events = await readEvents(await stream(tab));
  assert.deepEqual(
    events.map(({ state }) => state),
    ['cancelled'],
  );
  assert.equal(subscribed.all, 0);
});

test('a stream is released when its reader leaves', async () => {
  const { open, stream, subscribed, scan } = createWatched();
  const tab = await open();
  const response = await stream(tab);
  assert.equal(subscribed.now, 1);
  await response.body?.cancel();
  assert.equal(subscribed.now, 0);
  await scan(tab.scene);
});

test('a change between the proof and the subscription is reported', async () => {
  const clock = { nowMs: 0 };
  const store = createMemoryStore({ now: () => clock.nowMs });
  const race = { beforeSubscribing: (): void => undefined };
  const { open, bearer, request, login } = createHarness({
    store: {
      ...store,
      subscribe: (id, listener) => {
        race.beforeSubscribing();
        return store.subscribe(id, listener);
      },
    },
  });
  const tab = await open();
  const attempt = (await store.get(tab.id)) ?? assert.fail();
  race.beforeSubscribing = () => {
    void store.advance(tab.id, 1, { ...attempt, rev: 2, state: 'failed' });
  };
  const events = await readEvents(
    await request(
      `${baseUrl}/attempts/${tab.id}`,
      {},
      { headers: { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' } },
    ),
  );
  assert.deepEqual(
    events.map(({ state }) => state),
    ['pending', 'failed'],
  );
  await login.close();
});

test('an invalid query is refused, after the proof', async () => {
  const { open, watch, call } = createWatched();
  const tab = await open();
  assert.equal((await watch(tab, '?rev=x')).body['field'], 'rev');
  assert.equal((await watch(tab, '?wait=-1')).body['field'], 'wait');
  assert.equal((await call('GET', `/attempts/${tab.id}?rev=x`)).status, 404);
});

test('a stream and a held read end when the store has lost the attempt, so that the page asks again', async () => {
  const store = createMemoryStore();
  const lose = new Set<() => void>();
  const { open, watch, stream } = createWatched({
    store: {
      ...store,
      subscribe: (id, listener) => {
        const tell = (): void => listener(undefined);
        lose.add(tell);
        return () => void lose.delete(tell);
      },
    },
  });
  const tab = await open();
  const events = readEvents(await stream(tab));
  const held = watch(tab, '?rev=1&wait=20');
  await until(() => lose.size === 2);
  for (const tell of [...lose]) tell();
  assert.deepEqual(
    (await events).map(({ state }) => state),
    ['pending'],
  );
  assert.equal((await held).body['state'], 'pending');
  assert.equal(lose.size, 0);
});
