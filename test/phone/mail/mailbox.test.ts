import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { InboxMessage } from '../../../src/phone/connection.js';
import { createMailbox } from '../../../src/phone/mail/mailbox.js';

const letter = (id: string): InboxMessage => ({
  ...{ id, from: 'Shop', to: 'a@example.com', text: `Message ${id}`, atMs: 0 },
});

/** A mailbox whose messages the test delivers. */
function setUp(readUpTo = '') {
  const heard = { arrived: [] as string[], read: [] as string[], changes: 0 };
  const ending = new AbortController();
  let bring: (messages: readonly InboxMessage[]) => void = () => undefined;
  const mailbox = createMailbox({
    inbox: { watch: (listener) => (bring = listener) },
    readUpTo,
    signal: ending.signal,
    onArrival: ({ id }) => heard.arrived.push(id),
    onRead: (id) => heard.read.push(id),
  });
  mailbox.subscribe(() => heard.changes++, ending.signal);
  return {
    mailbox,
    heard,
    end: () => ending.abort(),
    bring: (...ids: string[]) => bring(ids.map(letter)),
  };
}

describe('The messages on the phone', () => {
  test('old messages are unread but not announced; of new ones the last is announced', () => {
    const { mailbox, heard, bring } = setUp();
    assert.equal(mailbox.unread(), 0);
    bring('1', '2');
    assert.equal(mailbox.unread(), 2);
    assert.deepEqual(heard.arrived, []);
    bring('1', '2', '3', '4');
    assert.equal(mailbox.unread(), 4);
    assert.deepEqual(heard.arrived, ['4']);
    bring('1', '2', '3', '4');
    assert.deepEqual(heard.arrived, ['4'], 'once');
  });

  test('read messages stay read, also after the page is reloaded', () => {
    const { mailbox, heard, bring } = setUp('2');
    bring('1', '2', '3');
    assert.equal(mailbox.unread(), 1);
    mailbox.markRead();
    assert.equal(mailbox.unread(), 0);
    assert.deepEqual(heard.read, ['3']);
    const { changes } = heard;
    mailbox.markRead();
    assert.deepEqual([heard.read, heard.changes], [['3'], changes], 'nothing more to read');
  });

  test('if the last read message is gone, all others are unread', () => {
    const { mailbox, bring } = setUp('1');
    bring('8', '9');
    assert.equal(mailbox.unread(), 2);
  });

  test('a screen is notified before a message is announced, and no longer after it is left', () => {
    const { mailbox, heard, bring, end } = setUp();
    bring('1');
    mailbox.subscribe(() => mailbox.markRead(), new AbortController().signal);
    bring('1', '2');
    assert.equal(mailbox.unread(), 0, 'an open list has read it');
    const { changes } = heard;
    end();
    bring('1', '2', '3');
    assert.equal(heard.changes, changes);
  });
});
