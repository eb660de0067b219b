/** When attempts are forgotten, and a whole life of one. */
import type { Attempt } from '../../../server/attempts/attempt.js';
import { forgottenAtMs } from '../../../server/attempts/transition.js';
import { expect } from '../../expect.js';
import { expectSame } from '../expect-same.js';
import { defineStoreCase, type StoreKit } from '../kit.js';

/** How long the attempts of these cases live: some stores wait for real time. */
const livesMs = 1000;
/** How early a store may forget, by a clock that counts in other steps. */
const earlyMs = 50;

/** An attempt that is forgotten at this time. */
async function forgottenAt(
  { newAttempt }: StoreKit,
  atMs: number,
  changes: Partial<Attempt>,
): Promise<Attempt> {
  const attempt = await newAttempt({ ...changes, deadlineMs: 0 });
  return { ...attempt, deadlineMs: atMs - forgottenAtMs(attempt) };
}

/** Each attempt is there until its time, and then neither by id nor by scene. */
async function expectForgotten(kit: StoreKit, ...attempts: readonly Attempt[]): Promise<void> {
  const atMs = Math.max(...attempts.map(forgottenAtMs));
  const left = new Set(attempts);
  await kit.holdsWithin(
    atMs - (await kit.nowMs()) + kit.slackMs,
    async () => {
      for (const attempt of left) if (await isForgotten(kit, attempt)) left.delete(attempt);
      return left.size === 0;
    },
    () =>
      `an attempt in state ${[...left][0]?.state} was there ${kit.slackMs} ms after forgottenAtMs`,
  );
}

async function isForgotten({ store, nowMs }: StoreKit, attempt: Attempt): Promise<boolean> {
  const found = [await store.get(attempt.id), await store.byScene(attempt.scene)];
  const leftMs = forgottenAtMs(attempt) - (await nowMs());
  expect(
    leftMs <= earlyMs || found.every((each) => each !== undefined),
    `an attempt in state ${attempt.state} was forgotten ${leftMs} ms before forgottenAtMs`,
  );
  return found.every((each) => each === undefined);
}

export const forgettingCases = [
  defineStoreCase(
    'forget',
    'An attempt is kept until its `forgottenAtMs`, in every state, and is forgotten then.',
    async (kit) => {
      const atMs = (await kit.nowMs()) + livesMs;
      const attempts = [
        await forgottenAt(kit, atMs, { state: 'cancelled' }),
        await forgottenAt(kit, atMs, { state: 'pending' }),
        await forgottenAt(kit, atMs, { state: 'approved' }),
      ];
      for (const attempt of attempts) await kit.store.create(attempt);
      await expectForgotten(kit, ...attempts);
    },
  ),
  defineStoreCase(
    'forget-later',
    'A change that makes `forgottenAtMs` later keeps the attempt, and one that makes it earlier does not.',
    async (kit) => {
      const startMs = await kit.nowMs();
      const soon = startMs + livesMs;
      const late = soon + 600_000;
      const kept = await forgottenAt(kit, soon, { state: 'cancelled' });
      const dropped = await forgottenAt(kit, late, { state: 'approved' });
      const leased = await forgottenAt(kit, soon, { state: 'approved' });
      for (const attempt of [kept, dropped, leased]) await kit.store.create(attempt);
      const { store } = kit;
      const lease = { by: 'x', untilMs: startMs + 60_000 };
      await store.advance(kept.id, 0, { ...kept, rev: 1, deadlineMs: late });
      await store.advance(leased.id, 0, { ...leased, rev: 1, lease });
      const ended = { ...dropped, rev: 1, state: 'cancelled' as const, deadlineMs: soon };
      await store.advance(dropped.id, 0, ended);
      await expectForgotten(kit, ended);
      expectSame((await store.get(kept.id))?.rev, 1, 'rev of the attempt with the later time');
      expectSame((await store.get(leased.id))?.rev, 1, 'rev of the attempt with a lease');
    },
  ),
  defineStoreCase(
    'forgotten-is-gone',
    'A forgotten attempt cannot be advanced, and its challenge creates a new one.',
    async (kit) => {
      const { store, other, newAttempt } = kit;
      const atMs = (await kit.nowMs()) + livesMs;
      const attempt = await forgottenAt(kit, atMs, { state: 'cancelled' });
      await store.create(attempt);
      await expectForgotten(kit, attempt);
      const next = { ...attempt, rev: 1, deadlineMs: atMs + 600_000 };
      expectSame(await other.advance(attempt.id, 0, next), false, 'advance');
      expectSame(await store.get(attempt.id), undefined, 'get');
      const again = await newAttempt({ challenge: attempt.challenge });
      expectSame(await other.create(again), { created: true, attempt: again }, 'create');
      expectSame(await store.get(again.id), again, 'get of the new one');
      expectSame(await store.byScene(again.scene), again, 'byScene of the new one');
      expectSame(await store.byScene(attempt.scene), undefined, 'byScene of the forgotten one');
    },
  ),
  defineStoreCase(
    'whole-life',
    'An attempt is created at one instance, scanned at another, redeemed at the first, and forgotten.',
    async (kit) => {
      const { store, other } = kit;
      const startMs = await kit.nowMs();
      const attempt = await kit.newAttempt();
      const seen: number[] = [];
      await store.create(attempt);
      const stop = store.subscribe(attempt.id, (next) => next && seen.push(next.rev));
      const present = { type: 'qr', url: 'http://weixin.qq.com/q/02abc' } as const;
      const identity = { appId: 'wx1', openid: 'o1', unionid: 'u1' };
      const lease = { by: 'redeem', untilMs: startMs + 10_000 };
      const outcome = { sealed: 'sealed', untilMs: startMs + 60_000 };
      const steps: readonly (readonly [by: typeof store, changes: Partial<Attempt>])[] = [
        [store, { present }],
        [other, { state: 'scanned', identity, pushKey: 'p' }],
        [other, { state: 'approved', approvedBy: 'confirmation', approvedAtMs: startMs }],
        [store, { lease, isNew: true }],
        [store, { state: 'completed', outcome, deadlineMs: outcome.untilMs }],
      ];
      let newest = attempt;
      for (const [index, [by, changes]] of steps.entries()) {
        const found = index === 1 ? await by.byScene(attempt.scene) : await by.get(attempt.id);
        expectSame(found, newest, `the attempt before step ${index + 1}`);
        newest = { ...newest, ...changes, rev: index + 1 };
        expectSame(await by.advance(attempt.id, index, newest), true, `step ${index + 1}`);
      }
      await kit.arrives(
        () => seen.at(-1) === steps.length,
        () => `the listener had got rev ${seen.join(', ')}`,
      );
      stop();
      const { outcome: _, lease: __, ...rest } = newest;
      const ended = { ...rest, rev: newest.rev + 1, deadlineMs: (await kit.nowMs()) + livesMs };
      expectSame(await other.advance(attempt.id, newest.rev, ended), true, 'the last step');
      expectSame(await store.get(attempt.id), ended, 'the attempt without its outcome');
      await expectForgotten(kit, ended);
    },
  ),
];
