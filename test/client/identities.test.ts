import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentities } from '../../src/client/index.js';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import { FakeClock } from '../support/clock.js';
import { html, json, problem, silence } from '../support/client/fake-server.js';

interface SentRequest {
  readonly url: string;
  readonly init: RequestInit;
}

function createClient(answer: () => Response | Promise<Response>) {
  const clock = new FakeClock();
  const requests: SentRequest[] = [];
  const identities = createIdentities('/login/', {
    fetch: (url, init = {}) => {
      requests.push({ url: url as string, init });
      return Promise.resolve(answer());
    },
    now: clock.now,
    after: clock.after,
    baseUrl: 'https://shop.example/settings',
  });
  return { clock, requests, identities };
}

const listed = {
  identities: [
    { id: '7', officialAccount: 'Tea House', linkedAt: '2026-02-14T08:30:00.000Z' },
    { id: '8', linkedAt: '2026-03-01T00:00:00Z' },
  ],
};

test('the list is requested with cookies and without a cache', async () => {
  const { requests, identities, clock } = createClient(() => json(listed));
  assert.deepEqual(await identities.list(), listed);
  const { url, init } = requests[0]!;
  assert.match(url, /^https:\/\/shop\.example\/login\/identities\?t=\d+$/);
  assert.deepEqual(
    [init.method, init.credentials, init.cache, init.redirect],
    ['GET', 'include', 'no-store', 'error'],
  );
  assert.equal(clock.pending, 0);
});

test('unlinking sends the id of the identity and nothing else', async () => {
  const { requests, identities, clock } = createClient(() => new Response(null, { status: 204 }));
  await identities.unlink('a/b?c#d');
  const { url, init } = requests[0]!;
  assert.equal(url, 'https://shop.example/login/identities/a%2Fb%3Fc%23d');
  assert.deepEqual([init.method, init.body], ['DELETE', undefined]);
  assert.equal(clock.pending, 0);
});

test('a refusal rejects with its code, and nothing is sent again', async () => {
  for (const [code, status] of [
    ['reauthentication_required', 403],
    ['last_way_in', 409],
    ['not_found', 404],
    ['store_unavailable', 503],
  ] as const) {
    const { requests, identities } = createClient(() =>
      problem(code, status, { 'Retry-After': '3' }),
    );
    for (const call of [() => identities.list(), () => identities.unlink('7')]) {
      await assert.rejects(call, (error: WechatMpLoginError) => {
        assert.ok(error instanceof WechatMpLoginError);
        assert.deepEqual([error.code, error.retryAfterMs], [code, 3000]);
        return true;
      });
    }
    assert.equal(requests.length, 2);
  }
});

test('an answer that is invalid, too long or too late is an error', async () => {
  const broken: (readonly [() => Response | Promise<Response>, string])[] = [
    [() => html(), 'bad_response'],
    [() => json({ identities: [{ id: '..', linkedAt: '2026-03-01T00:00:00Z' }] }), 'bad_response'],
    [() => json({ identities: 'x'.repeat(70_000) }), 'bad_response'],
    [() => Promise.reject(new TypeError('refused')), 'unreachable'],
  ];
  for (const [answer, code] of broken) {
    await assert.rejects(createClient(answer).identities.list(), { code });
  }
  const { clock, identities } = createClient(silence);
  const late = assert.rejects(identities.list(), { code: 'timeout' });
  await clock.advance(10_000);
  await late;
  assert.equal(clock.pending, 0);
});

test('an abort ends the request at once', async () => {
  const { clock, identities } = createClient(silence);
  const leaving = new AbortController();
  const left = assert.rejects(identities.list({ signal: leaving.signal }), { name: 'AbortError' });
  leaving.abort();
  await left;
  assert.equal(clock.pending, 0);
});

test('an address that is not allowed is refused at once', () => {
  assert.throws(() => createIdentities('http://evil.example/login'), { code: 'bad_backend' });
});
