import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAttemptState, isEnd } from '../../src/protocol/states.js';

test('five states are ends, four are not', () => {
  for (const state of ['completed', 'denied', 'expired', 'cancelled', 'failed'] as const) {
    assert.equal(isEnd(state), true, state);
  }
  for (const state of ['pending', 'scanned', 'approved', 'binding'] as const) {
    assert.equal(isEnd(state), false, state);
  }
});

test('isAttemptState refuses everything else', () => {
  for (const value of [
    '',
    'Pending',
    'constructor',
    '__proto__',
    'toString',
    0,
    null,
    ['pending'],
  ]) {
    assert.equal(isAttemptState(value), false, String(value));
  }
  assert.equal(isAttemptState('pending'), true);
});
