/** A case of the contract of stores, and what it is run against. */
import type { Store } from '../../server/attempts/store/store.js';

/** What the cases run against. Each case gets one of its own. */
export interface StoreUnderTest {
  readonly store: Store;
  /**
   * A second store on the same database, as another process would open it. Without it, the cases about two
   * instances do not apply.
   */
  readonly another?: Store;
  /** The clock of both, in milliseconds since the epoch. Default: `store.now`, or else `Date.now`. */
  readonly now?: () => number;
  /** Moves that clock forward. Without it, the cases wait for real seconds. */
  readonly pass?: (ms: number) => Promise<void> | void;
  /**
   * From now on, both lose every notification. Without it, the case about lost notifications does not
   * apply.
   */
  readonly loseNotifications?: () => Promise<void> | void;
  /**
   * How much later than promised something may happen, for a busy machine, in milliseconds. Default: 2000.
   */
  readonly slackMs?: number;
  /** Closes what `open` has opened. The stores are closed before it. */
  readonly close?: () => Promise<void> | void;
}

/** One case: data, and a function that plays it. */
export interface StoreCase {
  /** Lower-case words and hyphens, unique: `create-once`. */
  readonly name: string;
  /** The rule that the case shows, in one sentence. */
  readonly rule: string;
  /**
   * Plays the case. It returns if the store keeps the rule.
   * @throws RuleBroken if it does not; the message says what was seen
   * @throws NotApplicable if the rule does not concern this store; the message is the reason
   */
  readonly run: (underTest: StoreUnderTest) => Promise<void>;
}
