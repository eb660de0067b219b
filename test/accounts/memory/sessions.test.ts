import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../../src/accounts/memory/accounts.js';
import {
  createCookieSessions,
  type MemorySessionsOptions,
} from '../../../src/accounts/memory/sessions.js';
import {
  callerWith,
  lin,
  signIn,
  testCookieSessions,
} from '../../support/accounts/sessions-contract.js';

function open(options: Partial<MemorySessionsOptions> = {}) {
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

test('memory sessions: with `account`, a session shows the present name, and ends with its account', async () => {
  const accounts = createMemoryAccounts();
  const { id } = await accounts.add({ name: 'Lin' });
  const { sessions } = open({ account: (each) => accounts.get(each) });
  const cookie = await signIn(sessions, { account: { id, name: 'Lin' } });
  await accounts.rename(id, 'Xi');
  assert.equal((await sessions.current(callerWith(cookie)))?.account.name, 'Xi');
  assert.equal((await sessions.read(cookie))?.name, 'Xi');
  const orphan = await signIn(sessions, { account: { id: 'deleted', name: 'Old' } });
  assert.equal(await sessions.read(orphan), undefined);
});
