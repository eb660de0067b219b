/** What a case works with: the stores, their time, and attempts to keep in them. */
import { randomToken } from '../../protocol/chain.js';
import type { Attempt } from '../../server/attempts/attempt.js';
import type { Store } from '../../server/attempts/store/store.js';
import type { Counters } from '../../server/base/shared/counters.js';
import type { Records } from '../../server/base/shared/records.js';
import { NotApplicable, RuleBroken } from '../case.js';
import type { StoreCase, StoreUnderTest } from './store-case.js';

/** A change that no notification tells has to arrive within this time. */
const notifiedWithinMs = 3000;
const stepMs = 25;

export interface StoreKit extends Pick<StoreUnderTest, 'loseNotifications'> {
  readonly store: Store;
  /** The second store on the same database; if there is none, the first. */
  readonly other: Store;
  readonly hasOther: boolean;
  /** How much later than promised something may happen, in milliseconds. */
  readonly slackMs: number;
  /** The time by the clock of the stores, in milliseconds since the epoch. */
  readonly nowMs: () => Promise<number>;
  readonly wait: (ms: number) => Promise<void>;
  /** Waits as long as a change may take to arrive. @throws RuleBroken with `otherwise` */
  readonly arrives: (condition: () => boolean, otherwise: () => string) => Promise<void>;
  /** Waits until the condition holds. @throws RuleBroken with `otherwise` */
  readonly holdsWithin: (
    withinMs: number,
    condition: () => Promise<boolean> | boolean,
    otherwise: () => string,
  ) => Promise<void>;
  readonly newAttempt: (changes?: Partial<Attempt>) => Promise<Attempt>;
}

/** Defines a case whose function gets a kit. */
export function defineStoreCase(
  name: string,
  rule: string,
  play: (kit: StoreKit) => Promise<void>,
): StoreCase {
  return { name, rule, run: (underTest) => play(createStoreKit(underTest)) };
}

const notOffered = 'not offered: each instance keeps its own';

/** The shared counters of both stores. @throws NotApplicable */
export function countersOf({ store, other }: StoreKit): { own: Counters; others: Counters } {
  if (!store.counters || !other.counters) throw new NotApplicable(`counters are ${notOffered}`);
  return { own: store.counters, others: other.counters };
}

/** The shared records of both stores. @throws NotApplicable */
export function recordsOf(kit: StoreKit): { own: Records<object>; others: Records<object> } {
  const { store, other } = kit;
  if (!store.records || !other.records) throw new NotApplicable(`records are ${notOffered}`);
  return { own: store.records, others: other.records };
}

/** @throws NotApplicable if there is no second store */
export function needOther({ hasOther }: StoreKit): void {
  if (!hasOther) throw new NotApplicable('`open` has returned no second store');
}

function createStoreKit(underTest: StoreUnderTest): StoreKit {
  const { store, another, now, pass, slackMs = 2000 } = underTest;
  const nowMs = async (): Promise<number> => now?.() ?? (await store.now?.()) ?? Date.now();
  async function wait(ms: number): Promise<void> {
    await pass?.(ms);
    // Everything that is under way goes on, also if the clock moved without waiting.
    await new Promise((resolve) => setTimeout(resolve, pass ? 0 : ms));
  }

  async function holdsWithin(
    withinMs: number,
    condition: () => Promise<boolean> | boolean,
    otherwise: () => string,
  ): Promise<void> {
    const startedAtMs = performance.now();
    for (let passedMs = 0; passedMs <= withinMs;) {
      if (await condition()) return;
      await wait(stepMs);
      passedMs = pass ? passedMs + stepMs : performance.now() - startedAtMs;
    }
    if (!(await condition())) throw new RuleBroken(otherwise());
  }

  return {
    ...{ store, other: another ?? store, hasOther: another !== undefined, slackMs },
    ...{ nowMs, wait, holdsWithin },
    ...(underTest.loseNotifications && { loseNotifications: underTest.loseNotifications }),
    arrives: (condition, otherwise) =>
      holdsWithin(notifiedWithinMs + slackMs, condition, () => {
        return `${otherwise()} after ${(notifiedWithinMs + slackMs) / 1000} s`;
      }),
    newAttempt: async (changes) => newAttempt(await nowMs(), changes),
  };
}

/** An attempt that was created at this moment and waits for its scan. */
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
