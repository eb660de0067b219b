import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createGuessLimiter } from '../../../demo/shop/guess-limiter.js';

describe('The guess limiter', () => {
  const email = { key: 'email', max: 2 };
  const address = { key: 'address', max: 3 };

  test('allows the maximum, then makes guesses wait for the end of the window', () => {
    let nowMs = 0;
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => nowMs });
    assert.deepEqual([limiter.take([email]), limiter.take([email])], [0, 0]);
    nowMs = 400;
    assert.equal(limiter.take([email]), 600);
    nowMs = 1000;
    assert.equal(limiter.take([email]), 0);
  });

  test('refuses a guess if one limit is reached, and counts it for none', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0 });
    limiter.take([email, address]);
    limiter.take([email, address]);
    assert.equal(limiter.take([email, address]), 1000);
    assert.equal(limiter.take([address]), 0, 'the third of the address');
    assert.equal(limiter.take([address]), 1000);
  });

  test('does not count a right guess, and keeps the wrong ones before it', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0 });
    for (let times = 0; times < 10; times++) {
      assert.equal(limiter.take([email]), 0);
      limiter.giveBack([email]);
    }
    limiter.take([email]);
    limiter.take([email]);
    assert.equal(limiter.take([email]), 1000);
  });

  test('forgets the oldest key above the maximum', () => {
    const limiter = createGuessLimiter({ windowMs: 1000, now: () => 0, maxKeys: 2 });
    const once = (key: string) => limiter.take([{ key, max: 1 }]);
    assert.deepEqual(['a', 'b', 'c', 'a'].map(once), [0, 0, 0, 0]);
    assert.equal(once('c'), 1000);
  });
});
