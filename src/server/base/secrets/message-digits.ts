/**
 * The digits that visitors send to an official account instead of scanning. Each attempt has other ones, and
 * so many that a guess hits one of all attempts with a chance of at most 1 to 10 000. Kept in this process.
 */
import type { Environment } from '../environment.js';
import { tooMany } from '../errors.js';
import { randomDigits } from './digits.js';

export const fewestDigits = 6;
export const mostDigits = 9;
const numbersPerAttempt = 10_000;
/** Then `mostDigits` are enough. */
const maxGiven = 50_000;
const maxTries = 100;

/**
 * What digits in the chat can be. `given`: an attempt has or had them. `possible`: as many as a visitor may
 * be sending now. `foreign`: neither, as far as this process knows.
 */
export type DigitsKind = 'given' | 'possible' | 'foreign';

export interface MessageDigits {
  /** Digits for a new attempt, that no other attempt has or had lately. @throws WechatMpLoginError `rate_limited` */
  take(officialAccount: string): Promise<string>;
  /** No attempt was created with these digits. */
  giveBack(officialAccount: string, digits: string): Promise<void>;
  kindOf(officialAccount: string, digits: string): Promise<DigitsKind>;
}

export interface MessageDigitsOptions extends Pick<Environment, 'now' | 'randomToken'> {
  /** How long a visitor may be sending them. */
  readonly liveMs: number;
  /** How long they are given to nobody else. */
  readonly keptMs: number;
}

export function createMessageDigits(options: MessageDigitsOptions): MessageDigits {
  const pools = new Map<string, Pool>();
  const poolOf = (officialAccount: string): Pool => {
    const pool = pools.get(officialAccount) ?? createPool(options);
    pools.set(officialAccount, pool);
    return pool;
  };
  return {
    take: (officialAccount) => perform(() => poolOf(officialAccount).take()),
    giveBack: (officialAccount, digits) => perform(() => poolOf(officialAccount).giveBack(digits)),
    kindOf: (officialAccount, digits) => perform(() => poolOf(officialAccount).kindOf(digits)),
  };
}

/** Acts at once, so that two attempts at the same moment never take the same digits. */
function perform<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(act());
  });
}

interface Pool {
  take(): string;
  giveBack(digits: string): void;
  kindOf(digits: string): DigitsKind;
}

function createPool({ now, randomToken, liveMs, keptMs }: MessageDigitsOptions): Pool {
  /** Until when, in milliseconds since the epoch; the earliest first. */
  const live = new Map<string, number>();
  const kept = new Map<string, number>();
  /** By the number of digits. */
  const liveUntilMs = new Map<number, number>();

  function take(): string {
    forget(live, now());
    forget(kept, now());
    const [firstUntilMs = now()] = kept.values();
    if (kept.size >= maxGiven) {
      throw tooMany(Math.max(1000, firstUntilMs - now()), 'All digits for messages are in use');
    }
    const digits = unused(lengthFor(live.size + 1));
    live.set(digits, now() + liveMs);
    kept.set(digits, now() + keptMs);
    liveUntilMs.set(digits.length, now() + liveMs);
    return digits;
  }

  function unused(length: number): string {
    for (let tries = 0; tries < maxTries; tries++) {
      const digits = randomDigits(randomToken, length);
      if (!kept.has(digits)) return digits;
    }
    throw tooMany(1000, 'No digits for messages are free');
  }

  return {
    take,
    giveBack(digits) {
      live.delete(digits);
      kept.delete(digits);
    },
    kindOf(digits) {
      if (now() < (kept.get(digits) ?? 0)) return 'given';
      return now() < (liveUntilMs.get(digits.length) ?? 0) ? 'possible' : 'foreign';
    },
  };
}

/** Drops what is over. */
function forget(untilMs: Map<string, number>, nowMs: number): void {
  for (const [digits, endMs] of untilMs) {
    if (nowMs < endMs) return;
    untilMs.delete(digits);
  }
}

/** How many digits keep the chance of a guess low enough while so many attempts wait for theirs. */
function lengthFor(attempts: number): number {
  let length = fewestDigits;
  while (length < mostDigits && attempts * numbersPerAttempt > 10 ** length) length++;
  return length;
}
