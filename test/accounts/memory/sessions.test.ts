import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieSessions } from '../../../src/accounts/memory/sessions.js';
import { type CookieSessionsOptions } from '../../../src/accounts/cookie-sessions.js';
import { lin, signIn, testCookieSessions } from '../../support/accounts/sessions-contract.js';

function open(options: Partial<CookieSessionsOptions> = {}) {
  const clock = { nowMs: 1_800_000_000_000 };
  const now = (): number => clock.nowMs;
  const pass = (ms: number): void => void (clock.nowMs += ms);
  const ttlMs = 86_400_000;
  return {
    sessions: createCookieSessions({ secure: true, now, ttlMs, ...options }),
    ttlMs,
    now,
    pass,
  };
}

testCookieSessions('memory sessions', () => Promise.resolve(open()));

test('memory sessions: above the cap the oldest session ends', async () => {
  const { sessions } = open({ cap: 3 });
  const cookies: string[] = [];
  for (let made = 0; made < 4; made++) cookies.push(await signIn(sessions));
  const read = await Promise.all(cookies.map((cookie) => sessions.read(cookie)));
  assert.deepEqual(read, [undefined, lin, lin, lin]);
});

test('memory sessions: on plain http the cookie lacks what browsers refuse there', async () => {
  const { sessions } = open({ secure: false });
  const cookie = await signIn(sessions);
  assert.match(cookie, /^session=/);
  assert.doesNotMatch(await sessions.close(cookie), /Secure|__Host/);
});
