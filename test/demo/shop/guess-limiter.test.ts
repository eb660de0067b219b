import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createGuessLimiter,
  type GuessLimit,
  type GuessLimiter,
} from '../../../demo/shop/guess-limiter.js';

const waitMs = (limiter: GuessLimiter, limits: readonly GuessLimit[]): number =>
  limiter.count(limits).waitMs;

describe('The guess limiter', () => {
  const email = { key: 'email', max: 2 };
  const address = { key: 'address', max: 3 };

  test('allows the maximum, then makes guesses wait for the end of the window', () => {
    let nowMs = 0;
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => nowMs });
    assert.deepEqual([waitMs(limiter, [email]), waitMs(limiter, [email])], [0, 0]);
    nowMs = 400;
    assert.equal(waitMs(limiter, [email]), 600);
    nowMs = 1000;
    assert.equal(waitMs(limiter, [email]), 0);
  });

  test('refuses a guess if one limit is reached, and counts it for none', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0 });
    waitMs(limiter, [email, address]);
    waitMs(limiter, [email, address]);
    assert.equal(waitMs(limiter, [email, address]), 1000);
    assert.equal(waitMs(limiter, [address]), 0, 'the third of the address');
    assert.equal(waitMs(limiter, [address]), 1000);
  });

  test('does not count a right guess, and keeps the wrong ones before it', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0 });
    for (let times = 0; times < 10; times++) {
      const guess = limiter.count([email]);
      assert.equal(guess.waitMs, 0);
      guess.giveBack();
      guess.giveBack();
    }
    waitMs(limiter, [email]);
    waitMs(limiter, [email]);
    assert.equal(waitMs(limiter, [email]), 1000);
  });

  test('takes back no guess of another window', () => {
    let nowMs = 0;
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => nowMs });
    const slow = limiter.count([email]);
    nowMs = 1000;
    assert.deepEqual([waitMs(limiter, [email]), waitMs(limiter, [email])], [0, 0]);
    slow.giveBack();
    assert.equal(waitMs(limiter, [email]), 1000);
  });

  test('keeps its counts if guesses that are refused name many other keys', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0, maxKeys: 10 });
    for (let guess = 0; guess < 100; guess++) {
      const allowed = waitMs(limiter, [address, { key: `email ${guess}`, max: 5 }]) === 0;
      assert.equal(allowed, guess < 3);
    }
  });

  test('forgets the oldest key above the maximum', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0, maxKeys: 2 });
    const once = (key: string) => waitMs(limiter, [{ key, max: 1 }]);
    assert.deepEqual(['a', 'b', 'c', 'a'].map(once), [0, 0, 0, 0]);
    assert.equal(once('c'), 1000);
  });
});
