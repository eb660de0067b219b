import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryIdentityRecords } from '../../../../src/server/host/records/memory-identity-records.js';
import { testIdentityRecords } from '../../../support/accounts/contract/identity-records.js';

testIdentityRecords('identity records in memory', (now) =>
  Promise.resolve(createMemoryIdentityRecords({ now })),
);

test('identity records in memory: above the cap, the one that was written longest ago is dropped', async () => {
  const records = createMemoryIdentityRecords({ cap: 2 });
  const laterMs = Date.now() + 60_000;
  await records.set('one', 0, {}, laterMs);
  await records.set('two', 0, {}, laterMs);
  await records.set('one', 1, {}, laterMs);
  await records.set('three', 0, {}, laterMs);
  const found = await Promise.all(['one', 'two', 'three'].map((key) => records.get(key)));
  assert.deepEqual(
    found.map((each) => each?.rev),
    [2, undefined, 1],
  );
});
