/** The contract of identity records; the test of each implementation calls it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  IdentityRecord,
  IdentityRecords,
} from '../../../../src/server/host/records/identity-records.js';

/** Opens empty records with this clock, in milliseconds since the epoch. */
export type OpenRecords = (now: () => number) => Promise<IdentityRecords>;

const full: IdentityRecord = {
  live: { attempt: 'a', scannedAtS: 1_800_000_000 },
  usedNumbers: [{ number: '47', untilMs: 1 }],
  browsers: [{ hash: 'h', accountId: '林 \'";--', untilMs: 2 }],
  logins: [
    {
      login: 'a',
      approvedAtMs: 3,
      accountId: 'x',
      parent: 'b',
      linked: [{ appId: 'wx', openid: 'o', unionid: 'u' }],
      unlinked: [],
      renewedBy: [{ identity: { appId: 'wx', openid: 'p' }, login: 'c' }],
      deniedAtMs: 4,
      isUndone: true,
    },
  ],
  confirmedAccountId: 'x',
  identity: { appId: 'wx', openid: 'o' },
  browsersForgottenAtMs: 5,
};

export function testIdentityRecords(name: string, openRecords: OpenRecords): void {
  async function open() {
    const clock = { nowMs: 1_800_000_000_123 };
    const records = await openRecords(() => clock.nowMs);
    return { records, clock, laterMs: clock.nowMs + 60_000 };
  }

  test(`${name}: a record is kept as it was set, by its key`, async () => {
    const { records, laterMs } = await open();
    assert.equal(await records.get('one'), undefined);
    assert.equal(await records.set('one', 0, full, laterMs), true);
    assert.deepEqual(await records.get('one'), { record: full, rev: 1 });
    assert.equal(await records.set('one', 1, {}, laterMs), true);
    assert.deepEqual(await records.get('one'), { record: {}, rev: 2 });
    assert.equal(await records.get('One'), undefined);
  });

  test(`${name}: only who has read the present version may write`, async () => {
    const { records, laterMs } = await open();
    for (const rev of [1, 2, -1]) {
      assert.equal(await records.set('one', rev, full, laterMs), false, `none is version ${rev}`);
    }
    assert.equal(await records.set('one', 0, {}, laterMs), true);
    for (const rev of [0, 2]) assert.equal(await records.set('one', rev, full, laterMs), false);
    assert.deepEqual(await records.get('one'), { record: {}, rev: 1 });
  });

  test(`${name}: of ten writes at once one succeeds, the first as well as a later one`, async () => {
    const { records, laterMs } = await open();
    for (const rev of [0, 1, 2]) {
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          records.set('one', rev, { confirmedAccountId: `${index}` }, laterMs),
        ),
      );
      assert.equal(results.filter(Boolean).length, 1);
      const winner = `${results.indexOf(true)}`;
      assert.equal((await records.get('one'))?.record.confirmedAccountId, winner);
    }
  });

  test(`${name}: a record is gone when its time is over, and begins anew`, async () => {
    const { records, clock, laterMs } = await open();
    for (const key of ['one', 'two']) await records.set(key, 0, full, laterMs);
    await records.set('one', 1, full, laterMs + 1);
    clock.nowMs = laterMs;
    assert.equal((await records.get('one'))?.rev, 2);
    assert.equal(await records.get('two'), undefined);
    assert.equal(await records.set('two', 1, {}, laterMs + 60_000), false);
    assert.equal(await records.set('two', 0, {}, laterMs + 60_000), true);
    assert.deepEqual(await records.get('two'), { record: {}, rev: 1 });
  });
}
