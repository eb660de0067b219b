/** `now` and `close`. */
import { NotApplicable } from '../../case.js';
import { expect } from '../../expect.js';
import { expectSame } from '../expect-same.js';
import { defineStoreCase, needOther } from '../kit.js';

/** Between instances, as between their own clocks. */
const toleratedMs = 1000;

export const operatingCases = [
  defineStoreCase(
    'now',
    '`now` resolves with milliseconds since the epoch, the same for all instances.',
    async ({ store, other, wait }) => {
      if (!store.now || !other.now) {
        throw new NotApplicable('now is not offered: each instance keeps its own');
      }
      const first = await store.now();
      await wait(50);
      const second = await other.now();
      await wait(50);
      const third = await store.now();
      for (const ms of [first, second, third]) {
        // From 2020 to 2100: seconds or microseconds are outside.
        const isRight = ms > 1_577_836_800_000 && ms < 4_102_444_800_000;
        expect(isRight, `\`now\` was ${ms}, which is not milliseconds since the epoch`);
      }
      const isSame = second > first - toleratedMs && second < third + toleratedMs;
      expect(isSame, `one instance said ${first} and ${third}, the other ${second} between them`);
      expect(third > first, `\`now\` was ${first} and 100 ms later ${third}`);
    },
  ),
  defineStoreCase(
    'close',
    '`close` may be called twice, and before anything else.',
    async ({ store }) => {
      if (!store.close) throw new NotApplicable('`close` is not offered: nothing to end');
      await store.close();
      await store.close();
    },
  ),
  defineStoreCase(
    'close-one',
    'If one instance closes its store while it has listeners, the other one goes on.',
    async (kit) => {
      needOther(kit);
      const { store, other, arrives, newAttempt } = kit;
      const attempt = await newAttempt();
      await store.create(attempt);
      store.subscribe(attempt.id, () => undefined);
      let seen = 0;
      const stop = other.subscribe(attempt.id, (next) => (seen = next?.rev ?? seen));
      await store.advance(attempt.id, 0, { ...attempt, rev: 1 });
      await arrives(
        () => seen === 1,
        () => `rev 1 expected, ${seen} seen`,
      );
      await store.close?.();
      expectSame(await other.advance(attempt.id, 1, { ...attempt, rev: 2 }), true, 'advance');
      await arrives(
        () => seen === 2,
        () => `rev 2 expected after the close, ${seen} seen`,
      );
      stop();
    },
  ),
];
