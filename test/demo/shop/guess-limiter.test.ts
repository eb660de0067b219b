import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTries } from '../../../demo/shop/guess-limiter.js';

describe('Wrong passwords', () => {
  const email = { key: 'email', most: 2 };
  const address = { key: 'address', most: 3 };

  test('so many are free, then one waits for the end of the window', () => {
    let nowMs = 0;
    const tries = createTries({ windowMs: 1000, now: () => nowMs });
    assert.deepEqual([tries.take([email]), tries.take([email])], [0, 0]);
    nowMs = 400;
    assert.equal(tries.take([email]), 600);
    nowMs = 1000;
    assert.equal(tries.take([email]), 0);
  });

  test('one limit that is reached refuses the try, which then counts for neither', () => {
    const tries = createTries({ windowMs: 1000, now: () => 0 });
    tries.take([email, address]);
    tries.take([email, address]);
    assert.equal(tries.take([email, address]), 1000);
    assert.equal(tries.take([address]), 0, 'the third of the address');
    assert.equal(tries.take([address]), 1000);
  });

  test('the right one does not count, and takes nothing off those before it', () => {
    const tries = createTries({ windowMs: 1000, now: () => 0 });
    for (let times = 0; times < 10; times++) {
      assert.equal(tries.take([email]), 0);
      tries.forgive([email]);
    }
    tries.take([email]);
    tries.take([email]);
    assert.equal(tries.take([email]), 1000);
  });

  test('only so many are remembered: the first goes', () => {
    const tries = createTries({ windowMs: 1000, now: () => 0, maxKeys: 2 });
    const once = (key: string) => tries.take([{ key, most: 1 }]);
    assert.deepEqual(['a', 'b', 'c', 'a'].map(once), [0, 0, 0, 0]);
    assert.equal(once('c'), 1000);
  });
});
