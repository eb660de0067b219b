import { createMemoryStore } from '../../../../src/server/index.js';
import { testInstances } from '../../../support/server/stores/instances-contract.js';

const nowMs = 1_800_000_000_000;

testInstances('two backends on one memory store', () => {
  const store = createMemoryStore({ now: () => nowMs });
  return Promise.resolve({ stores: [store, store], nowMs });
});
