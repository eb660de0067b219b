import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi, WechatApiError } from '../../../../src/wechat/index.js';
import {
  createFakeApi,
  qrPath,
  qrUrl,
  refusal,
  tokenPath,
  userPath,
} from '../../../support/wechat/fake-api.js';

const settings = { appId: 'wxba5fad812f8e6fb9', appSecret: 'secret' };

function setup() {
  const fake = createFakeApi();
  const clock = { nowMs: 1_700_000_000_000 };
  const api = createWechatApi({ ...settings, fetch: fake.fetch, now: () => clock.nowMs });
  return { fake, api, clock };
}

/** A platform that refuses a token, but still issues it. */
function sameTokenAgain(fake: ReturnType<typeof createFakeApi>, times: number): void {
  for (let i = 0; i < times; i++) {
    fake.answer(tokenPath, { access_token: 'stuck', expires_in: 7200 });
  }
}

test('a token is kept until five minutes before its end', async () => {
  const { fake, api, clock } = setup();
  await api.createQrCode('x', 60);
  clock.nowMs += (7200 - 300) * 1000 - 1;
  await api.userInfo('o');
  assert.equal(fake.to(tokenPath).length, 1);
  clock.nowMs += 1;
  await api.createQrCode('x', 60);
  assert.equal(fake.to(tokenPath).length, 2);
  assert.equal(fake.to(qrPath)[1]?.token, 'token-2');
});

test('a token that is issued near its end is not requested with every call', async () => {
  const { fake, api, clock } = setup();
  fake.answer(tokenPath, { access_token: 'old', expires_in: 300 });
  for (let i = 0; i < 10; i++) await api.createQrCode('x', 60);
  assert.equal(fake.to(tokenPath).length, 1);
  clock.nowMs += 299_000;
  await api.createQrCode('x', 60);
  assert.equal(fake.to(tokenPath).length, 2);
});

test('fifty callers wait for one token', async () => {
  const { fake, api } = setup();
  const calls = Array.from({ length: 50 }, (_, i) => api.createQrCode(`scene-${i}`, 60));
  await Promise.all(calls);
  assert.equal(fake.to(tokenPath).length, 1);
  assert.equal(fake.to(qrPath).length, 50);
});

test('if the request for a token fails, the next caller requests it again', async () => {
  const { fake, api } = setup();
  fake.answer(tokenPath, () => Promise.reject(new TypeError('fetch failed')));
  const first = await Promise.allSettled([api.createQrCode('x', 60), api.createQrCode('y', 60)]);
  assert.deepEqual(
    first.map((result) => result.status),
    ['rejected', 'rejected'],
  );
  assert.equal(fake.to(tokenPath).length, 1);
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
});

test('a caller who gives up does not end the request for the others', async () => {
  const { fake, api } = setup();
  let release: (response: Response) => void = () => undefined;
  fake.answer(tokenPath, () => new Promise<Response>((resolve) => (release = resolve)));
  const leaving = new AbortController();
  const first = api.createQrCode('first', 60, leaving.signal);
  const second = api.createQrCode('second', 60);
  const reason = new Error('the visitor has left');
  leaving.abort(reason);
  await assert.rejects(first, (error) => error === reason);
  release(Response.json({ access_token: 't', expires_in: 7200 }));
  assert.equal((await second).url, qrUrl);
  assert.equal(fake.to(tokenPath).length, 1);
  assert.equal(fake.to(qrPath).length, 1);
});

for (const errcode of [40001, 40014, 42001]) {
  test(`a token refused in mid-flight (${errcode}) is replaced once, and the call is repeated`, async () => {
    const { fake, api } = setup();
    await api.createQrCode('x', 60);
    fake.answer(qrPath, refusal(errcode));
    assert.equal((await api.createQrCode('y', 60)).url, qrUrl);
    const tokens = fake.to(qrPath).map((call) => call.token);
    assert.deepEqual(tokens, ['token-1', 'token-1', 'token-2']);
    const forced = fake.to(tokenPath).map((call) => call.body?.['force_refresh']);
    assert.deepEqual(forced, [false, false]);
  });
}

test('fifty callers whose token is refused wait for one new token', async () => {
  const { fake, api } = setup();
  await api.createQrCode('x', 60);
  fake.answer(qrPath, ...Array.from({ length: 50 }, () => refusal(40001)));
  const calls = Array.from({ length: 50 }, (_, i) => api.createQrCode(`scene-${i}`, 60));
  for (const { url } of await Promise.all(calls)) assert.equal(url, qrUrl);
  assert.equal(fake.to(tokenPath).length, 2);
  assert.equal(fake.to(qrPath).length, 101);
});

test('a late refusal of a token that was replaced long ago leads to the current token', async () => {
  const { fake, api } = setup();
  let release: (response: Response) => void = () => undefined;
  fake.answer(
    qrPath,
    () => new Promise<Response>((resolve) => (release = resolve)),
    refusal(42001),
  );
  const late = api.createQrCode('late', 60);
  while (fake.to(qrPath).length === 0) await new Promise(setImmediate);
  await api.createQrCode('quick', 60);
  release(Response.json(refusal(42001)));
  assert.equal((await late).url, qrUrl);
  assert.equal(fake.to(tokenPath).length, 2);
  assert.equal(fake.to(qrPath).at(-1)?.token, 'token-2');
});

test('the call fails if the new token is refused too', async () => {
  const { fake, api } = setup();
  fake.answer(userPath, refusal(40001), refusal(40001));
  await assert.rejects(api.userInfo('o'), { kind: 'token', errcode: 40001, retryable: true });
  assert.equal(fake.to(userPath).length, 2);
});

test('if WeChat returns the refused token again, a refresh is forced', async () => {
  const { fake, api } = setup();
  sameTokenAgain(fake, 2);
  fake.answer(qrPath, refusal(40001));
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  const forced = fake.to(tokenPath).map((call) => call.body?.['force_refresh']);
  assert.deepEqual(forced, [false, false, true]);
  assert.equal(fake.to(qrPath)[1]?.token, 'token-1');
});

test('a refresh is forced at most once a minute', async () => {
  const { fake, api, clock } = setup();
  const forced = () => fake.to(tokenPath).filter((call) => call.body?.['force_refresh'] === true);
  sameTokenAgain(fake, 20);
  fake.answer(qrPath, ...Array.from({ length: 40 }, () => refusal(40001)));
  for (let i = 0; i < 3; i++) {
    await assert.rejects(api.createQrCode('x', 60), { kind: 'token' });
    clock.nowMs += 10_000;
  }
  assert.equal(forced().length, 1);
  // A token that was just refused is not tried again in the same call.
  assert.equal(fake.to(qrPath).length, 3);
  clock.nowMs += 60_000;
  await assert.rejects(api.createQrCode('x', 60), { kind: 'token' });
  assert.equal(forced().length, 2);
});

test('a refresh is forced at most twenty times a day', async () => {
  const { fake, api, clock } = setup();
  for (let i = 0; i < 40; i++) {
    sameTokenAgain(fake, 4);
    fake.answer(qrPath, refusal(40001), refusal(40001));
    await api.createQrCode('x', 60).catch((error: unknown) => {
      assert.ok(error instanceof WechatApiError && error.kind === 'token');
    });
    clock.nowMs += 120_000;
  }
  const forced = fake.to(tokenPath).filter((call) => call.body?.['force_refresh'] === true);
  assert.equal(forced.length, 20);
});

test('one call can recover from a busy WeChat and from a refused token, once each', async () => {
  const { fake, api } = setup();
  fake.answer(qrPath, refusal(-1), refusal(40001));
  assert.equal((await api.createQrCode('x', 60)).url, qrUrl);
  assert.equal(fake.to(qrPath).length, 3);
  fake.answer(qrPath, refusal(40001), refusal(-1), refusal(-1));
  await assert.rejects(api.createQrCode('x', 60), { kind: 'busy' });
  assert.equal(fake.to(qrPath).length, 6);
});
