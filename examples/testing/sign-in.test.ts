/** The backend in memory: no server listens, and nothing leaves the process. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from 'wechat-mp-login/protocol';
import type { WechatMpLogin } from 'wechat-mp-login/server';
import { createSimulator, type Simulator } from 'wechat-mp-login/simulator';
import { createShopLogin } from './shop.js';

/** Part of every address, although nothing listens there. */
const origin = 'http://localhost:3000';

/** A shop of its own for each test, so that no test depends on another. */
function openShop(): { simulator: Simulator; login: WechatMpLogin } {
  const simulator = createSimulator({ people: ['Lin'], deliver: (push) => login.fetch(push) });
  const login = createShopLogin(simulator.wechatOptions(), origin);
  simulator.account.callbackUrl = login.callbackUrl;
  return { simulator, login };
}

/** Sends requests as a browser does: with the cookies that it has received. */
function createBrowser(login: WechatMpLogin) {
  const cookies = new Map<string, string>();
  return async (path: string, body: object): Promise<Record<string, unknown>> => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'Content-Type': 'application/json', Cookie };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await login.fetch(new Request(`${origin}/wechat-login${path}`, init));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return (await response.json()) as Record<string, unknown>;
  };
}

type Post = ReturnType<typeof createBrowser>;
const request = { purpose: 'login', method: 'scan', lang: 'en' };

/** What the tag does first: it asks for a QR code. */
async function showQrCode(post: Post) {
  const { verifier, challenge } = await createChain();
  const created = await post('/attempts', { challenge, ...request });
  const { url = '' } = (created['present'] ?? {}) as { url?: string };
  return {
    created,
    url,
    redeem: () => post(`/attempts/${String(created['id'])}/redeem`, { verifier }),
  };
}

/** What a person does: scan, and follow if they do not yet. Resolves to the last message of the chat. */
async function scan(simulator: Simulator, url: string): Promise<string> {
  const { phone } = simulator;
  const [{ id } = { id: '' }] = await phone.people();
  const seen = await phone.scan(id, url);
  if (seen.type === 'profile') await phone.follow(id, seen.scanId);
  await simulator.idle();
  return (await phone.chat(id)).at(-1)?.text ?? '';
}

/** Taps a link in the message. */
async function tap(simulator: Simulator, message: string, label: string): Promise<void> {
  const { phone } = simulator;
  const [{ id } = { id: '' }] = await phone.people();
  const [, href = ''] = new RegExp(`<a href="([^"]*)">${label}</a>`).exec(message) ?? [];
  await phone.tap(id, href);
  await simulator.idle();
}

test('a new visitor is signed in', async () => {
  const { simulator, login } = openShop();
  const { url, redeem } = await showQrCode(createBrowser(login));
  await scan(simulator, url);
  const { result, isNew } = await redeem();
  assert.deepEqual([result, isNew], ['authenticated', true]);
});

test('somebody who comes back is asked in the chat, and has the same account', async () => {
  const { simulator, login } = openShop();
  const first = await showQrCode(createBrowser(login));
  await scan(simulator, first.url);
  const before = await first.redeem();

  const second = await showQrCode(createBrowser(login));
  const question = await scan(simulator, second.url);
  assert.equal((await second.redeem())['code'], 'wrong_state');
  await tap(simulator, question, 'Confirm');
  const after = await second.redeem();
  assert.deepEqual(after['account'], before['account']);
  assert.equal(after['isNew'], false);
});

test('“Not me” signs nobody in', async () => {
  const { simulator, login } = openShop();
  const first = await showQrCode(createBrowser(login));
  await scan(simulator, first.url);
  await first.redeem();

  const second = await showQrCode(createBrowser(login));
  await tap(simulator, await scan(simulator, second.url), 'Not me');
  const { code, reason } = await second.redeem();
  assert.deepEqual([code, reason], ['gone', 'denied']);
});

test('nobody is signed in who has the verifier but not the cookie', async () => {
  const { simulator, login } = openShop();
  const { verifier, challenge } = await createChain();
  const page = createBrowser(login);
  const created = await page('/attempts', { challenge, ...request });
  await scan(simulator, (created['present'] as { url: string }).url);
  const elsewhere = createBrowser(login);
  const answer = await elsewhere(`/attempts/${String(created['id'])}/redeem`, { verifier });
  assert.equal(answer['code'], 'not_found');
});

/** How to bring about each error that WeChat can cause. */
const faults: Readonly<Record<string, (simulator: Simulator) => void>> = {
  quota_exhausted: ({ settings }) => (settings.fail['qrcode/create'] = 45009),
  misconfigured: ({ account }) => (account.isSecretFrozen = true),
  method_unavailable: ({ account }) => (account.isVerified = false),
  platform_disabled: ({ account }) => (account.isDisabled = true),
  upstream_unavailable: ({ settings }) => (settings.fail['stable_token'] = { answer: 'cut' }),
};

for (const [code, bringAbout] of Object.entries(faults)) {
  test(`the page learns of ${code}`, async () => {
    const { simulator, login } = openShop();
    bringAbout(simulator);
    const { created } = await showQrCode(createBrowser(login));
    assert.equal(created['code'], code);
  });
}
