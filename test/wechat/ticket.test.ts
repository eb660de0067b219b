import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeTicket, encodeTicket } from '../../src/wechat/ticket.js';

/** docs/wechat.md#tickets-hold-no-secret */
const ticket =
  'gQFy7zwAAAAAAAAAAS5odHRwOi8vd2VpeGluLnFxLmNvbS9xLzAyOE1nSDFvTHdkeWkxeVNqTnhxMTcAAgR6E7FaAwQ8AAAA';
const content = {
  url: 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17',
  createdAtS: 1_521_554_298,
  expireSeconds: 60,
};

test('a ticket of the real platform is reproduced to the byte', () => {
  assert.equal(encodeTicket(content), ticket);
});

test('a ticket of the real platform is read', () => {
  assert.deepEqual(decodeTicket(ticket), content);
});

test('whatever is encoded in a ticket is decoded again', () => {
  const address = fc.stringMatching(/^02[A-Za-z0-9_-]{20}$/);
  const u32 = fc.nat(0xffffffff);
  fc.assert(
    fc.property(address, u32, u32, (path, createdAtS, expireSeconds) => {
      const wanted = { url: `http://weixin.qq.com/q/${path}`, createdAtS, expireSeconds };
      assert.deepEqual(decodeTicket(encodeTicket(wanted)), wanted);
    }),
  );
});

test('a ticket with one changed character is refused', () => {
  for (let at = 0; at < ticket.length; at++) {
    const other = ticket[at] === 'B' ? 'C' : 'B';
    assert.equal(decodeTicket(ticket.slice(0, at) + other + ticket.slice(at + 1)), undefined);
  }
});

test('decoding never throws', () => {
  const base64 = fc
    .uint8Array({ maxLength: 90 })
    .map((bytes) => btoa(String.fromCharCode(...bytes)));
  fc.assert(fc.property(fc.oneof(fc.string(), base64), (text) => void decodeTicket(text)));
});

test('a URL that does not fit into a ticket is refused by name', () => {
  const url = `http://weixin.qq.com/q/${'x'.repeat(300)}`;
  assert.throws(() => encodeTicket({ ...content, url }), /url/);
});
