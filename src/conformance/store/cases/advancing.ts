/** `advance`, the compare-and-set. */
import { randomToken } from '../../../protocol/chain.js';
import { expect } from '../../expect.js';
import { expectCount, expectSame } from '../expect-same.js';
import { defineStoreCase } from '../kit.js';

export const advancingCases = [
  defineStoreCase(
    'advance',
    '`advance` writes the next attempt as a whole, and resolves with true.',
    async ({ store, other, newAttempt }) => {
      const attempt = await newAttempt({ appData: 'private', lang: 'en' });
      await store.create(attempt);
      const { appData: _, ...rest } = attempt;
      const next = { ...rest, rev: 1, state: 'cancelled' as const };
      expectSame(await store.advance(attempt.id, 0, next), true, 'advance');
      for (const each of [store, other]) {
        expectSame(await each.get(attempt.id), next, 'get');
        expectSame(await each.byScene(attempt.scene), next, 'byScene');
      }
    },
  ),
  defineStoreCase(
    'advance-one-wins',
    'Of 20 parallel changes of one revision, exactly one is written.',
    async ({ store, other, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? other : store).advance(attempt.id, 0, {
            ...attempt,
            ...{ rev: 1, reason: String(index) },
          }),
        ),
      );
      expectCount(won, 1, 'changes that were written');
      const reason = String(won.indexOf(true));
      expectSame(await other.get(attempt.id), { ...attempt, rev: 1, reason }, 'get');
    },
  ),
  defineStoreCase(
    'advance-other-revision',
    '`advance` resolves with false and changes nothing if the stored `rev` is another one.',
    async ({ store, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const next = { ...attempt, rev: 1 };
      await store.advance(attempt.id, 0, next);
      for (const rev of [0, 2, -1]) {
        const late = { ...attempt, rev: rev + 1, reason: 'late' };
        expectSame(await store.advance(attempt.id, rev, late), false, `advance from rev ${rev}`);
      }
      expectSame(await store.get(attempt.id), next, 'get');
    },
  ),
  defineStoreCase(
    'advance-unknown',
    '`advance` of an unknown id resolves with false and creates nothing.',
    async ({ store, newAttempt }) => {
      const attempt = await newAttempt();
      expectSame(await store.advance(attempt.id, 0, { ...attempt, rev: 1 }), false, 'advance');
      expectSame(await store.get(attempt.id), undefined, 'get');
      expectSame(await store.byScene(attempt.scene), undefined, 'byScene');
    },
  ),
  defineStoreCase(
    'advance-twenty-times',
    'If several instances each change what they have read, no change is lost.',
    async ({ store, other, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const addOne = async (by: typeof store): Promise<void> => {
        for (let race = 0; race < 200; race++) {
          const stored = await by.get(attempt.id);
          expect(stored !== undefined, 'the attempt was gone');
          const wrongProofs = (stored.wrongProofs ?? 0) + 1;
          const next = { ...stored, rev: stored.rev + 1, wrongProofs };
          if (await by.advance(attempt.id, stored.rev, next)) return;
        }
        expect(false, '200 changes in a row were refused');
      };
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => addOne(index % 2 ? other : store)),
      );
      const { rev, wrongProofs } = (await store.get(attempt.id)) ?? {};
      expectSame({ rev, wrongProofs }, { rev: 20, wrongProofs: 20 }, 'after 20 changes');
    },
  ),
  defineStoreCase(
    'advance-large',
    'An attempt of 100 kB is kept as it is.',
    async ({ store, newAttempt }) => {
      const attempt = await newAttempt();
      await store.create(attempt);
      const sealed = Array.from({ length: 100 }, () => randomToken(750)).join('');
      const outcome = { sealed, untilMs: attempt.deadlineMs };
      const next = { ...attempt, rev: 1, state: 'completed' as const, outcome };
      expectSame(await store.advance(attempt.id, 0, next), true, 'advance');
      expectSame(await store.get(attempt.id), next, 'get');
    },
  ),
];
