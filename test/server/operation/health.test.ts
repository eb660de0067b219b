/** `login.health()`: what a load balancer learns, and what a monitor learns beside it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChain } from '../../../src/protocol/chain.js';
import { createMemoryStore } from '../../../src/server/index.js';
import { createHealth } from '../../../src/server/base/operation/health.js';
import { storeFailure } from '../../../src/server/base/operation/store-failure.js';
import { createLastResult } from '../../../src/server/base/operation/last-result.js';
import { WechatApiError } from '../../../src/wechat/api/errors.js';
import { createHarness, settings, type ApiAnswer } from '../../support/server/harness.js';
import { hookStore } from '../../support/server/hook-store.js';

const missing = new Error('connect ECONNREFUSED redis://:password@10.0.0.1');

/** A harness whose store can fail, and which counts the reads of its store. */
function createSwitch() {
  const at = { isDown: false, reads: 0 };
  const store = hookStore(createMemoryStore(), (method) => {
    if (method === 'get') at.reads++;
    if (at.isDown) throw missing;
  });
  return Object.assign(createHarness({ store }), { at });
}

describe('health()', () => {
  test('is ready while the store answers, not while it fails, and ready again', async () => {
    const { login, clock, log, at } = createSwitch();
    assert.deepEqual(await login.health(), {
      ...{ ready: true, closing: false, store: 'ok' },
      wechat: [{ officialAccount: 'default', result: 'unknown' }],
    });
    at.isDown = true;
    for (let seconds = 0; seconds < 3; seconds++) {
      clock.nowMs += 1000;
      const { ready, store } = await login.health();
      assert.deepEqual({ ready, store }, { ready: false, store: 'failed' });
    }
    at.isDown = false;
    clock.nowMs += 1000;
    assert.equal((await login.health()).ready, true);
    assert.deepEqual(
      log.filter(({ event }) => event.includes('ready')),
      [
        {
          ...{ level: 'error', event: 'not_ready' },
          details: { store: 'failed', ...storeFailure(missing) },
        },
        { level: 'info', event: 'ready_again', details: {} },
      ],
    );
  });

  test('a store that never answers is late, and delays the answer by a second only', async () => {
    const store = hookStore(createMemoryStore(), () => new Promise<void>(() => undefined));
    const { login, log } = createHarness({ store });
    const { ready, store: found } = await login.health();
    assert.deepEqual({ ready, found }, { ready: false, found: 'late' });
    const line = log.find(({ event }) => event === 'not_ready');
    const why = storeFailure(new DOMException('late', 'TimeoutError'));
    assert.deepEqual(line?.details, { store: 'late', ...why });
    assert.match(why.meaning ?? '', /did not answer in time/);
  });

  test('a store that throws in place of rejecting has failed', async () => {
    const health = createHealth({
      ...{ now: () => 0, log: () => undefined, isClosing: () => false, wechat: () => [] },
      askStore() {
        throw missing;
      },
    });
    assert.equal((await health()).store, 'failed');
  });

  test('asks the store once a second, however often it is called, also if the clock is set back', async () => {
    const { login, clock, at } = createSwitch();
    const ask = () => Promise.all(Array.from({ length: 200 }, () => login.health()));
    await ask();
    clock.nowMs += 999;
    await ask();
    assert.equal(at.reads, 1);
    clock.nowMs += 1;
    await ask();
    assert.equal(at.reads, 2);
    clock.nowMs -= 3_600_000;
    await ask();
    assert.equal(at.reads, 3);
  });

  test('is not ready from the moment of close(), whatever was known before', async () => {
    const { login } = createSwitch();
    assert.equal((await login.health()).ready, true);
    const closed = login.close();
    const { ready, closing, store } = await login.health();
    assert.deepEqual({ ready, closing, store }, { ready: false, closing: true, store: 'ok' });
    await closed;
  });

  const at = new Date(1_800_000_000_000).toISOString();
  const onQrCode =
    (answer: object | undefined): ApiAnswer =>
    (path) =>
      path === '/cgi-bin/qrcode/create' ? answer : undefined;
  for (const [name, api, expected] of [
    ['an answer', onQrCode(undefined), { result: 'ok', at }],
    ['an error', onQrCode({ errcode: 45009 }), { result: 'quota', errcode: 45009, at }],
    [
      'a right that is missing for something else',
      (path: string) => (path === '/cgi-bin/user/info' ? { errcode: 48001 } : undefined),
      { result: 'ok', at },
    ],
  ] as const) {
    test(`tells of WeChat's last answer, ${name}, and is ready all the same`, async () => {
      const harness = createHarness({ api });
      const chain = await createChain();
      const asked = { challenge: chain.challenge, purpose: 'login', method: 'scan' };
      await harness.call('POST', '/attempts', asked);
      await harness.push(harness.scanXml(harness.scenes().at(-1) ?? ''));
      const { ready, wechat } = await harness.login.health();
      assert.equal(ready, true);
      assert.deepEqual(wechat, [{ officialAccount: 'default', ...expected }]);
    });
  }

  test("a wrong code in a visitor's address bar says nothing about WeChat", async () => {
    const { around, read } = createLastResult(() => 0);
    const fail = (error: Error): Promise<unknown> =>
      around('/sns/oauth2/access_token', () => Promise.reject(error)).catch(() => undefined);
    await fail(WechatApiError.fromErrcode(40163, 'code been used'));
    await fail(new DOMException('The page has gone', 'AbortError'));
    assert.deepEqual(read(), { result: 'unknown' });
    await fail(WechatApiError.fromErrcode(40125, 'invalid appsecret'));
    assert.equal(read().result, 'misconfigured');
  });

  test('tells of each official account by itself, and contains no secret', async () => {
    const { login, open, apiCalls } = createHarness({ servesNews: true });
    await open();
    const callsBefore = apiCalls.length;
    const health = await login.health();
    assert.deepEqual(
      health.wechat.map(({ officialAccount, result }) => [officialAccount, result]),
      [
        ['default', 'ok'],
        ['news', 'unknown'],
      ],
    );
    assert.equal(apiCalls.length, callsBefore, 'WeChat is not asked');
    for (const secret of Object.values(settings)) {
      assert.ok(!JSON.stringify(health).includes(secret));
    }
  });
});
