import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshForMs, isFresh } from '../../../src/server/host/fresh.js';

const nowMs = 1_800_000_000_000;

for (const [agoMs, isExpected] of [
  [0, true],
  [freshForMs, true],
  [freshForMs + 1, false],
  [-freshForMs, true],
  [-freshForMs - 1, false],
  [NaN, false],
] as const) {
  test(`a proof of ${agoMs} ms ago is ${isExpected ? 'fresh' : 'not fresh'}`, () => {
    assert.equal(isFresh({ authenticatedAtMs: nowMs - agoMs }, nowMs), isExpected);
  });
}
