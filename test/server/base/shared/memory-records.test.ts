import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryRecords } from '../../../../src/server/base/shared/memory-records.js';

const never = Number.MAX_SAFE_INTEGER;

test('above the cap, the records that were written longest ago are dropped', async () => {
  const records = createMemoryRecords({ cap: 100 });
  for (let other = 0; other < 200; other++) await records.set(`kind ${other}`, 0, {}, never);
  assert.equal(await records.get('kind 0'), undefined);
  for (let kept = 150; kept < 200; kept++) assert.ok(await records.get(`kind ${kept}`));
});

test('many records of one kind push out none of another', async () => {
  const records = createMemoryRecords({ cap: 100 });
  await records.set('identity a', 0, { own: true }, never);
  for (let other = 0; other < 300; other++) await records.set(`digits ${other}`, 0, {}, never);
  assert.deepEqual(await records.get('identity a'), { record: { own: true }, rev: 1 });
});

test('keys of one word share a cap, so any number of them takes bounded memory', async () => {
  const records = createMemoryRecords({ cap: 100 });
  for (let other = 0; other < 200; other++) await records.set(`word${other}`, 0, {}, never);
  assert.equal(await records.get('word0'), undefined);
});
