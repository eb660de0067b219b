/** What comes back of a push that an XML parser has read, and what is refused because it is unclear. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restoreXml } from '../../../src/server/frameworks/restore-xml.js';
import { readXmlPaths } from '../../../src/wechat/push/xml.js';

const nested = (levels: number): object => {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level++) value = { Item: value };
  return { MsgType: 'event', Info: value };
};

for (const [what, parsed] of [
  ['with its root', { xml: { MsgType: 'text', Content: '00123' } }],
  ['without its root', { MsgType: 'text', Content: '00123' }],
  ['with each value in an array', { xml: { MsgType: ['text'], Content: ['00123'] } }],
  ['with the end of CDATA in a value', { MsgType: 'text', Content: 'a]]><MsgType>event' }],
] as const) {
  test(`a push is restored ${what}`, () => {
    const fields = readXmlPaths(restoreXml(parsed) ?? '');
    assert.equal(fields.get('MsgType'), 'text');
    assert.ok(fields.get('Content') === '00123' || fields.get('Content')?.includes(']]>'));
  });
}

test('of an encrypted push, Encrypt and ToUserName are enough, in any case', () => {
  const fields = readXmlPaths(
    restoreXml({ xml: { encrypt: ['abc'], tousername: ['gh_1'], n: 1 } }) ?? '',
  );
  assert.deepEqual(
    [...fields],
    [
      ['ToUserName', 'gh_1'],
      ['Encrypt', 'abc'],
    ],
  );
});

for (const [what, parsed] of [
  ['a number, which has lost digits', { MsgType: 'text', MsgId: 24_000_000_000 }],
  ['a name that would open another element', { MsgType: 'event', 'Event><FromUserName': 'me' }],
  ['such a name around other fields', { MsgType: 'event', Info: { 'A><B': { C: 'x' } } }],
  ['an empty name', { MsgType: 'event', '': 'x' }],
  ['fields that are nested deeper than those of any push', nested(20)],
  ['no field of a push', { hello: 'world' }],
  ['a list', [1, 2]],
  ['null inside', { MsgType: 'event', Event: null }],
] as const) {
  test(`nothing is restored from ${what}`, () => {
    assert.equal(restoreXml(parsed), undefined);
  });
}
