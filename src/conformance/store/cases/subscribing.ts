/** `subscribe`: who is told of a change, and when. */
import type { Attempt } from '../../../server/attempts/attempt.js';
import type { Store } from '../../../server/attempts/store/store.js';
import { NotApplicable } from '../../case.js';
import { expect } from '../../expect.js';
import { expectSame } from '../expect-same.js';
import { defineStoreCase, needOther, type StoreKit } from '../kit.js';

/** Subscribes as somebody who has read the attempt, and collects what the listener gets. */
function listen(store: Store, { id, rev }: Attempt) {
  const seen: Attempt[] = [];
  const stop = store.subscribe(id, (next) => next && seen.push(next), rev);
  return { seen, stop, lastRev: () => seen.at(-1)?.rev };
}

const seenRevs = (seen: readonly Attempt[]): string =>
  seen.length === 0 ? 'nothing' : `rev ${seen.map(({ rev }) => rev).join(', ')}`;

/** Changes made through `by` reach a listener of `at`. */
async function expectChanges({ arrives, newAttempt }: StoreKit, by: Store, at: Store) {
  const attempt = await newAttempt();
  await by.create(attempt);
  const { seen, stop, lastRev } = listen(at, attempt);
  let newest = attempt;
  for (const rev of [1, 2, 3]) {
    newest = { ...newest, rev, reason: `change ${rev}` };
    await by.advance(attempt.id, rev - 1, newest);
    await arrives(
      () => lastRev() === rev,
      () => `rev ${rev} expected, ${seenRevs(seen)} seen`,
    );
  }
  expectSame(seen.at(-1), newest, 'the last change');
  stop();
}

export const subscribingCases = [
  defineStoreCase('subscribe', 'A listener gets the attempt after each change.', (kit) =>
    expectChanges(kit, kit.store, kit.store),
  ),
  defineStoreCase(
    'subscribe-other-instance',
    'A change by one instance reaches the listeners of another one, in both directions.',
    async (kit) => {
      needOther(kit);
      await Promise.all([
        expectChanges(kit, kit.store, kit.other),
        expectChanges(kit, kit.other, kit.store),
      ]);
    },
  ),
  defineStoreCase(
    'subscribe-lost',
    'If notifications are lost, changes of 200 attempts still arrive within 3 seconds.',
    async ({ store, other, arrives, loseNotifications, newAttempt }) => {
      if (!loseNotifications) throw new NotApplicable('`open` has returned no `loseNotifications`');
      await loseNotifications();
      const attempts = await Promise.all(Array.from({ length: 200 }, () => newAttempt()));
      await Promise.all(attempts.map((attempt) => store.create(attempt)));
      const listeners = attempts.map((attempt) => listen(other, attempt));
      await Promise.all(
        attempts.map((attempt) => store.advance(attempt.id, 0, { ...attempt, rev: 1 })),
      );
      const missing = (): number => listeners.filter(({ lastRev }) => lastRev() !== 1).length;
      await arrives(
        () => missing() === 0,
        () => `${missing()} of 200 changes had not arrived`,
      );
      for (const { stop } of listeners) stop();
    },
  ),
  defineStoreCase(
    'subscribe-order',
    'Of quick changes, a listener gets newer and newer ones, and always the last one.',
    async ({ store, other, arrives, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const { seen, stop, lastRev } = listen(other, attempt);
      for (let rev = 1; rev <= 20; rev++) {
        await store.advance(attempt.id, rev - 1, { ...attempt, rev });
      }
      await arrives(
        () => lastRev() === 20,
        () => `rev 20 expected, ${seenRevs(seen)} seen`,
      );
      const isInOrder = seen.every(({ rev }, index) => rev > (seen[index - 1]?.rev ?? 0));
      expect(isInOrder, `the listener got ${seenRevs(seen)}, not newer and newer ones`);
      stop();
    },
  ),
  defineStoreCase(
    'subscribe-own-changes-only',
    'A listener gets no changes of other attempts, and none that were refused.',
    async ({ store, other, arrives, newAttempt }) => {
      const [attempt, another] = [await newAttempt(), await newAttempt()];
      await store.create(attempt);
      await store.create(another);
      const own = listen(other, attempt);
      const theirs = listen(other, another);
      await store.advance(attempt.id, 5, { ...attempt, rev: 6 });
      await store.advance(another.id, 0, { ...another, rev: 1 });
      await arrives(
        () => theirs.lastRev() === 1,
        () => 'the change of the other had not arrived',
      );
      expect(own.seen.length === 0, `the listener got ${seenRevs(own.seen)}`);
      await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
      await arrives(
        () => own.lastRev() === 1,
        () => 'the change had not arrived',
      );
      expectSame(own.seen.length, 1, 'calls of the listener');
      own.stop();
      theirs.stop();
    },
  ),
  defineStoreCase(
    'subscribe-stop',
    'After the returned function was called, also twice, the listener gets nothing, and others go on.',
    async ({ store, other, arrives, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const [stopped, staying] = [listen(other, attempt), listen(other, attempt)];
      await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
      const both = [stopped, staying];
      await arrives(
        () => both.every(({ lastRev }) => lastRev() === 1),
        () => 'one of two listeners had not got the change',
      );
      stopped.stop();
      stopped.stop();
      await store.advance(attempt.id, 1, { ...attempt, rev: 2 });
      await arrives(
        () => staying.lastRev() === 2,
        () => 'the other listener had not got the change',
      );
      expectSame(stopped.lastRev(), 1, 'what the stopped listener got last');
      staying.stop();
    },
  ),
  defineStoreCase(
    'subscribe-later',
    'Whoever subscribes, stops and subscribes again gets the changes from then on.',
    async ({ store, other, arrives, newAttempt }) => {
      const attempt = await newAttempt();
      const first = listen(other, attempt);
      await store.create(attempt);
      first.stop();
      await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
      const second = listen(other, attempt);
      await store.advance(attempt.id, 1, { ...attempt, rev: 2 });
      await arrives(
        () => second.lastRev() === 2,
        () => `rev 2 expected, ${seenRevs(second.seen)} seen`,
      );
      second.stop();
      expect(!first.lastRev(), `the first listener got ${seenRevs(first.seen)}`);
    },
  ),
];
