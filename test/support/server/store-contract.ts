/** The contract of all stores. The test of each store runs it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomToken } from '../../../src/protocol/chain.js';
import type { Attempt } from '../../../src/server/attempts/attempt.js';
import { forgottenAtMs } from '../../../src/server/attempts/transition.js';
import type { Store } from '../../../src/server/attempts/store/store.js';

export interface StoreUnderTest {
  readonly store: Store;
  /** The clock of the store, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Moves that clock forward. */
  readonly pass: (ms: number) => Promise<void> | void;
}

export function newAttempt(nowMs: number, changes: Partial<Attempt> = {}): Attempt {
  return {
    id: randomToken(16),
    scene: randomToken(24),
    challenge: randomToken(32),
    cookieHash: randomToken(32),
    rev: 0,
    state: 'pending',
    purpose: 'login',
    method: 'scan',
    officialAccount: 'default',
    createdAtMs: nowMs,
    deadlineMs: nowMs + 260_000,
    ...changes,
  };
}

export function testStore(name: string, open: () => Promise<StoreUnderTest>): void {
  test(`${name}: returns a stored attempt by id and by scene`, async () => {
    const { store, now } = await open();
    const attempt = newAttempt(now(), { lang: 'zh-CN', present: { type: 'qr', url: 'http://q' } });
    assert.deepEqual(await store.create(attempt), { created: true, attempt });
    assert.deepEqual(await store.get(attempt.id), attempt);
    assert.deepEqual(await store.byScene(attempt.scene), attempt);
    assert.equal(await store.get(attempt.scene), undefined);
    assert.equal(await store.byScene(attempt.id), undefined);
  });

  test(`${name}: a challenge creates one attempt, however many ask at once`, async () => {
    const { store, now } = await open();
    const challenge = randomToken(32);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => store.create(newAttempt(now(), { challenge }))),
    );
    assert.equal(results.filter(({ created }) => created).length, 1);
    assert.equal(new Set(results.map(({ attempt }) => attempt.id)).size, 1);
  });

  test(`${name}: of many parallel changes of one revision, one wins`, async () => {
    const { store, now } = await open();
    const attempt = newAttempt(now());
    await store.create(attempt);
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.advance(attempt.id, 0, { ...attempt, rev: 1, reason: String(index) }),
      ),
    );
    assert.equal(won.filter(Boolean).length, 1);
    assert.equal((await store.get(attempt.id))?.reason, String(won.indexOf(true)));
    assert.equal(await store.advance(attempt.id, 0, { ...attempt, rev: 1 }), false);
    assert.equal(await store.advance('unknown', 0, attempt), false);
  });

  test(`${name}: notifies subscribers of every change until they stop`, async () => {
    const { store, now } = await open();
    const [attempt, another] = [newAttempt(now()), newAttempt(now())];
    await store.create(attempt);
    await store.create(another);
    const seen: number[] = [];
    let wake = (): void => undefined;
    const until = async (count: number): Promise<void> => {
      while (seen.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    const stop = store.subscribe(attempt.id, ({ rev }) => {
      seen.push(rev);
      wake();
    });
    await store.advance(another.id, 0, { ...another, rev: 1 });
    await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
    await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
    await store.advance(attempt.id, 1, { ...attempt, rev: 2 });
    await until(2);
    stop();
    stop();
    await store.advance(attempt.id, 2, { ...attempt, rev: 3 });
    assert.deepEqual(seen, [1, 2]);
  });

  test(`${name}: forgets an attempt in time, and its challenge with it`, async () => {
    const { store, now, pass } = await open();
    const attempt = newAttempt(now());
    await store.create(attempt);
    await pass(forgottenAtMs(attempt) - now() - 1000);
    assert.ok(await store.get(attempt.id));
    await pass(2000);
    assert.equal(await store.get(attempt.id), undefined);
    assert.equal(await store.byScene(attempt.scene), undefined);
    const again = newAttempt(now(), { challenge: attempt.challenge });
    assert.equal((await store.create(again)).created, true);
  });
}
