import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIdentities } from '../../src/client/index.js';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import { FakeClock, html, json, problem, silence } from '../support/client.js';

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

function world(answer: () => Response | Promise<Response>) {
  const clock = new FakeClock();
  const asked: Asked[] = [];
  const identities = createIdentities('/login/', {
    fetch: (url, init = {}) => {
      asked.push({ url: url as string, init });
      return Promise.resolve(answer());
    },
    now: clock.now,
    after: clock.after,
    baseUrl: 'https://shop.example/settings',
  });
  return { clock, asked, identities };
}

const listed = {
  identities: [
    { id: '7', officialAccount: 'Tea House', linkedAt: '2026-02-14T08:30:00.000Z' },
    { id: '8', linkedAt: '2026-03-01T00:00:00Z' },
  ],
};

test('the list is asked for with the session and uncached', async () => {
  const { asked, identities, clock } = world(() => json(listed));
  assert.deepEqual(await identities.list(), listed);
  const { url, init } = asked[0]!;
  assert.equal(url, 'https://shop.example/login/identities');
  assert.deepEqual(
    [init.method, init.credentials, init.cache, init.redirect],
    ['GET', 'include', 'no-store', 'error'],
  );
  assert.equal(clock.pending, 0);
});

test('an unlink names the identity and nothing else', async () => {
  const { asked, identities, clock } = world(() => new Response(null, { status: 204 }));
  await identities.unlink('a/b?c#d');
  const { url, init } = asked[0]!;
  assert.equal(url, 'https://shop.example/login/identities/a%2Fb%3Fc%23d');
  assert.deepEqual([init.method, init.body], ['DELETE', undefined]);
  assert.equal(clock.pending, 0);
});

test('refusals are told by their codes, and nothing is asked again', async () => {
  for (const [code, status] of [
    ['reauthentication_required', 403],
    ['last_way_in', 409],
    ['not_found', 404],
    ['store_unavailable', 503],
  ] as const) {
    const { asked, identities } = world(() => problem(code, status, { 'Retry-After': '3' }));
    for (const call of [() => identities.list(), () => identities.unlink('7')]) {
      await assert.rejects(call, (error: WechatMpLoginError) => {
        assert.ok(error instanceof WechatMpLoginError);
        assert.deepEqual([error.code, error.retryAfterMs], [code, 3000]);
        return true;
      });
    }
    assert.equal(asked.length, 2);
  }
});

test('what is not of the protocol, too much or too late is an error', async () => {
  const broken: (readonly [() => Response | Promise<Response>, string])[] = [
    [() => html(), 'bad_response'],
    [() => json({ identities: [{ id: '..', linkedAt: '2026-03-01T00:00:00Z' }] }), 'bad_response'],
    [() => json({ identities: 'x'.repeat(70_000) }), 'bad_response'],
    [() => Promise.reject(new TypeError('refused')), 'unreachable'],
  ];
  for (const [answer, code] of broken) {
    await assert.rejects(world(answer).identities.list(), { code });
  }
  const { clock, identities } = world(silence);
  const late = assert.rejects(identities.list(), { code: 'timeout' });
  await clock.advance(10_000);
  await late;
  assert.equal(clock.pending, 0);
});

test('who leaves the page is not waited for', async () => {
  const { clock, identities } = world(silence);
  const leaving = new AbortController();
  const left = assert.rejects(identities.list({ signal: leaving.signal }), { name: 'AbortError' });
  leaving.abort();
  await left;
  assert.equal(clock.pending, 0);
});

test('an address that no backend may have is refused at once', () => {
  assert.throws(() => createIdentities('http://evil.example/login'), { code: 'bad_backend' });
});
