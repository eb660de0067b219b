import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWechatMpLoginError } from '../../../../src/protocol/errors.js';
import { guardIdentityRecords } from '../../../../src/server/host/records/guard-identity-records.js';
import type { IdentityRecords } from '../../../../src/server/host/records/identity-records.js';

/** Records of an application that the compiler has not checked. */
function guard(get: () => unknown, set: () => unknown = () => true) {
  const events: string[] = [];
  const records = {
    get: () => new Promise((resolve) => resolve(get())),
    set: () => new Promise((resolve) => resolve(set())),
  } as unknown as IdentityRecords;
  return {
    events,
    records: guardIdentityRecords(records, (_level, event) => void events.push(event)),
  };
}

const throws = (): never => {
  throw new Error('the database is down');
};
const record = {};

for (const [what, get] of [
  ['fails', throws],
  ['hangs', () => new Promise(() => undefined)],
  ['returns a text', () => 'x'],
  ['returns a record without its version', () => ({ record })],
  ['returns a version that is no number', () => ({ record, rev: '1' })],
  ['returns version 0', () => ({ record, rev: 0 })],
  ['returns no record', () => ({ rev: 1 })],
  ['returns a list as the record', () => ({ record: [], rev: 1 })],
  ['returns logins that are no list', () => ({ record: { logins: {} }, rev: 1 })],
  ['returns browsers that are no objects', () => ({ record: { browsers: ['x'] }, rev: 1 })],
] as const) {
  test(`a get that ${what} counts as unavailable, and the log says so`, async () => {
    const { records, events } = guard(get);
    await assert.rejects(
      records.get('key'),
      (error) =>
        isWechatMpLoginError(error) &&
        error.code === 'store_unavailable' &&
        !error.message.includes('database'),
    );
    assert.deepEqual(events, ['identity_records_failed']);
  });
}

for (const answer of [undefined, null, 1, 'true', { rows: [] }]) {
  test(`a set that answers ${JSON.stringify(answer)} counts as unavailable`, async () => {
    const { records, events } = guard(
      () => undefined,
      () => answer,
    );
    await assert.rejects(records.set('key', 0, {}, 0), { code: 'store_unavailable' });
    assert.deepEqual(events, ['identity_records_failed']);
  });
}

test('null is no record', async () => {
  const { records, events } = guard(() => null);
  assert.equal(await records.get('key'), undefined);
  assert.deepEqual(events, []);
});
