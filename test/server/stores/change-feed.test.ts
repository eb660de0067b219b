import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../../../src/server/attempts/attempt.js';
import { createChangeFeed } from '../../../src/server/stores/change-feed.js';
import { FakeClock } from '../../support/clock.js';
import { newAttempt } from '../../../src/conformance/store/kit.js';

function createHarness() {
  const clock = new FakeClock();
  const stored = new Map<string, Attempt>();
  const reads: (readonly string[])[] = [];
  const state = { isDown: false, listens: 0, gets: 0 };
  const feed = createChangeFeed({
    get(id) {
      state.gets++;
      return state.isDown ? Promise.reject(new Error('down')) : Promise.resolve(stored.get(id));
    },
    readRevs(ids) {
      reads.push(ids);
      if (state.isDown) return new Promise(() => undefined);
      return Promise.resolve(ids.map((id) => stored.get(id)?.rev));
    },
    listen: () => void state.listens++,
    timers: clock.timers,
  });
  function add(): Attempt {
    const attempt = newAttempt(clock.now());
    stored.set(attempt.id, attempt);
    return attempt;
  }
  /** Another instance writes the next revision. */
  function write(id: string): number {
    const attempt = stored.get(id);
    assert.ok(attempt);
    const next = { ...attempt, rev: attempt.rev + 1 };
    stored.set(id, next);
    return next.rev;
  }
  /** In ticks of the feed, with the reads that each makes. */
  async function pass(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs <= ms; passedMs += 250) {
      if (passedMs > 0) clock.tick(250);
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { clock, feed, reads, state, stored, add, write, pass };
}

test('a change whose hint is lost is delivered within 3 seconds, and only once', async () => {
  const { feed, state, add, write, pass } = createHarness();
  for (let index = 0; index < 20; index++) {
    const { id } = add();
    const seen: number[] = [];
    const stop = feed.subscribe(id, (next) => next && seen.push(next.rev), 0);
    await pass((index % 10) * 250);
    assert.deepEqual(seen, [], 'nothing has changed');
    write(id);
    await pass(3000);
    assert.deepEqual(seen, [1]);
    await pass(3000);
    assert.deepEqual(seen, [1]);
    stop();
  }
  assert.equal(state.gets, 20, 'only what has changed is read');
});

test('a hint is delivered at once, and nothing twice', async () => {
  const { feed, state, stored, add, write, pass } = createHarness();
  const { id } = add();
  const seen: number[] = [];
  feed.subscribe(id, (next) => next && seen.push(next.rev), 0);
  feed.hint(id, write(id));
  await pass(0);
  assert.deepEqual(seen, [1]);
  write(id);
  const own = stored.get(id);
  assert.ok(own);
  feed.changed(own);
  feed.hint(id, 2);
  feed.hint(id, 1);
  feed.hint('another', 7);
  await pass(3000);
  assert.deepEqual(seen, [1, 2]);
  assert.equal(state.gets, 1);
});

test('a listener without a revision gets the attempt as it is, and later changes', async () => {
  const { feed, add, write, pass } = createHarness();
  const { id } = add();
  write(id);
  const seen: number[] = [];
  feed.subscribe(id, (next) => next && seen.push(next.rev));
  await pass(3000);
  write(id);
  await pass(3000);
  assert.deepEqual(seen, [1, 2]);
});

test('ten thousand watched attempts are checked in ten batches every 2.5 s, and nothing when nobody waits', async () => {
  const { clock, feed, reads, add, pass } = createHarness();
  const ids = Array.from({ length: 10_000 }, () => add().id);
  const stops = ids.map((id) => feed.subscribe(id, () => undefined, 0));
  await pass(2500);
  assert.equal(reads.length, 10);
  assert.deepEqual(reads.flat().sort(), ids.sort());
  assert.ok(Math.max(...reads.map(({ length }) => length)) < 2000);
  for (const stop of stops) stop();
  await pass(250);
  assert.equal(clock.pending, 0);
  assert.equal(reads.length, 10);
});

test('after a lost connection, all are checked at once; while the store hangs, checks do not pile up', async () => {
  const { feed, reads, state, add, write, pass } = createHarness();
  const ids = Array.from({ length: 200 }, () => add().id);
  const seen = new Set<string>();
  for (const id of ids) feed.subscribe(id, () => seen.add(id), 0);
  for (const id of ids) write(id);
  feed.catchUp();
  await pass(0);
  assert.equal(seen.size, 200);
  state.isDown = true;
  const before = reads.length;
  await pass(60_000);
  assert.equal(reads.length - before, 10);
  assert.ok(state.listens > 200, 'it is asked to listen with each tick');
});

test('a failed read is tried again in the next round', async () => {
  const { feed, state, add, write, pass } = createHarness();
  const { id } = add();
  const seen: number[] = [];
  feed.subscribe(id, (next) => next && seen.push(next.rev), 0);
  state.isDown = true;
  feed.hint(id, write(id));
  await pass(0);
  state.isDown = false;
  await pass(3000);
  assert.deepEqual(seen, [1]);
});

test('two listeners of one attempt stop one by one, and a closed feed is silent', async () => {
  const { clock, feed, add, write, pass } = createHarness();
  const { id } = add();
  const seen: string[] = [];
  const stop = feed.subscribe(id, () => seen.push('first'), 0);
  feed.subscribe(id, () => seen.push('second'), 0);
  stop();
  stop();
  write(id);
  await pass(3000);
  assert.deepEqual(seen, ['second']);
  write(id);
  feed.close();
  feed.subscribe(id, () => seen.push('third'), 0);
  await pass(3000);
  assert.deepEqual(seen, ['second']);
  assert.equal(clock.pending, 0);
});

test('a listener learns once that a crash of the database has lost its attempt', async () => {
  const { feed, stored, add, pass } = createHarness();
  const { id } = add();
  const other = add();
  const seen: (Attempt | undefined)[] = [];
  feed.subscribe(id, (next) => seen.push(next), 0);
  feed.subscribe(other.id, (next) => seen.push(next), 0);
  await pass(3000);
  assert.deepEqual(seen, []);
  stored.delete(id);
  await pass(6000);
  assert.deepEqual(seen, [undefined]);
});
