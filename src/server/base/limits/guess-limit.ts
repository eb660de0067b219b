/** Limits guesses at secrets, in all instances together. */
import { tooMany } from '../errors.js';
import type { KeyedHash } from '../secrets/keyed-hash.js';
import type { Counters } from '../shared/counters.js';
import { countTogether, longestWaitMs } from './count-together.js';

/** One of the keys that a guess is counted by, and how many guesses it allows in a window. */
export interface KeyLimit {
  readonly key: string;
  /** A part of the key that a reader of the store must not learn, such as an address. It is hashed. */
  readonly hidden?: string;
  readonly max: number;
}

export interface Guess {
  /** Takes back the counts of these limits, or of all. Never rejects: what is not taken back stays counted. */
  giveBack(limits?: readonly KeyLimit[]): Promise<void>;
  /** How many guesses were counted for this key before. */
  before(key: string): number;
}

export interface Tally {
  /**
   * Counts one guess for each limit. If one of them has no room, nothing stays counted. Count before you
   * look at the secret, so that guesses at the same time cannot get around the limit.
   * @throws WechatMpLoginError `rate_limited`, with the time to wait, or `store_unavailable`
   */
  count(limits: readonly KeyLimit[]): Promise<Guess>;
}

export interface TallyOptions {
  /** Its counters have it in their keys. */
  readonly name: string;
  readonly windowMs: number;
  readonly counters: Counters;
  readonly keyedHash: KeyedHash;
  /** Called with the limit that has refused a guess. */
  readonly onRefused?: (limit: KeyLimit) => void;
}

export function createTally({
  name,
  windowMs,
  counters,
  keyedHash,
  onRefused,
}: TallyOptions): Tally {
  async function counterOf(of: KeyLimit) {
    const { key, hidden, max } = of;
    const end = hidden === undefined ? '' : ` ${await keyedHash.hash([key, hidden])}`;
    return { key: `${name} ${key}${end}`, max, windowMs, of };
  }
  return {
    async count(limits) {
      const counting = await countTogether(counters, await Promise.all(limits.map(counterOf)));
      const [first] = counting.refused;
      if (first) {
        await counting.giveBack();
        onRefused?.(first.limit.of);
        throw tooMany(longestWaitMs(counting.refused));
      }
      return {
        giveBack: (given = limits) => counting.giveBack(({ of }) => given.includes(of)),
        before: (key) => counting.results.find((each) => each.limit.of.key === key)?.before ?? 0,
      };
    },
  };
}
