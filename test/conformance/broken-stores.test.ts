/** The contract of stores finds what is wrong with a store: each broken one is caught by the case named with it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkStore,
  storeCases,
  type StoreCase,
  type StoreUnderTest,
} from '../../src/conformance/store/index.js';
import type { Break } from '../support/conformance/broken-stores/broken.js';
import { brokenStores } from '../support/conformance/broken-stores/index.js';
import { createSharedMemory } from '../support/conformance/broken-stores/shared-memory.js';

function check(breakStore: Break, cases: readonly StoreCase[] = storeCases) {
  const open = (): StoreUnderTest => {
    const memory = createSharedMemory();
    const { now, pass, loseNotifications } = memory;
    return {
      store: breakStore(memory.open(), memory),
      another: breakStore(memory.open(), memory),
      ...{ now, pass, loseNotifications },
    };
  };
  return checkStore(open, { cases });
}

test('a store that keeps the contract passes every case', async () => {
  const { isGreen, text } = await check((store) => store);
  assert.ok(isGreen, text);
  assert.match(text, new RegExp(`^Green: ${storeCases.length} pass\\.$`, 'm'));
});

for (const { what, caughtBy, break: breakStore } of brokenStores) {
  test(`a store that ${what} is caught by ${caughtBy}`, async () => {
    const cases = storeCases.filter(({ name }) => name === caughtBy);
    const { isGreen, results } = await check(breakStore, cases);
    assert.equal(isGreen, false);
    const [{ verdict, detail } = assert.fail()] = results;
    // The case may also end by an error of the store.
    if (verdict === 'broken off') assert.match(detail, /closed/);
    else assert.equal(verdict, 'fail');
  });
}
