import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHttpBackend } from '../../../src/client/index.js';
import {
  assertNothingLeft,
  createLoginHarness,
  type LoginHarness,
} from '../../support/client/harness.js';
import { settle, untilSettled } from '../../support/clock.js';
import { pollIntervalMs } from '../../../src/client/run/watching/poll-interval.js';
import { event, html, json, problem, silence } from '../../support/client/fake-server.js';
import type { ReceivedRequest } from '../../support/client/fake-server.js';

test('three minutes of waiting take one create and one stream', async () => {
  const s = createLoginHarness();
  await s.ready();
  await s.clock.advance(169_000);
  assert.deepEqual(
    s.server.requests.map(({ kind }) => kind),
    ['create', 'check', 'stream'],
  );
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('behind a proxy that buffers, the page polls within 5 s and changes no state', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'stream' ? silence() : undefined);
  await s.ready();
  await s.clock.advance(5000);
  assert.equal(s.server.requestsOf('poll').length, 1);
  assert.match(s.server.requestsOf('poll')[0]!.path, /\?rev=1&wait=20$/);
  s.server.push('scanned');
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'confirm', 'approved', 'success']);
  assert.equal(s.server.requestsOf('stream').length, 1);
  await assertNothingLeft(s);
});

test('a proxy that passes on only the headers of a stream counts as one that buffers', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) =>
    kind === 'stream'
      ? new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } })
      : undefined;
  await s.ready();
  await s.clock.advance(5000);
  assert.equal(s.server.requestsOf('poll').length, 1);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a proxy that cuts every 30 s costs one new stream each time and changes no state', async () => {
  const s = createLoginHarness();
  await s.ready();
  for (let cut = 0; cut < 4; cut++) {
    await s.clock.advance(30_000);
    s.server.cut();
    await settle();
  }
  assert.equal(s.server.requestsOf('stream').length, 5);
  assert.equal(s.server.requestsOf('poll').length, 0);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('streams that are cut at once, three times in a row and once more after a poll, give way to polling', async () => {
  const s = createLoginHarness();
  await s.ready();
  for (let cut = 0; cut < 3; cut++) {
    s.server.cut();
    await s.clock.advance(2000);
  }
  assert.equal(s.server.requestsOf('poll').length, 1);
  s.server.cut();
  await s.clock.advance(2000);
  assert.equal(s.server.requestsOf('stream').length, 4);
  assert.match(s.server.requestsOf('poll')[1]!.path, /\?rev=1&wait=20$/);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
});

for (const [proxy, fault, mostStreams] of [
  ['answers streams with HTML', () => html(), 2],
  ['forbids streams', () => html(403), 2],
  ['answers streams with 502', () => html(502), 2],
  [
    'calls streams text/plain',
    () => new Response('', { headers: { 'Content-Type': 'text/plain' } }),
    2,
  ],
  ['resets streams, or redirects them', () => Promise.reject(new TypeError('reset')), 4],
  ['answers streams with an error of the backend', () => problem('internal_error', 500), 4],
] as const) {
  test(`behind a proxy that ${proxy}, the page polls within seconds, and for its next QR codes`, async () => {
    const s = createLoginHarness();
    s.server.fault = ({ kind }) => (kind === 'stream' ? fault() : undefined);
    await s.ready();
    await s.clock.advance(mostStreams === 2 ? 2000 : 10_000);
    assert.equal(s.server.requestsOf('stream').length, mostStreams);
    // One more stream has followed the first answer: the network might have come back only then.
    assert.equal(s.server.requestsOf('poll').length, 2);
    assert.equal(s.stateTypes().at(-1), 'ready');
    await s.clock.advance(170_000);
    assert.equal(s.server.attempts.length, 2);
    assert.equal(s.server.requestsOf('stream').length, mostStreams);
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  });
}

test('streams are used again after a time in which nothing got through', async () => {
  for (const outage of [() => html(502), () => Promise.reject(new TypeError('reset'))]) {
    const s = createLoginHarness();
    await s.ready();
    s.server.fault = outage;
    s.server.cut(new TypeError('reset'));
    await s.clock.advance(60_000);
    const tries = s.server.requests.length;
    assert.ok(tries < 25, `${tries} requests in a minute`);
    s.server.fault = () => undefined;
    await s.clock.advance(25_000);
    assert.equal(s.server.openStreams, 1);
    s.login.dispose();
    await assertNothingLeft(s);
  }
});

test('a network that lets nothing through is shown as reconnecting within a minute', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = silence;
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(60_000);
  assert.equal(s.stateTypes().at(-1), 'ready (reconnecting)');
  s.server.fault = () => undefined;
  await s.clock.advance(20_000);
  assert.equal(s.stateTypes().at(-1), 'ready');
  s.login.dispose();
  await assertNothingLeft(s);
});

/** Answers streams as a proxy does that passes on the first event, and then only 4 KiB at a time. */
function holdAfterFirstEvent(s: LoginHarness): void {
  s.server.fault = ({ kind }) => {
    if (kind !== 'stream') return undefined;
    const first = new TextEncoder().encode(event(s.server.last.snapshot));
    const body = new ReadableStream({ start: (controller) => controller.enqueue(first) });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  };
}

test('behind a proxy that holds a stream after its first event, a missed heartbeat leads to polling', async () => {
  const s = createLoginHarness();
  holdAfterFirstEvent(s);
  await s.ready();
  s.server.push('approved');
  await s.clock.advance(15_000);
  assert.equal(s.server.requestsOf('poll').length, 0);
  await s.clock.advance(5000);
  await untilSettled(() => s.login.state.type === 'success', 'success');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'approved', 'success']);
  await assertNothingLeft(s);
});

for (const [proxy, fault] of [
  ['buffers', silence],
  ['holds all but the first event', undefined],
] as const) {
  test(`behind a proxy that ${proxy}, the next QR codes are polled from the start`, async () => {
    const s = createLoginHarness();
    holdAfterFirstEvent(s);
    if (fault) s.server.fault = ({ kind }) => (kind === 'stream' ? fault() : undefined);
    await s.ready();
    await s.clock.advance(350_000);
    assert.equal(s.server.attempts.length, 3);
    assert.equal(s.server.requestsOf('stream').length, 1);
    assert.equal(s.server.openConnections, 1);
    s.login.dispose();
    await assertNothingLeft(s);
  });
}

test('a short loss of the network is not blamed on streams: the next QR code has one again', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) =>
    kind === 'stream' ? silence() : kind === 'poll' ? Promise.reject(new TypeError()) : undefined;
  await s.ready();
  await s.clock.advance(10_000);
  s.server.fault = () => undefined;
  await s.clock.advance(170_000);
  assert.equal(s.server.attempts.length, 2);
  assert.equal(s.server.openStreams, 1);
  s.login.dispose();
});

for (const [failing, outage] of [
  ['connections are refused', () => Promise.reject(new TypeError('refused'))],
  ['a captive portal answers', () => html()],
  ['nothing gets through', silence],
] as const) {
  test(`a network that comes back just as the page begins to poll, while ${failing}, is not blamed on streams`, async () => {
    const s = createLoginHarness();
    await s.ready();
    // Until now, a stream has lived.
    await s.clock.advance(20_000);
    const isBack = (): boolean => s.server.requestsOf('poll').length > 0;
    s.server.fault = () => (isBack() ? undefined : outage());
    s.server.cut(new TypeError('reset'));
    for (let tries = 0; !isBack() && tries < 300; tries++) await s.clock.advance(100);
    await settle();
    assert.equal(s.stateTypes().at(-1), 'ready', 'the first answer shows that the network is back');
    await s.clock.advance(3000);
    assert.equal(s.server.openStreams, 1);
    await s.clock.advance(350_000);
    assert.equal(s.server.attempts.length, 3);
    assert.equal(s.server.openStreams, 1);
    assert.ok(s.server.requestsOf('poll').every(({ path }) => !path.includes('wait')));
    s.login.dispose();
    await assertNothingLeft(s);
  });
}

test('a visitor who comes back while the page finds out about the network does not leave it polling', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) => (kind === 'stream' ? html() : silence());
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(2000);
  assert.equal(s.server.requestsOf('poll').length, 1);
  s.server.fault = () => undefined;
  s.page.signal();
  await s.clock.advance(3000);
  assert.equal(s.server.openStreams, 1);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a stream that falls silent is replaced within seconds, and then by polling', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.heartbeats = false;
  await s.clock.advance(15_000 + 20_000);
  assert.equal(s.server.requestsOf('stream').length, 2, 'the new one begins with what was missed');
  await s.clock.advance(20_000);
  assert.equal(s.server.openStreams, 0);
  assert.equal(s.server.requestsOf('poll').length, 1);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
});

test('streams that live and then break are replaced within a second each time, and nothing is shown', async () => {
  for (const livesMs of [16_000, 31_000, 61_000]) {
    const s = createLoginHarness({ random: () => 0.999 });
    s.server.expiresIn = 600;
    await s.ready();
    for (let cut = 1; cut <= 7; cut++) {
      await s.clock.advance(livesMs);
      s.server.cut(new TypeError('reset'));
      await s.clock.advance(1000);
      assert.equal(s.server.requestsOf('stream').length, cut + 1, `cut ${cut} after ${livesMs} ms`);
    }
    assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
    s.login.dispose();
    await assertNothingLeft(s);
  }
});

test('a lost connection that is restored within a second is not shown', async () => {
  const s = createLoginHarness({ random: () => 0.9 });
  await s.ready();
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(950);
  await s.clock.advance(5000);
  assert.equal(s.server.requestsOf('stream').length, 2);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a backend that is down for longer is shown as reconnecting, until it answers', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) =>
    kind === 'create' ? undefined : problem('store_unavailable', 503);
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(60_000);
  const tries = s.server.requestsOf('stream').length;
  assert.ok(tries > 4 && tries < 15, `${tries} tries in a minute`);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'ready (reconnecting)']);
  s.server.fault = () => undefined;
  await s.clock.advance(20_000);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'ready (reconnecting)', 'ready']);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
  await assertNothingLeft(s);
});

test('the login survives a captive portal in place of the backend', async () => {
  for (const transport of ['stream', 'poll'] as const) {
    const s = createLoginHarness({ transport });
    await s.ready();
    s.server.fault = () => html();
    s.server.cut(new TypeError('reset'));
    await s.clock.advance(30_000);
    assert.equal(s.stateTypes().at(-1), 'ready (reconnecting)');
    s.server.fault = () => undefined;
    await s.clock.advance(20_000);
    assert.equal(s.stateTypes().at(-1), 'ready');
    s.login.dispose();
    await assertNothingLeft(s);
  }
});

test('a backend without streams is polled', async () => {
  const s = createLoginHarness();
  s.server.levels = ['core'];
  await s.ready();
  assert.deepEqual(
    s.server.requests.map(({ kind }) => kind),
    ['create', 'check', 'poll'],
  );
  s.login.dispose();
  await assertNothingLeft(s);
});

test('a JSON answer to a request for a stream leads to polling', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'stream' ? json(s.server.last.snapshot) : undefined);
  await s.ready();
  assert.equal(s.server.requestsOf('stream').length, 1);
  assert.equal(s.server.requestsOf('poll').length, 1);
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');
});

test('held requests follow each other without a pause', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  await s.ready();
  await s.clock.advance(100_000);
  assert.equal(s.server.requestsOf('poll').length, 6);
  assert.equal(s.server.requestsOf('stream').length, 0);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('a held request with news is followed by the next within a second', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  await s.ready();
  s.server.push('scanned');
  await s.clock.advance(1000);
  assert.equal(s.server.requestsOf('poll').length, 2);
  s.login.dispose();
});

test('the first poll after a failure is not held, so that the page shows at once that it is back', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  await s.ready();
  s.server.fault = () => problem('store_unavailable', 503);
  await s.clock.advance(30_000);
  assert.equal(s.stateTypes().at(-1), 'ready (reconnecting)');
  s.server.fault = () => undefined;
  s.page.signal();
  await settle();
  assert.equal(s.stateTypes().at(-1), 'ready');
  s.login.dispose();
});

test('a backend that does not hold requests is polled once per interval', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  s.server.fault = ({ kind }) => (kind === 'poll' ? json(s.server.last.snapshot) : undefined);
  await s.ready();
  await s.clock.advance(20_000);
  const polls = s.server.requestsOf('poll');
  assert.equal(polls.length, 11);
  assert.ok(polls.slice(1).every(({ path }) => !path.includes('wait')));
  s.server.push('approved');
  await s.clock.advance(2000);
  await untilSettled(() => s.login.state.type === 'success', 'success');
});

test('after a proxy has cut off a held request, requests are no longer held', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  s.server.fault = ({ kind, path }) =>
    kind === 'poll' && path.includes('wait')
      ? new Promise((resolve) => s.clock.after(() => resolve(html(504)), 10_000))
      : undefined;
  await s.ready();
  await s.clock.advance(30_000);
  assert.equal(s.server.requestsOf('poll').filter(({ path }) => path.includes('wait')).length, 1);
  assert.equal(s.stateTypes().at(-1), 'ready');
  s.login.dispose();
});

test('after a backend that stops has ended a held request, requests are held again within a minute or so', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  let isStopping = true;
  s.server.fault = ({ kind }) =>
    kind === 'poll' && isStopping ? json(s.server.last.snapshot) : undefined;
  await s.ready();
  isStopping = false;
  await s.clock.advance(70_000);
  const held = s.server.requestsOf('poll').filter(({ path }) => path.includes('wait'));
  assert.equal(held.length, 2);
  s.login.dispose();
});

test('slow_down lengthens the interval for good', async () => {
  const s = createLoginHarness({ transport: 'poll' });
  s.server.fault = ({ kind }) =>
    kind !== 'poll'
      ? undefined
      : s.server.requestsOf('poll').length === 3
        ? problem('slow_down', 429)
        : json(s.server.last.snapshot);
  await s.ready();
  await s.clock.advance(60_000);
  const at = s.server.requestsOf('poll').map(({ atMs }) => atMs);
  assert.deepEqual(
    at.slice(1, 7).map((atMs, index) => atMs - at[index]!),
    [2000, 2000, 7000, 7000, 7000, 7000],
  );
  s.login.dispose();
});

test('Retry-After is obeyed even if the visitor returns to the page meanwhile', async () => {
  const s = createLoginHarness();
  let refused = false;
  s.server.fault = ({ kind }) => {
    if (kind !== 'stream' || refused) return undefined;
    refused = true;
    return problem('store_unavailable', 503, { 'Retry-After': '25' });
  };
  await s.ready();
  await s.clock.advance(5000);
  s.page.signal();
  await s.clock.advance(19_900);
  assert.equal(s.server.requestsOf('stream').length, 1);
  await s.clock.advance(200);
  assert.equal(s.server.requestsOf('stream').length, 2);
  assert.equal(s.stateTypes().at(-1), 'ready');
  s.login.dispose();
});

test('a page that may hold no stream waits by held requests, and else by plain ones; a scan signs in', async () => {
  for (const refused of [/^stream$/, /^(stream|held)$/]) {
    for (const retryAfter of ['10', undefined]) {
      const s = createLoginHarness();
      const times: number[] = [];
      s.server.fault = ({ kind, path, atMs }) => {
        if (kind !== 'stream' && kind !== 'poll') return undefined;
        times.push(atMs);
        const way = path.includes('wait') ? 'held' : kind;
        const headers = retryAfter ? { 'Retry-After': retryAfter } : undefined;
        return refused.test(way) ? problem('rate_limited', 429, headers) : undefined;
      };
      await s.ready();
      await s.clock.advance(30_000);
      assert.equal(s.stateTypes().at(-1), 'ready');
      const pauses = times.slice(1, 3).map((atMs, index) => atMs - times[index]!);
      if (retryAfter) assert.equal(pauses[0], 10_000, 'Retry-After is obeyed');
      assert.ok(s.server.requestsOf('poll').length >= 1);
      s.server.push('approved');
      await s.clock.advance(2000);
      await untilSettled(() => s.login.state.type === 'success', 'success');
      assert.equal(s.server.requestsOf('stream').length, 1);
      await assertNothingLeft(s);
    }
  }
});

test('slow_down while watching is not shown as reconnecting', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'stream' ? problem('slow_down', 429) : undefined);
  await s.ready();
  await s.clock.advance(60_000);
  assert.ok(s.server.requestsOf('stream').length > 2);
  assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
  s.login.dispose();
});

test('a cache that goes by the address cannot repeat an answer', async () => {
  for (const levels of [['core'], ['core', 'stream']]) {
    for (const transport of ['auto', 'poll'] as const) {
      const s = createLoginHarness({ transport });
      s.server.levels = levels;
      const cached = new Map<string, object>();
      s.server.fault = ({ method, url, kind }) => {
        if (method !== 'GET') return undefined;
        const answer = cached.get(url);
        cached.set(url, answer ?? s.server.last.snapshot);
        if (!answer) return undefined;
        const headers = { 'Content-Type': 'text/event-stream' };
        return kind === 'poll' ? json(answer) : new Response(event(answer), { headers });
      };
      await s.ready();
      await s.clock.advance(21_000);
      s.server.cut();
      await s.clock.advance(3000);
      s.server.push('approved');
      await s.clock.advance(3000);
      await untilSettled(() => s.login.state.type === 'success', `${transport} ${levels.join()}`);
      assert.ok(cached.size >= 2);
    }
  }
});

for (const interval of [0, 0.01, -5, -0, 1e-9]) {
  test(`an interval of ${interval} s does not make the page ask more than once a second`, async () => {
    const s = createLoginHarness();
    await createAnswering(s, { interval });
    await s.clock.advance(10_000);
    const polls = s.server.requestsOf('poll').length;
    assert.ok(polls >= 5 && polls <= 11, `${polls} requests in 10 s`);
    s.login.dispose();
  });
}

for (const interval of [31, 3600, 86_400, 1e9, Number.MAX_VALUE]) {
  test(`an interval of ${interval} s does not make the page miss a scan`, async () => {
    const s = createLoginHarness();
    await createAnswering(s, { interval });
    s.server.push('approved', { interval });
    await s.clock.advance(31_000);
    await untilSettled(() => s.login.state.type === 'success', 'success');
  });
}

test('a backend that calls every answer new is asked once a second', async () => {
  const s = createLoginHarness();
  let rev = 2;
  s.server.levels = ['core'];
  s.server.fault = ({ kind }) =>
    kind === 'poll' ? json({ ...s.server.last.snapshot, rev: rev++ }) : undefined;
  await s.ready();
  await s.clock.advance(10_000);
  assert.ok(rev > 8 && rev < 14, `${rev} requests in 10 s`);
  s.login.dispose();
});

test('a backend object’s interval is bounded, NaN and Infinity included', () => {
  for (const [seconds, ms] of [
    ...[
      [0, 1000],
      [-1, 1000],
      [0.01, 1000],
      [NaN, 1000],
      [-Infinity, 1000],
    ],
    ...[
      [1, 1000],
      [2, 2000],
      [2.5, 2500],
      [30, 30_000],
      [31, 30_000],
      [Infinity, 30_000],
    ],
  ] as const) {
    assert.equal(pollIntervalMs(seconds), ms, String(seconds));
  }
});

/** Starts a login at a backend without streams whose every answer has these fields. */
async function createAnswering(s: LoginHarness, extra: object): Promise<void> {
  s.server.levels = ['core'];
  s.server.fault = (request) => {
    if (request.kind === 'poll') return json({ ...s.server.last.snapshot, ...extra });
    if (request.kind !== 'create') return undefined;
    const answer = s.server.create(request).json() as Promise<object>;
    return answer.then((body) => json({ ...body, ...extra }, 201));
  };
  await s.ready();
}

/** Answers as a site behind HTTP Basic does, where the browser adds its header unless a script sets it. */
const behindBasic = ({ headers }: ReceivedRequest): Response | undefined =>
  headers.has('authorization')
    ? new Response('', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="staging"' } })
    : undefined;

test('behind HTTP Basic, a scan signs in: the key travels in a header of its own', async () => {
  for (const transport of ['stream', 'poll', 'auto'] as const) {
    const s = createLoginHarness({ transport });
    s.server.fault = behindBasic;
    await s.ready();
    await settle();
    assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
    const refusedCount = s.server.requests.filter(({ headers }) => headers.has('authorization'));
    assert.equal(refusedCount.length, 1, 'tried once for the page');
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  }
});

test('where a proxy drops Authorization, a scan signs in: the key travels in a header of its own', async () => {
  for (const transport of ['stream', 'poll'] as const) {
    const s = createLoginHarness({ transport });
    const isProven = ({ headers }: ReceivedRequest) => headers.has('wechat-login-key');
    const isWatching = ({ kind }: ReceivedRequest) => kind === 'stream' || kind === 'poll';
    s.server.fault = (request) =>
      isWatching(request) && !isProven(request) ? problem('not_found', 404) : undefined;
    await s.ready();
    await settle();
    assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
    const refusedCount = s.server.requests.filter((each) => isWatching(each) && !isProven(each));
    assert.equal(refusedCount.length, 1, 'tried once for the page');
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  }
});

test('behind HTTP Basic, a cancellation arrives', async () => {
  const s = createLoginHarness();
  s.server.fault = behindBasic;
  await s.ready();
  s.login.cancel();
  await settle();
  const { headers } = s.server.requestsOf('cancel').at(-1)!;
  assert.equal(headers.has('authorization'), false);
  assert.match(headers.get('wechat-login-key') ?? '', /^[\w-]{43}$/);
});

test('a Retry-After beyond the QR code’s lifetime does not delay the next QR code', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.fault = ({ kind }) =>
    kind === 'stream' && s.server.attempts.length === 1
      ? problem('store_unavailable', 503, { 'Retry-After': '86400' })
      : undefined;
  s.server.cut(new TypeError('reset'));
  await s.clock.advance(175_000);
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'renewed');
  await settle();
  assert.equal(s.server.requestsOf('stream').length, 3);
  s.login.dispose();
  await assertNothingLeft(s);
});

test('snapshots that arrive out of order or twice are reported once', async () => {
  const s = createLoginHarness();
  await s.ready();
  const scanned = { state: 'scanned', rev: 5, expiresIn: 90, interval: 2 };
  s.server.write(event(scanned) + event(scanned) + event({ ...scanned, state: 'pending', rev: 3 }));
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  s.server.write(event({ ...scanned, state: 'denied', rev: 4 }));
  await settle();
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'confirm']);
  s.login.dispose();
});

test('states, events and fields of a newer backend are ignored', async () => {
  const s = createLoginHarness();
  await s.ready();
  s.server.write(
    event({ state: 'floating', rev: 2, expiresIn: 90, interval: 2 }) +
      'event: poem\ndata: not json\n\n: a comment\nfuture: field\n\n' +
      event({ state: 'scanned', rev: 3, expiresIn: 90, interval: 2, more: [1] }),
  );
  await untilSettled(() => s.login.state.type === 'confirm', 'confirm');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'confirm']);
  s.login.dispose();
});

test('an event that is not a snapshot, or never ends, breaks the connection but not the login', async () => {
  for (const rubbish of [
    'event: state\ndata: {"state":7}\n\n',
    'event: state\ndata: {\n\n',
    'x'.repeat(70_000),
  ]) {
    const s = createLoginHarness();
    await s.ready();
    s.server.write(rubbish);
    await s.clock.advance(1000);
    assert.equal(s.server.requestsOf('stream').length, 2);
    s.server.push('approved');
    await untilSettled(() => s.login.state.type === 'success', 'success');
    await assertNothingLeft(s);
  }
});

test('an attempt that the backend has forgotten is replaced, up to six attempts in all', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'stream' ? problem('not_found', 404) : undefined);
  s.login.start();
  await untilSettled(() => s.login.state.type === 'expired', 'expired');
  assert.equal(s.server.requestsOf('create').length, 6);
  await assertNothingLeft(s);
});

test('an approved attempt whose cookie the browser has lost is replaced, up to six attempts in all', async () => {
  const s = createLoginHarness();
  let isLost = true;
  s.server.fault = ({ kind }) =>
    kind === 'redeem' && isLost ? problem('not_found', 404) : undefined;
  await s.ready();
  s.server.push('approved');
  await untilSettled(() => s.server.requestsOf('create').length === 2, 'a second attempt');
  await untilSettled(() => s.login.state.type === 'ready', 'ready again');
  assert.deepEqual(s.stateTypes(), ['loading', 'ready', 'approved', 'loading', 'ready']);
  isLost = false;
  s.server.push('approved');
  await untilSettled(() => s.login.state.type === 'success', 'success');

  isLost = true;
  s.login.start();
  for (let attempt = 1; attempt <= 6; attempt++) {
    await untilSettled(() => s.login.state.type === 'ready', `attempt ${attempt}`);
    s.server.push('approved');
    await untilSettled(() => s.login.state.type !== 'ready', `attempt ${attempt} was scanned`);
  }
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.server.requestsOf('create').length, 2 + 6);
  await assertNothingLeft(s);
});

test('a refusal of the origin while watching is an error at once', async () => {
  const s = createLoginHarness();
  s.server.fault = ({ kind }) => (kind === 'stream' ? problem('origin_denied', 403) : undefined);
  s.login.start();
  await untilSettled(() => s.login.state.type === 'error', 'error');
  assert.equal(s.login.state.type === 'error' && s.login.state.code, 'origin_denied');
  await assertNothingLeft(s);
});

test('transport "stream" is never replaced by polling', async () => {
  const s = createLoginHarness({ transport: 'stream' });
  s.server.fault = ({ kind }) => (kind === 'stream' ? silence() : undefined);
  await s.ready();
  await s.clock.advance(60_000);
  assert.equal(s.server.requestsOf('poll').length, 0);
  assert.equal(s.stateTypes().at(-1), 'ready (reconnecting)');
  s.login.dispose();
});

test('a backend’s address must be https, on this machine, or on the page’s own origin', () => {
  const accepts = (url: string, baseUrl = 'https://shop.example/a/b'): boolean => {
    try {
      createHttpBackend(url, { baseUrl });
      return true;
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'bad_backend');
      return false;
    }
  };
  for (const url of [
    '/wechat-login',
    'wechat-login/',
    'https://login.example/x',
    'http://localhost:8080/x',
    'http://127.0.0.1/x',
    'http://[::1]:3/x',
  ]) {
    assert.ok(accepts(url), url);
  }
  for (const url of [
    'http://login.example/x',
    'http://localhost.evil.example/',
    'javascript:alert(1)',
    'data:,x',
    'ftp://shop.example/',
    '//user:password@shop.example/x',
    '/x?a=b',
    '/x#y',
    'https://',
  ]) {
    assert.ok(!accepts(url), url);
  }
  const opened = 'https://me:secret@shop.example/account?a=b#c';
  assert.ok(accepts('/x', opened), 'a page that was opened with a name and a password');
  assert.ok(!accepts('https://me:secret@shop.example/x', opened));
  assert.ok(
    accepts('/x', 'http://192.168.1.5:3000/'),
    'accepted here; insecure_context follows later',
  );
  assert.ok(!accepts('http://192.168.1.6/x', 'http://192.168.1.5:3000/'));
  assert.throws(
    () => createHttpBackend('/x'),
    { code: 'bad_backend' },
    'there is no page to resolve it against',
  );
});
