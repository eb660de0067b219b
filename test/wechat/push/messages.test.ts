import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dedupeKey,
  eventXml,
  parsePush,
  PushError,
  textXml,
  writeFlatXml,
  type XmlField,
} from '../../../src/wechat/index.js';
import { scanXml } from '../../support/wechat/vectors.js';

const to = 'gh_7c4b682367f4';
const openid = 'oFzSV6rZotPwdFx-4pBas6TwPVhc';
const createdAtS = 1711276623;
const about = { to, openid, createdAtS };
const address = { to, from: openid, createdAtS };

/** A push with these fields after the usual ones. */
function pushXml(msgType: string, ...fields: XmlField[]): string {
  return writeFlatXml([
    ['ToUserName', to],
    ['FromUserName', openid],
    ['CreateTime', createdAtS],
    ['MsgType', msgType],
    ...fields,
  ]);
}

test('a follower scans', () => {
  const ticket = 'gQFy7zwAAAAAAAAAAS5odHRw';
  assert.deepEqual(parsePush(scanXml), { ...about, type: 'scan', scene: 'SCENE', ticket });
  assert.equal(eventXml({ ...address, event: 'SCAN', eventKey: 'SCENE', ticket }), scanXml);
});

test('event names are recognized in any case', () => {
  for (const event of ['SCAN', 'scan', 'Scan']) {
    assert.equal(parsePush(eventXml({ ...address, event, eventKey: 'x' })).type, 'scan');
  }
  assert.equal(parsePush(eventXml({ ...address, event: 'Subscribe' })).type, 'subscribe');
});

test('a new follower has scanned our QR code', () => {
  const xml = eventXml({ ...address, event: 'subscribe', eventKey: 'qrscene_a_B-9', ticket: 't' });
  const eventKey = 'qrscene_a_B-9';
  const push = { ...about, type: 'subscribe', eventKey, scene: 'a_B-9', ticket: 't' };
  assert.deepEqual(parsePush(xml), push);
});

test('a scene that itself begins with the prefix is kept whole', () => {
  const scan = eventXml({ ...address, event: 'SCAN', eventKey: 'qrscene_x' });
  assert.deepEqual(parsePush(scan), { ...about, type: 'scan', scene: 'qrscene_x' });
  const eventKey = 'qrscene_qrscene_x';
  const subscribe = parsePush(eventXml({ ...address, event: 'subscribe', eventKey }));
  assert.deepEqual(subscribe, { ...about, type: 'subscribe', eventKey, scene: 'qrscene_x' });
});

test('a new follower by search or by a payment has no scene', () => {
  for (const eventKey of ['', 'last_trade_no_4000002001202311020000000000', 'SCENE', 'qrscene_']) {
    const push = parsePush(eventXml({ ...address, event: 'subscribe', eventKey }));
    assert.deepEqual(push, { ...about, type: 'subscribe', eventKey });
  }
});

test('the scene of a foreign QR code is kept as it is, a number as text', () => {
  for (const scene of ['123', '活动', 'x'.repeat(65), 'a b', 'a\n', '00', ' ']) {
    const scan = parsePush(eventXml({ ...address, event: 'SCAN', eventKey: scene }));
    assert.deepEqual(scan, { ...about, type: 'scan', scene });
    const eventKey = `qrscene_${scene}`;
    const follow = parsePush(eventXml({ ...address, event: 'subscribe', eventKey }));
    assert.deepEqual(follow, { ...about, type: 'subscribe', eventKey, scene });
  }
});

test('a person who closes their WeChat account is not the sender of the event', () => {
  const person = 'owAqB1nqaOYYWl0Ng484G2z5NIwU';
  for (const [event, change] of [
    ['user_authorization_cancellation', 'cancelled'],
    ['USER_AUTHORIZATION_REVOKE', 'revoked'],
    ['user_info_modified', 'modified'],
  ] as const) {
    const known = { ...about, openid: person, type: 'authorization', change };
    assert.deepEqual(parsePush(pushXml('event', ['Event', event], ['OpenID', person])), known);
    const fields = [
      ['AppID', 'wx13974bf780d3dc89'],
      ['UnionID', 'oUnion'],
    ] as const;
    const push = parsePush(pushXml('event', ['Event', event], ['OpenID', person], ...fields));
    assert.deepEqual(push, { ...known, appId: 'wx13974bf780d3dc89', unionid: 'oUnion' });
  }
  const nobody = parsePush(pushXml('event', ['Event', 'user_info_modified']));
  assert.equal(nobody.type, 'other');
});

test('a follower unfollows, whatever the EventKey', () => {
  const paid = eventXml({ ...address, event: 'unsubscribe', eventKey: 'last_trade_no_42' });
  assert.deepEqual(parsePush(paid), { ...about, type: 'unsubscribe' });

  const xml = eventXml({ ...address, event: 'unsubscribe' });
  assert.match(xml, /<EventKey><!\[CDATA\[\]\]><\/EventKey>\n<\/xml>$/);
  assert.deepEqual(parsePush(xml), { ...about, type: 'unsubscribe' });
});

test('a message is text, and its id has 64 bits', () => {
  const content = '00123';
  const msgId = '9223372036854775807';
  const xml = textXml({ ...address, content, msgId });
  assert.match(xml, /<MsgId>9223372036854775807<\/MsgId>/);
  assert.deepEqual(parsePush(xml), { ...about, type: 'text', content, msgId });
});

test('a message that imitates an event stays a message', () => {
  const content = ']]></Content><MsgType><![CDATA[event]]></MsgType><Event>SCAN</Event>';
  const push = parsePush(textXml({ ...address, content, msgId: '1' }));
  assert.deepEqual(push, { ...about, type: 'text', content, msgId: '1' });
});

test('a notice of the platform without a sender is of type other, not an error', () => {
  for (const xml of [
    '<xml></xml>',
    '<xml><AppId>wx</AppId><InfoType>component_verify_ticket</InfoType></xml>',
    '<xml><MsgType>event</MsgType><Event>a</Event><FromUserName>扫一扫</FromUserName></xml>',
  ]) {
    const push = parsePush(xml);
    assert.equal(push.type, 'other');
    assert.deepEqual([push.to, push.openid, push.createdAtS], ['', '', 0]);
  }
});

test('a push of a needed type with invalid fields is refused', () => {
  const refused = [
    'success',
    '<xml><MsgType>event</MsgType><Event>SCAN</Event><EventKey>x</EventKey></xml>',
    pushXml('event', ['Event', 'SCAN'], ['EventKey', 'x']).replace(String(createdAtS), 'now'),
    pushXml('event', ['Event', 'SCAN'], ['EventKey', 'x']).replace(openid, ''),
    pushXml('event', ['Event', 'SCAN'], ['EventKey', 'x']).replace(to, ''),
    pushXml('event', ['Event', 'subscribe']).replace(openid, 'o <script>'),
    pushXml('text', ['Content', 'x']),
    pushXml('text', ['MsgId', 1]),
    pushXml('text', ['Content', 'x'], ['MsgId', '1e3']),
  ];
  for (const xml of refused) assert.throws(() => parsePush(xml), PushError, xml);
});

test('nothing but PushError is thrown, and every name is fit for a log', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('event', 'text', 'SCAN', 'subscribe', 'unsubscribe', 'qrscene_x', '1', to),
  );
  const names = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'EventKey'];
  const document = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...names, 'Ticket', 'Content', 'MsgId'), text),
    { selector: ([name]) => name },
  );
  fc.assert(
    fc.property(fc.oneof(document.map(writeFlatXml), fc.string()), (xml) => {
      try {
        const push = parsePush(xml);
        assert.match(push.openid, /^[\w@-]{0,64}$/);
        if (push.type === 'other') assert.match(push.name, /^[\w.-]{0,64}$/);
        if (push.type !== 'other') assert.ok(push.to !== '' && push.createdAtS >= 0);
        assert.equal(typeof dedupeKey(push), 'string');
      } catch (error) {
        assert.ok(error instanceof PushError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

test('repeated pushes have the same key, different pushes have different keys', () => {
  const event = { ...address, event: 'SCAN', eventKey: 'x', ticket: 't' };
  const text = { ...address, content: 'x', msgId: '1' };
  const different = [
    eventXml(event),
    eventXml({ ...event, eventKey: 'y' }),
    eventXml({ ...event, event: 'subscribe', eventKey: 'qrscene_x' }),
    eventXml({ ...event, event: 'unsubscribe' }),
    eventXml({ ...event, event: 'VIEW' }),
    eventXml({ ...event, event: 'CLICK' }),
    pushXml('event', ['Event', 'user_info_modified'], ['OpenID', 'oA']),
    pushXml('event', ['Event', 'user_info_modified'], ['OpenID', 'oB']),
    pushXml('event', ['Event', 'user_authorization_revoke'], ['OpenID', 'oA']),
    eventXml({ ...event, createdAtS: createdAtS + 1 }),
    eventXml({ ...event, from: 'oFzSV6rZotPwdFx-4pBas6TwPVhd' }),
    eventXml({ ...event, to: 'gh_7c4b682367f5' }),
    textXml(text),
    textXml({ ...text, msgId: '2' }),
  ].map((xml) => dedupeKey(parsePush(xml)));
  assert.equal(new Set(different).size, different.length);
  assert.equal(dedupeKey(parsePush(eventXml(event))), different[0]);
  // A repeated message may have another time, but not another id.
  assert.equal(
    dedupeKey(parsePush(textXml({ ...text, createdAtS: createdAtS + 5 }))),
    different[12],
  );
});
