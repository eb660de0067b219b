import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InboxMessage } from '../../../src/phone/connection.js';
import { createMailbox } from '../../../src/phone/mail/mailbox.js';

const message = (id: string): InboxMessage => ({
  ...{ id, from: 'Shop', to: 'a@example.com', text: `Message ${id}`, atMs: 0 },
});

/** A mailbox whose messages the test delivers. */
function setUp(readUpTo = '') {
  const recorded = { arrived: [] as string[], read: [] as string[], changes: 0 };
  const ending = new AbortController();
  let deliver: (messages: readonly InboxMessage[]) => void = () => undefined;
  const mailbox = createMailbox({
    inbox: { watch: (listener) => (deliver = listener) },
    readUpTo,
    signal: ending.signal,
    onArrival: ({ id }) => recorded.arrived.push(id),
    onRead: (id) => recorded.read.push(id),
  });
  mailbox.subscribe(() => recorded.changes++, ending.signal);
  return {
    mailbox,
    recorded,
    end: () => ending.abort(),
    deliver: (...ids: string[]) => deliver(ids.map(message)),
  };
}

describe('The messages on the phone', () => {
  test('old messages are unread but not announced; the last of several new ones is announced', () => {
    const { mailbox, recorded, deliver } = setUp();
    assert.equal(mailbox.unread(), 0);
    deliver('1', '2');
    assert.equal(mailbox.unread(), 2);
    assert.deepEqual(recorded.arrived, []);
    deliver('1', '2', '3', '4');
    assert.equal(mailbox.unread(), 4);
    assert.deepEqual(recorded.arrived, ['4']);
    deliver('1', '2', '3', '4');
    assert.deepEqual(recorded.arrived, ['4'], 'once');
  });

  test('read messages stay read, also after the page is reloaded', () => {
    const { mailbox, recorded, deliver } = setUp('2');
    deliver('1', '2', '3');
    assert.equal(mailbox.unread(), 1);
    mailbox.markRead();
    assert.equal(mailbox.unread(), 0);
    assert.deepEqual(recorded.read, ['3']);
    const { changes } = recorded;
    mailbox.markRead();
    assert.deepEqual([recorded.read, recorded.changes], [['3'], changes], 'nothing more to read');
  });

  test('if the last read message is gone, all others are unread', () => {
    const { mailbox, deliver } = setUp('1');
    deliver('8', '9');
    assert.equal(mailbox.unread(), 2);
  });

  test('a screen is notified before a message is announced, and no longer after it is left', () => {
    const { mailbox, recorded, deliver, end } = setUp();
    deliver('1');
    mailbox.subscribe(() => mailbox.markRead(), new AbortController().signal);
    deliver('1', '2');
    assert.equal(mailbox.unread(), 0, 'an open list has read it');
    const { changes } = recorded;
    end();
    deliver('1', '2', '3');
    assert.equal(recorded.changes, changes);
  });
});
