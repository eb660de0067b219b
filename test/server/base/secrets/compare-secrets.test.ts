/** Processes that share a store and not their secrets: answers in the chat get lost, so the log says it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSecrets } from '../../../../src/server/base/secrets/compare-secrets.js';
import type { Secrets } from '../../../../src/server/base/secrets/rotation.js';
import { createMemoryRecords } from '../../../../src/server/base/shared/memory-records.js';
import { createMemoryStore } from '../../../../src/server/index.js';
import { createHarness } from '../../../support/server/harness.js';
import { until } from '../../../support/until.js';

const one = 'o'.repeat(32);
const other = 'p'.repeat(32);

/** Processes that start one after the other with a store. Returns how many lines each leaves. */
async function startWith(...processes: readonly Secrets[]): Promise<readonly number[]> {
  const now = (): number => 1_800_000_000_000;
  const records = createMemoryRecords({ now });
  const counts: number[] = [];
  for (const secrets of processes) {
    const lines: string[] = [];
    const log = (_: string, event: string): void => void lines.push(event);
    await compareSecrets({ records, secrets, now, log });
    assert.ok(lines.every((event) => event === 'secrets_differ'));
    counts.push(lines.length);
  }
  return counts;
}

test('two processes with different secrets leave a line, and the same ones do not', async () => {
  assert.deepEqual(await startWith([one], [one], [one]), [0, 0, 0]);
  assert.deepEqual(await startWith([one], [other]), [0, 1]);
});

test('a rotation in three deployments leaves no line, and one that forgets the former secret does', async () => {
  assert.deepEqual(await startWith([one], [one, other], [other, one], [other]), [0, 0, 0, 0]);
  assert.deepEqual(await startWith([one], [one, other], [one], [other, one]), [0, 0, 0, 0]);
  assert.deepEqual(await startWith([one, other], [other, one], [one]), [0, 0, 1]);
});

test('of processes that start at the same moment, one tells', async () => {
  const now = (): number => 1_800_000_000_000;
  const records = createMemoryRecords({ now });
  const lines: string[] = [];
  const log = (_: string, event: string): void => void lines.push(event);
  const start = async (secret: string) => compareSecrets({ records, secrets: [secret], now, log });
  await Promise.all([start(one), start(other)]);
  assert.deepEqual(lines, ['secrets_differ']);
});

test('a backend compares them with the store that it was given, and a store that fails is no fault of them', async () => {
  const now = (): number => 1_800_000_000_000;
  const store = createMemoryStore({ now });
  const { records } = store;
  assert.ok(records);
  await compareSecrets({
    records,
    secrets: [one],
    now,
    log: () => assert.fail('a line in the log'),
  });
  const { log } = createHarness({ store, secrets: [other] });
  await until(() => log.some(({ event }) => event === 'secrets_differ'));
  assert.match(JSON.stringify(log), /same `secrets`/);

  const gone = () => Promise.reject(new Error('gone'));
  const failing = { get: gone, set: gone };
  await compareSecrets({
    records: failing,
    secrets: [one],
    now,
    log: () => assert.fail('a line in the log'),
  });
});
