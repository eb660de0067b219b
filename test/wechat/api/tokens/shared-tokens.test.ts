/** Two processes of one official account, which keep their access token together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatApi, type KeptToken, type TokenStore } from '../../../../src/wechat/index.js';
import { createFakeApi, qrPath, refusal, tokenPath } from '../../../support/wechat/fake-api.js';

const settings = { appId: 'wxba5fad812f8e6fb9', appSecret: 'secret' };

function createStore(): TokenStore & { kept: KeptToken | undefined } {
  let rev = 0;
  return {
    kept: undefined,
    read() {
      return Promise.resolve(this.kept && { kept: this.kept, rev });
    },
    write(before, kept) {
      if (before !== rev) return Promise.resolve(false);
      rev++;
      this.kept = kept;
      return Promise.resolve(true);
    },
  };
}

function setup(tokenStore: TokenStore = createStore()) {
  const fake = createFakeApi();
  const clock = { nowMs: 1_700_000_000_000 };
  const start = () =>
    createWechatApi({ ...settings, fetch: fake.fetch, now: () => clock.nowMs, tokenStore });
  return { fake, clock, start, one: start(), other: start() };
}

test('one asks for the token, and both use it', async () => {
  const { fake, one, other, start } = setup();
  await Promise.all([one.createQrCode('a', 60), other.createQrCode('b', 60)]);
  await start().createQrCode('c', 60);
  assert.equal(fake.to(tokenPath).length, 1);
  assert.deepEqual(new Set(fake.to(qrPath).map(({ token }) => token)), new Set(['token-1']));
});

test('if WeChat refuses the token, one asks for another, and both use that', async () => {
  const { fake, one, other } = setup();
  await one.createQrCode('a', 60);
  await other.createQrCode('b', 60);
  for (let each = 0; each < 2; each++) fake.answer(qrPath, refusal(40001));
  await Promise.all([one.createQrCode('c', 60), other.createQrCode('d', 60)]);
  assert.equal(fake.to(tokenPath).length, 2);
  assert.equal(fake.to(qrPath).at(-1)?.token, 'token-2');
});

test('a process that is gone while it asks holds the others up for a short time only', async () => {
  const store = createStore();
  const { fake, clock, one } = setup(store);
  store.kept = undefined;
  await store.write(0, { askingUntilMs: clock.nowMs + 15_000 });
  const made = one.createQrCode('a', 60);
  clock.nowMs += 15_000;
  await made;
  assert.equal(fake.to(tokenPath).length, 1);
});

test('if the request fails, the other one asks at once', async () => {
  const { fake, one, other } = setup();
  fake.answer(tokenPath, refusal(40125));
  await assert.rejects(one.createQrCode('a', 60));
  await other.createQrCode('b', 60);
  assert.equal(fake.to(tokenPath).length, 2);
});

test('if the store fails, each asks by itself', async () => {
  const fails = (): Promise<never> => Promise.reject(new Error('gone'));
  const { fake, one, other } = setup({ read: fails, write: fails });
  await Promise.all([one.createQrCode('a', 60), other.createQrCode('b', 60)]);
  assert.equal(fake.to(tokenPath).length, 2);
});

test('another process may not force a new token either', async () => {
  const { fake, one, other } = setup();
  const stuck = { access_token: 'stuck', expires_in: 7200 };
  for (let each = 0; each < 9; each++) fake.answer(tokenPath, stuck);
  for (let each = 0; each < 9; each++) fake.answer(qrPath, refusal(40001));
  await assert.rejects(one.createQrCode('a', 60));
  await assert.rejects(other.createQrCode('b', 60));
  const forced = fake.to(tokenPath).filter(({ body }) => JSON.stringify(body).includes('true'));
  assert.equal(forced.length, 1);
});
