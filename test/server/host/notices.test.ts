import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNotifier } from '../../../src/server/host/notices.js';
import type { Log } from '../../../src/server/base/log.js';
import type { Notice } from '../../../src/server/host/notices.js';

const unfollowed: Notice = {
  type: 'unfollowed',
  key: 'event:gh_1:oPersonOne:1800000000:unsubscribe',
  identity: { appId: 'wx0123456789abcdef', openid: 'oPersonOne' },
};

/** A log, and a promise of its first line. */
function logOf() {
  let wrote: (line: unknown) => void;
  const line = new Promise<unknown>((resolve) => (wrote = resolve));
  const log: Log = (...parts) => {
    wrote(parts);
  };
  return { log, line };
}

test('notify is called after the caller has continued', async () => {
  const order: string[] = [];
  const notified = new Promise<Notice>((resolve) => {
    const notifier = createNotifier(logOf().log, (notice) => {
      order.push('notified');
      resolve(notice);
    });
    notifier(unfollowed);
    order.push('continued');
  });
  assert.deepEqual(await notified, unfollowed);
  assert.deepEqual(order, ['continued', 'notified']);
});

test('without notify, notices are dropped and nothing fails', () => {
  createNotifier(() => assert.fail(), undefined)(unfollowed);
});

class MailError extends Error {
  override name = 'MailError';
  readonly code = 'EENVELOPE';
}

const failures: readonly [name: string, notify: () => Promise<void>, error: string][] = [
  [
    'rejects',
    () => Promise.reject(new MailError('550 no such mailbox: lin@example.com')),
    'MailError EENVELOPE',
  ],
  [
    'throws at once',
    () => {
      throw new TypeError('cannot read lin@example.com of undefined');
    },
    'TypeError',
  ],
  [
    'rejects with a sentence as its error code',
    () => Promise.reject(Object.assign(new Error('x'), { code: 'no lin@example.com here' })),
    'Error',
  ],
  [
    'rejects with something other than an error',
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- other people's code does
    () => Promise.reject('no lin@example.com here'),
    'string',
  ],
];

for (const [name, notify, error] of failures) {
  test(`a notify that ${name} is logged by the kind of error, without the person it was about`, async () => {
    const { log, line } = logOf();
    createNotifier(log, notify)(unfollowed);
    assert.deepEqual(await line, ['error', 'notify_failed', { notice: 'unfollowed', error }]);
  });
}
