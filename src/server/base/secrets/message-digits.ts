/**
 * The digits that visitors send to an official account instead of scanning. Each attempt has other ones, and
 * so many that a guess hits one of all attempts with a chance of at most 1 to 10 000.
 */
import type { Environment } from '../environment.js';
import { tooMany } from '../errors.js';
import { countTogether } from '../limits/count-together.js';
import type { CounterLimit, Counters } from '../shared/counters.js';
import type { Records } from '../shared/records.js';
import { randomDigits } from './digits.js';

export const fewestDigits = 6;
export const mostDigits = 9;
const numbersPerAttempt = 10_000;
/** Then `mostDigits` are enough. */
const maxGiven = 50_000;
const maxTries = 100;

/**
 * What digits in the chat can be. `given`: an attempt has or had them. `possible`: as many as a visitor may
 * be sending now. `foreign`: neither, as far as this backend knows.
 */
export type DigitsKind = 'given' | 'possible' | 'foreign';

export interface TakenDigits {
  readonly digits: string;
  /** No attempt was created with these digits. @throws WechatMpLoginError `store_unavailable` */
  readonly giveBack: () => Promise<void>;
}

export interface MessageDigits {
  /**
   * Digits for a new attempt, that no other attempt has or had lately.
   * @throws WechatMpLoginError `rate_limited`, `store_unavailable`
   */
  take(officialAccount: string): Promise<TakenDigits>;
  /** @throws WechatMpLoginError `store_unavailable` */
  kindOf(officialAccount: string, digits: string): Promise<DigitsKind>;
}

export interface MessageDigitsOptions extends Pick<Environment, 'now' | 'randomToken'> {
  readonly records: Records<object>;
  readonly counters: Counters;
  /** How long a visitor may be sending them. */
  readonly liveMs: number;
  /** How long they are given to nobody else. */
  readonly keptMs: number;
}

export function createMessageDigits(options: MessageDigitsOptions): MessageDigits {
  const { records, counters, now } = options;
  const { allOf, liveOf, ofLength } = createDigitsLimits(options);

  return {
    async take(officialAccount) {
      const limits = [allOf(officialAccount), liveOf(officialAccount)];
      const counting = await countTogether(counters, limits);
      const [all, live] = counting.results;
      if (all && all.retryAfterMs > 0) {
        await counting.giveBack();
        throw tooMany(Math.max(1000, all.retryAfterMs), 'All digits for messages are in use');
      }
      const length = lengthFor((live?.before ?? 0) + 1);
      // Counted first: whoever sends these digits must not be taken for somebody who writes to the account.
      await counters.count([ofLength(officialAccount, length)]);
      const digits = await claim(options, officialAccount, length);
      return {
        digits,
        async giveBack() {
          // Nobody else changes it: the first version is the claim.
          await records.set(keyOf(officialAccount, digits), 1, {}, now());
          await counting.giveBack();
        },
      };
    },
    async kindOf(officialAccount, digits) {
      const look = { ...ofLength(officialAccount, digits.length), max: 0 };
      const [stored, [counted]] = await Promise.all([
        records.get(keyOf(officialAccount, digits)),
        counters.count([look]),
      ]);
      if (stored) return 'given';
      return counted && counted.before > 0 ? 'possible' : 'foreign';
    },
  };
}

/** What digits count for: all that are kept, those that may be on their way, and of these each length. */
function createDigitsLimits({ liveMs, keptMs }: MessageDigitsOptions) {
  const limit = (key: string, windowMs: number): CounterLimit => ({ key, max: maxGiven, windowMs });
  return {
    allOf: (officialAccount: string) => limit(`digits kept ${officialAccount}`, keptMs),
    liveOf: (officialAccount: string) => limit(`digits live ${officialAccount}`, liveMs),
    ofLength: (officialAccount: string, length: number) =>
      limit(`digits ${length} ${officialAccount}`, liveMs),
  };
}

/** Claims digits that nobody has, so that two instances at the same moment never take the same ones. */
async function claim(
  { records, now, randomToken, keptMs }: MessageDigitsOptions,
  officialAccount: string,
  length: number,
): Promise<string> {
  for (let tries = 0; tries < maxTries; tries++) {
    const digits = randomDigits(randomToken, length);
    const key = keyOf(officialAccount, digits);
    if (await records.set(key, 0, {}, now() + keptMs)) return digits;
  }
  throw tooMany(1000, 'No digits for messages are free');
}

function keyOf(officialAccount: string, digits: string): string {
  return `digits ${officialAccount} ${digits}`;
}

/** How many digits keep the chance of a guess low enough while so many attempts wait for theirs. */
function lengthFor(attempts: number): number {
  let length = fewestDigits;
  while (length < mostDigits && attempts * numbersPerAttempt > 10 ** length) length++;
  return length;
}
