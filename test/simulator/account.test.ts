import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '../../src/simulator/account.js';
import { createRandom } from '../../src/simulator/random.js';

test('the Token has a digit whatever is drawn, so that plain mode never refuses it as guessable', () => {
  // Every alphabet begins with a letter or a 0.
  const { token } = createAccount(
    createRandom((length) => new Uint8Array(length)),
    {},
  );
  assert.match(token, /^[A-Za-z0-9]{31}\d$/);
});
