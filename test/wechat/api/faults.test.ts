import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi, WechatApiError } from '../../../src/wechat/index.js';
import {
  createFakeApi,
  qrPath,
  qrUrl,
  refusal,
  tokenPath,
  userPath,
} from '../../support/wechat/fake-api.js';

const settings = { appId: 'wxba5fad812f8e6fb9', appSecret: 'SECRET' };

function setup(timeoutMs = 30_000) {
  const fake = createFakeApi();
  const clock = { nowMs: 0 };
  const now = () => clock.nowMs;
  return { fake, clock, api: createWechatApi({ ...settings, fetch: fake.fetch, now, timeoutMs }) };
}

const never = () => new Promise<Response>(() => undefined);

/** A body that begins and never ends; `cancelled` becomes true when its reader cancels it. */
function endless(firstChunk: string, more?: string) {
  const progress = { cancelled: false, chunks: 0 };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(firstChunk)),
    pull(controller) {
      if (more === undefined) return new Promise(() => undefined);
      progress.chunks++;
      controller.enqueue(new TextEncoder().encode(more));
      return undefined;
    },
    cancel: () => {
      progress.cancelled = true;
    },
  });
  return { progress, answer: () => new Response(body) };
}

test('a call without an answer times out, even if fetch ignores the signal', async () => {
  for (const path of [tokenPath, qrPath]) {
    const { fake, api } = setup(20);
    fake.answer(path, never);
    await assert.rejects(api.createQrCode('x', 60), { kind: 'timeout', retryable: true });
    assert.equal(fake.to(path)[0]?.init.signal?.aborted, true);
    assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  }
});

test('an answer that stalls times out', async () => {
  const { fake, api } = setup(20);
  const { progress, answer } = endless('{"ticket":');
  fake.answer(qrPath, answer);
  await assert.rejects(api.createQrCode('x', 60), { kind: 'timeout' });
  assert.equal(progress.cancelled, true);
});

test('an endless answer is read up to 64 KiB', async () => {
  const { fake, api } = setup();
  const { progress, answer } = endless('{"a":"', 'x'.repeat(4096));
  fake.answer(qrPath, answer);
  await assert.rejects(api.createQrCode('x', 60), { kind: 'bad_response' });
  assert.equal(progress.cancelled, true);
  assert.ok(progress.chunks <= 20, `${progress.chunks} chunks read`);
});

test('an answer of up to 64 KiB is read, even in tiny chunks', async () => {
  const { fake, api } = setup();
  const bytes = new TextEncoder().encode(
    JSON.stringify({ subscribe: 1, unionid: 'oUnion', remark: '登'.repeat(100) }),
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  fake.answer(userPath, () => new Response(body));
  assert.equal((await api.userInfo('o')).unionid, 'oUnion');
});

test('a failed connection is reported without the URL, which contains the token', async () => {
  const { fake, api } = setup();
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  fake.answer(qrPath, ({ token }) => {
    throw new TypeError(`Failed to fetch https://api/?access_token=${token}&s=SECRET`, { cause });
  });
  await assert.rejects(api.createQrCode('x', 60), (error) => {
    assert.ok(error instanceof WechatApiError);
    assert.deepEqual([error.kind, error.retryable], ['network', true]);
    assert.match(error.sentence, /ECONNREFUSED/);
    assert.equal(error.cause, undefined);
    return !/token-|SECRET/.test(`${error.message}${error.stack}`);
  });
});

test('a connection that is reset in the middle of the body counts as failed', async () => {
  const { fake, api } = setup();
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"ticket"'));
      controller.error(new TypeError('terminated'));
    },
  });
  fake.answer(qrPath, () => new Response(body));
  await assert.rejects(api.createQrCode('x', 60), { kind: 'network' });
});

test("a caller's signal ends the call with the caller's own reason", async () => {
  const { fake, api } = setup();
  await api.userInfo('o');
  const before = new AbortController();
  before.abort(new Error('before'));
  await assert.rejects(api.userInfo('o', before.signal), { message: 'before' });
  assert.equal(fake.to(userPath).length, 1);

  const during = new AbortController();
  fake.answer(userPath, never);
  const call = api.userInfo('o', during.signal);
  while (fake.to(userPath).length === 1) await new Promise(setImmediate);
  during.abort(new Error('during'));
  await assert.rejects(call, { message: 'during' });
  assert.equal(fake.to(userPath)[1]?.init.signal?.aborted, true);
});

/** 22:00 in China. */
const evening = Date.UTC(2027, 0, 15, 14);
const hourMs = 3_600_000;

test('once the daily quota is used up, no QR code is requested until midnight in China', async () => {
  const { fake, api, clock } = setup();
  clock.nowMs = evening;
  fake.answer(qrPath, refusal(45009));
  const first = { kind: 'quota', errcode: 45009, retryable: true, retryAfterMs: 2 * hourMs };
  await assert.rejects(api.createQrCode('x', 60), { ...first, isPaused: false });
  clock.nowMs += 2 * hourMs - 1;
  await assert.rejects(api.createQrCode('x', 60), { ...first, retryAfterMs: 1, isPaused: true });
  assert.equal(fake.to(qrPath).length, 1);
  clock.nowMs += 1;
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
});

/** Returns how long the pauses are while WeChat goes on refusing. */
async function pausesFrom(nowMs: number, count: number): Promise<readonly unknown[]> {
  const { fake, api, clock } = setup();
  clock.nowMs = nowMs;
  fake.answer(qrPath, ...Array.from({ length: count }, () => refusal(45009)));
  const pauses: unknown[] = [];
  for (let i = 0; i < count; i++) {
    await api.createQrCode('x', 60).catch((error: unknown) => {
      assert.ok(error instanceof WechatApiError);
      pauses.push(error.retryAfterMs);
      clock.nowMs += error.retryAfterMs ?? 0;
    });
  }
  return pauses;
}

test('if the quota is not renewed at midnight, the clock may be ahead: asks again after 15 minutes', async () => {
  const quarterMs = hourMs / 4;
  const quarters = Array.from({ length: 4 }, () => quarterMs);
  const pauses = await pausesFrom(evening, 6);
  assert.deepEqual(pauses, [2 * hourMs, ...quarters, 23 * hourMs]);
});

test('no pause is longer than a day, whatever the clock says', async () => {
  for (let hour = 0; hour < 24; hour += 0.5) {
    const pauses = await pausesFrom(evening + hour * hourMs, 8);
    for (const pause of pauses) assert.ok(Number(pause) > 0 && Number(pause) <= 24 * hourMs);
  }
});

test('a clock that is set back during the pause does not make it longer', async () => {
  const { fake, api, clock } = setup();
  clock.nowMs = evening;
  fake.answer(qrPath, refusal(45009));
  await assert.rejects(api.createQrCode('x', 60), { errcode: 45009 });
  clock.nowMs -= 30 * 24 * hourMs;
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
});

test('callers that are refused together count as one, and a single call tests the quota', async () => {
  const { fake, api, clock } = setup();
  clock.nowMs = evening;
  await api.userInfo('o');
  fake.answer(qrPath, ...Array.from({ length: 20 }, () => refusal(45009)));
  const ask = () => Array.from({ length: 20 }, () => api.createQrCode('x', 60));
  for (const result of await Promise.allSettled(ask())) {
    assert.equal(result.status, 'rejected');
    assert.equal((result.reason as WechatApiError).retryAfterMs, 2 * hourMs);
  }
  clock.nowMs += 2 * hourMs;
  const results = await Promise.allSettled(ask());
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  assert.equal(fake.to(qrPath).length, 21);
  await Promise.all(ask());
});

test('a success that began before a refusal does not end the pause', async () => {
  const { fake, api } = setup();
  let release: (response: Response) => void = () => undefined;
  fake.answer(
    qrPath,
    () => new Promise<Response>((resolve) => (release = resolve)),
    refusal(45009),
  );
  const underWay = api.createQrCode('x', 60);
  while (fake.to(qrPath).length === 0) await new Promise(setImmediate);
  await assert.rejects(api.createQrCode('y', 60), { kind: 'quota' });
  release(Response.json({ ticket: 't', expire_seconds: 60, url: qrUrl }));
  assert.equal((await underWay).url, qrUrl);
  await assert.rejects(api.createQrCode('z', 60), { kind: 'quota' });
  assert.equal(fake.to(qrPath).length, 2);
});

test('a quota per minute pauses for a minute, and users can be read meanwhile', async () => {
  const { fake, api, clock } = setup();
  for (let i = 0; i < 3; i++) {
    fake.answer(qrPath, refusal(45011));
    await assert.rejects(api.createQrCode('x', 60), { errcode: 45011, retryAfterMs: 60_000 });
    assert.equal((await api.userInfo('o')).subscribed, true);
    clock.nowMs += 60_000;
  }
});
