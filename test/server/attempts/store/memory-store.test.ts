import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newAttempt } from '../../../../src/conformance/store/kit.js';
import { createMemoryStore } from '../../../../src/server/attempts/store/memory-store.js';
import { testStore } from '../../../support/server/test-store.js';

function open(cap?: number) {
  const clock = { nowMs: 1_800_000_000_000 };
  const now = (): number => clock.nowMs;
  const pass = (ms: number): void => void (clock.nowMs += ms);
  return { store: createMemoryStore({ now, ...(cap === undefined ? {} : { cap }) }), now, pass };
}

// It keeps everything in one process, and has nothing to lose or to close.
const ofSeveralProcesses = [
  ...['subscribe-other-instance', 'subscribe-lost', 'now', 'close', 'close-one'],
];
testStore('memory store', () => open(), ofSeveralProcesses);

test('memory store: at the cap, new attempts are refused and the others stay', async () => {
  const { store, now } = open(3);
  const kept = [newAttempt(now()), newAttempt(now()), newAttempt(now())];
  for (const attempt of kept) await store.create(attempt);
  await assert.rejects(store.create(newAttempt(now())), { code: 'rate_limited' });
  for (const attempt of kept) assert.ok(await store.get(attempt.id));
});

test('memory store: space of forgotten attempts is reused, also in the middle', async () => {
  const { store, now, pass } = open(100);
  for (let index = 0; index < 100; index++) {
    const deadlineMs = now() + (index % 2 === 0 ? 1_000_000 : 1000);
    await store.create(newAttempt(now(), { deadlineMs }));
  }
  await assert.rejects(store.create(newAttempt(now())), { code: 'rate_limited' });
  pass(302_000);
  for (let index = 0; index < 50; index++) {
    assert.equal((await store.create(newAttempt(now()))).created, true);
  }
  await assert.rejects(store.create(newAttempt(now())), { code: 'rate_limited' });
});
