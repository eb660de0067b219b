import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureOf } from '../../../src/wechat/push/signature.js';
import { baseUrl, createHarness, settings } from '../../support/server/harness.js';

/** What the log says of a path that no route takes: the paths received and expected. */
async function hintFor(path: string): Promise<readonly unknown[]> {
  const { request, log } = createHarness();
  const answer = await request(`https://login.example${path}`, {});
  assert.equal(answer.status, 404, path);
  return log
    .filter(({ event }) => event === 'unexpected_path')
    .map(({ details }) => {
      const { received, expected } = details as Record<string, unknown>;
      return [received, expected];
    })
    .flat();
}

test('a path of ours that a proxy or framework has changed is named in the log', async () => {
  const attempts = '/wechat-login/attempts';
  for (const [path, received, expected] of [
    ['/api/attempts', '/api/attempts', attempts],
    ['/api/attempts/abc/redeem', '/api/attempts', attempts],
    ['/api/wechat-login/attempts/abc', '/api/wechat-login/attempts', attempts],
    ['/wechat-login/wechat-login/attempts', '/wechat-login/wechat-login/attempts', attempts],
    ['//wechat-login/attempts', '//wechat-login/attempts', attempts],
    ['/wechat-login//attempts', '/wechat-login//attempts', attempts],
    ['/WeChat-Login/Attempts', '/WeChat-Login/Attempts', attempts],
    ['/api/identities', '/api/identities', '/wechat-login/identities'],
    ['/api/token', '/api/token', '/wechat-login/token'],
    ['/api/wechat/default?openid=o1', '/api/wechat/default', '/wechat-login/wechat/default'],
    ['/wechat/shop', '/wechat/shop', '/wechat-login/wechat/default'],
    ['/wechat-login/wechat/shop', '/wechat-login/wechat/shop', '/wechat-login/wechat/default'],
    [`/${'a'.repeat(500)}/attempts`, `/${'a'.repeat(199)}`, attempts],
  ] as const) {
    assert.deepEqual(await hintFor(path), [received, expected], path);
  }
});

test('the callback URL is understood however somebody has typed it', async () => {
  const [timestamp, nonce] = ['1714036504', '1514711492'];
  const signature = await signatureOf(settings.token, timestamp, nonce);
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '1' }).toString();
  const { request, log } = createHarness();
  for (const path of [
    '/wechat-login/wechat/default/',
    '/wechat-login/wechat/default//',
    '//wechat-login/wechat/default',
    '/wechat-login//wechat///default',
    '/WeChat-Login/Wechat/DEFAULT',
    '/wechat/default',
    '//Wechat/default/',
  ]) {
    const answer = await request(`https://login.example${path}?${query}`, {});
    assert.equal(await answer.text(), '1', path);
  }
  assert.deepEqual(
    log.filter(({ event }) => event === 'unexpected_path'),
    [],
  );
});

test('other paths are not named', async () => {
  for (const path of [
    '/',
    '/favicon.ico',
    '/attempt',
    '/my-attempts',
    '/wechat',
    '/wechat-login/',
  ]) {
    assert.deepEqual(await hintFor(path), [], path);
  }
  // Ours, but of no endpoint: no proxy did that.
  assert.deepEqual(await hintFor('/wechat-login/attempts/abc/nothing'), []);
});

test('each changed path is named once, and strangers cannot fill the log', async () => {
  const { request, log } = createHarness();
  const count = (): number => log.filter(({ event }) => event === 'unexpected_path').length;
  for (let i = 0; i < 10; i++) await request('https://login.example/x/attempts', {});
  assert.equal(count(), 1);
  for (let i = 0; i < 100; i++) await request(`https://login.example/${i}/attempts`, {});
  assert.equal(count(), 5);
});

test('a body that a framework with requests of its own has read is named in the log', async () => {
  const { login, log } = createHarness();
  const request = new Request(`${baseUrl}/attempts`, {
    ...{ method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
  });
  await request.json();
  assert.equal((await login.fetch(request)).status, 400);
  assert.deepEqual(
    log.filter(({ event }) => event === 'body_already_read').map(({ level }) => level),
    ['warn'],
  );
});
