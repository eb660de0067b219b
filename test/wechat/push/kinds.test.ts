import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import {
  dedupeKey,
  parsePush,
  PushError,
  type EventContent,
  type MessageContent,
} from '../../../src/wechat/index.js';

const about = { to: 'gh_7c4b682367f4', openid: 'oFzSV6rZotPwdFx-4pBas6TwPVhc' };
const createdAtS = 1711276623;
const msgId = '23456789012345678';

/** A push in WeChat's layout. `more` has the elements after `MsgType`. */
function xmlOf(msgType: string, more: string): string {
  return `<xml><ToUserName><![CDATA[${about.to}]]></ToUserName>
<FromUserName><![CDATA[${about.openid}]]></FromUserName>
<CreateTime>${createdAtS}</CreateTime>
<MsgType><![CDATA[${msgType}]]></MsgType>
${more}
</xml>`;
}

const messageXml = (msgType: string, more: string): string =>
  xmlOf(msgType, `${more}\n<MsgId>${msgId}</MsgId>`);
const eventXml = (event: string, more = ''): string =>
  xmlOf('event', `<Event><![CDATA[${event}]]></Event>\n${more}`);

/** The elements of each message, and what is read from them. */
const messages: readonly [elements: string, content: MessageContent][] = [
  [
    '<Content><![CDATA[ 00123 ]]></Content>\n<bizmsgmenuid>101</bizmsgmenuid>',
    { type: 'text', content: ' 00123 ', bizMsgMenuId: '101' },
  ],
  [
    '<PicUrl><![CDATA[http://mmbiz.qpic.cn/a?b=1&c]]></PicUrl><MediaId><![CDATA[m-1_]]></MediaId>',
    { type: 'image', picUrl: 'http://mmbiz.qpic.cn/a?b=1&c', mediaId: 'm-1_' },
  ],
  [
    '<MediaId><![CDATA[m]]></MediaId><Format><![CDATA[amr]]></Format>',
    { type: 'voice', mediaId: 'm', format: 'amr' },
  ],
  [
    '<MediaId>m</MediaId><Format>speex</Format><Recognition><![CDATA[你好。]]></Recognition>' +
      '<MediaId16K><![CDATA[k]]></MediaId16K>',
    { type: 'voice', mediaId: 'm', format: 'speex', mediaId16K: 'k', recognition: '你好。' },
  ],
  [
    '<MediaId>m</MediaId><Format>amr</Format><Recognition><![CDATA[]]></Recognition>',
    { type: 'voice', mediaId: 'm', format: 'amr' },
  ],
  [
    '<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>',
    { type: 'video', mediaId: 'm', thumbMediaId: 't' },
  ],
  [
    '<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>',
    { type: 'shortvideo', mediaId: 'm', thumbMediaId: 't' },
  ],
  [
    '<Location_X>-23.137466</Location_X><Location_Y>113.352425</Location_Y><Scale>20</Scale>' +
      '<Label><![CDATA[天河区 1]]></Label>',
    { type: 'location', latitude: -23.137466, longitude: 113.352425, scale: 20, label: '天河区 1' },
  ],
  [
    '<Title><![CDATA[A]]></Title><Description><![CDATA[B]]></Description>' +
      '<Url><![CDATA[https://example.com/?a=1&b]]></Url>',
    { type: 'link', title: 'A', description: 'B', url: 'https://example.com/?a=1&b' },
  ],
];

const place = { latitude: 23.5, longitude: 113 };
const pictures = `<EventKey>k</EventKey><SendPicsInfo><Count>2</Count>
<PicList><item><PicMd5Sum><![CDATA[1b5f]]></PicMd5Sum>
</item>
<item><PicMd5Sum><![CDATA[22aa]]></PicMd5Sum></item></PicList></SendPicsInfo>`;
const picMd5Sums = ['1b5f', '22aa'];
const scanned = `<EventKey><![CDATA[k]]></EventKey><ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>
<ScanResult><![CDATA[http://example.com/?a&b]]></ScanResult>
</ScanCodeInfo>`;
const scan = { eventKey: 'k', scanType: 'qrcode', scanResult: 'http://example.com/?a&b' };
const choice = (id: string, status: string, more = ''): string =>
  `<List><TemplateId><![CDATA[${id}]]></TemplateId><SubscribeStatusString><![CDATA[${status}]]></SubscribeStatusString>${more}</List>`;

const events: readonly [event: string, elements: string, content: EventContent][] = [
  ['CLICK', '<EventKey>k</EventKey>', { type: 'click', eventKey: 'k' }],
  [
    'VIEW',
    '<EventKey><![CDATA[https://example.com/?a&b]]></EventKey><MenuId>433418371</MenuId>',
    { type: 'view', eventKey: 'https://example.com/?a&b', menuId: '433418371' },
  ],
  ['VIEW', '<EventKey>a</EventKey>', { type: 'view', eventKey: 'a' }],
  [
    'view_miniprogram',
    '<EventKey>pages/a/a</EventKey><MenuId>1</MenuId>',
    { type: 'view_miniprogram', eventKey: 'pages/a/a', menuId: '1' },
  ],
  ['scancode_push', scanned, { type: 'scancode_push', ...scan }],
  ['scancode_waitmsg', scanned, { type: 'scancode_waitmsg', ...scan }],
  ['pic_sysphoto', pictures, { type: 'pic_sysphoto', eventKey: 'k', picMd5Sums }],
  ['pic_photo_or_album', pictures, { type: 'pic_photo_or_album', eventKey: 'k', picMd5Sums }],
  ['pic_weixin', pictures, { type: 'pic_weixin', eventKey: 'k', picMd5Sums }],
  [
    'location_select',
    `<EventKey>k</EventKey><SendLocationInfo><Location_X><![CDATA[23.5]]></Location_X>
<Location_Y><![CDATA[113]]></Location_Y><Scale><![CDATA[15]]></Scale>
<Label><![CDATA[ L]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>`,
    { type: 'location_select', eventKey: 'k', ...place, scale: 15, label: ' L', poiName: '' },
  ],
  [
    'LOCATION',
    '<Latitude>23.5</Latitude><Longitude>113</Longitude><Precision>119.385040</Precision>',
    { type: 'location_report', ...place, precision: 119.38504 },
  ],
  [
    'TEMPLATESENDJOBFINISH',
    '<MsgID>200163836</MsgID><Status><![CDATA[failed:user block]]></Status>',
    { type: 'templatesendjobfinish', sentMsgId: '200163836', status: 'failed:user block' },
  ],
  [
    'MASSSENDJOBFINISH',
    `<MsgID>9223372036854775807</MsgID><Status>sendsuccess</Status><TotalCount>10</TotalCount>
<FilterCount>8</FilterCount><SentCount>7</SentCount><ErrorCount>1</ErrorCount>
<CopyrightCheckResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx></item></ResultList>
<CheckState>2</CheckState></CopyrightCheckResult>`,
    {
      ...{ type: 'masssendjobfinish', sentMsgId: '9223372036854775807', status: 'sendsuccess' },
      ...{ totalCount: 10, filterCount: 8, sentCount: 7, errorCount: 1 },
    },
  ],
  [
    'subscribe_msg_popup_event',
    `<SubscribeMsgPopupEvent>${choice('A', 'accept', '<PopupScene>2</PopupScene>')}
${choice('B', 'reject', '<PopupScene>2</PopupScene>')}</SubscribeMsgPopupEvent>`,
    {
      type: 'subscribe_msg_popup_event',
      choices: [
        { templateId: 'A', status: 'accept', popupScene: '2' },
        { templateId: 'B', status: 'reject', popupScene: '2' },
      ],
    },
  ],
  [
    'subscribe_msg_change_event',
    `<SubscribeMsgChangeEvent>${choice('A', 'reject')}</SubscribeMsgChangeEvent>`,
    { type: 'subscribe_msg_change_event', choices: [{ templateId: 'A', status: 'reject' }] },
  ],
  [
    'subscribe_msg_sent_event',
    `<SubscribeMsgSentEvent><List><TemplateId>A</TemplateId><MsgID>17</MsgID>
<ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>`,
    {
      ...{ type: 'subscribe_msg_sent_event', templateId: 'A', sentMsgId: '17' },
      ...{ errorCode: '0', errorStatus: 'success' },
    },
  ],
];

test('every documented message is typed, and recognized by its MsgId', () => {
  for (const [elements, content] of messages) {
    const push = parsePush(messageXml(content.type, elements));
    assert.deepEqual(push, { ...about, createdAtS, msgId, ...content });
    assert.equal(dedupeKey(push), `message:${about.to}:${msgId}`);
  }
});

test('a message that was sent from an article names it', () => {
  const more = '<MsgDataId>2247483651</MsgDataId><Idx>2</Idx>';
  const push = parsePush(messageXml('text', `<Content>a</Content>${more}`));
  assert.ok(push.type === 'text');
  assert.deepEqual(push.article, { msgDataId: '2247483651', idx: 2 });
});

test('every documented event is typed, in any case, and has a key of its own', () => {
  const keys = new Set<string>();
  for (const [event, elements, content] of events) {
    const push = parsePush(eventXml(event, elements));
    assert.deepEqual(push, { ...about, createdAtS, ...content });
    for (const name of [event.toLowerCase(), event.toUpperCase()]) {
      assert.deepEqual(parsePush(eventXml(name, elements)), push);
    }
    assert.equal(dedupeKey(parsePush(eventXml(event, elements))), dedupeKey(push));
    keys.add(dedupeKey(push));
  }
  assert.equal(keys.size, events.length);
});

test('what differs within one second is not taken for a repetition', () => {
  const pairs: readonly [event: string, one: string, two: string][] = [
    ['CLICK', '<EventKey>a</EventKey>', '<EventKey>b</EventKey>'],
    ['TEMPLATESENDJOBFINISH', '<MsgID>1</MsgID>', '<MsgID>2</MsgID>'],
    [
      'subscribe_msg_change_event',
      `<SubscribeMsgChangeEvent>${choice('A', 'reject')}</SubscribeMsgChangeEvent>`,
      `<SubscribeMsgChangeEvent>${choice('B', 'reject')}</SubscribeMsgChangeEvent>`,
    ],
    ['user_get_card', '<UserCardCode>1</UserCardCode>', '<UserCardCode>2</UserCardCode>'],
    ['user_get_card', '<A><B>1</B></A>', '<A><B>2</B></A>'],
    ['mass_recalled', '<MsgId>1</MsgId><Status>a</Status>', '<MsgId>1</MsgId><Status>b</Status>'],
  ];
  for (const [event, one, two] of pairs) {
    const [a, b] = [parsePush(eventXml(event, one)), parsePush(eventXml(event, two))];
    assert.notEqual(dedupeKey(a), dedupeKey(b), event);
  }
});

test('an unknown kind is "other", with its fields by their paths', () => {
  const elements = `<PublishEventInfo><publish_id>2247503051</publish_id><article_detail>
<item><idx>1</idx></item><item><idx>2</idx></item></article_detail></PublishEventInfo>`;
  const xml = eventXml('PUBLISHJOBFINISH', elements);
  assert.deepEqual(parsePush(xml), {
    ...{ ...about, createdAtS, type: 'other', name: 'PUBLISHJOBFINISH' },
    fields: {
      ToUserName: about.to,
      FromUserName: about.openid,
      CreateTime: String(createdAtS),
      MsgType: 'event',
      Event: 'PUBLISHJOBFINISH',
      'PublishEventInfo/publish_id': '2247503051',
      'PublishEventInfo/article_detail/item/idx': '1',
      'PublishEventInfo/article_detail/item[2]/idx': '2',
    },
  });
  const message = parsePush(messageXml('hologram', '<Depth>3</Depth>'));
  assert.equal(dedupeKey(message), `message:${about.to}:${msgId}`);
});

test('a known kind that lacks what it should have is "other", not an error', () => {
  const lacking = [
    ...['image', 'voice', 'video', 'shortvideo', 'location', 'link'].map((type) =>
      messageXml(type, '<MediaId></MediaId><Location_X>north</Location_X>'),
    ),
    xmlOf('image', '<MediaId>m</MediaId>'),
    ...['LOCATION', 'scancode_push', 'location_select', 'TEMPLATESENDJOBFINISH'].map((event) =>
      eventXml(event, '<Latitude>1e3</Latitude><MsgID>-1</MsgID>'),
    ),
    eventXml('MASSSENDJOBFINISH'),
    eventXml('subscribe_msg_sent_event'),
    eventXml('user_info_modified'),
    eventXml('CLICK').replace(about.openid, '某人'),
    eventXml('VIEW').replace(String(createdAtS), 'now'),
  ];
  for (const xml of lacking) {
    const push = parsePush(xml);
    assert.ok(push.type === 'other', xml);
    assert.ok('MsgType' in push.fields);
  }
});

test('names of properties of objects are ordinary names', () => {
  const push = parsePush(eventXml('__proto__', '<__proto__>a</__proto__><toString>b</toString>'));
  assert.ok(push.type === 'other');
  assert.equal(Object.getPrototypeOf(push.fields), Object.prototype);
  assert.equal(Object.getOwnPropertyDescriptor(push.fields, '__proto__')?.value, 'a');
});

test('fields inside a field never pass for fields of the push', () => {
  const names = [
    ...['EventKey', 'MsgId', 'MsgID', 'OpenID', 'MediaId', 'Content', 'Ticket', 'FromUserName'],
    ...['ScanCodeInfo', 'SendPicsInfo', 'PicList', 'item', 'List', 'Latitude', 'Longitude'],
  ];
  const element = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('x', '1', 'oSomebodyElse'),
      fc
        .array(
          fc.tuple(fc.constantFrom(...names), tie('node')).map(([n, c]) => `<${n}>${c}</${n}>`),
          { minLength: 1, maxLength: 4 },
        )
        .map((all) => all.join('')),
    ),
  })).node;
  const known = ['CLICK', 'scancode_push', 'pic_weixin', 'LOCATION', 'user_info_modified', 'zzz'];
  fc.assert(
    fc.property(fc.constantFrom(...known), element, (event, inner) => {
      const push = parsePush(eventXml(event, `<Wrapper>${inner}</Wrapper>`));
      assert.equal(push.openid, about.openid);
      assert.ok(!('eventKey' in push) || push.eventKey === '');
      assert.ok(!('msgId' in push));
      if (push.type !== 'other') return;
      for (const path of Object.keys(push.fields)) {
        const usual = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event'];
        assert.ok(usual.includes(path) || path.startsWith('Wrapper'), path);
      }
    }),
  );
});

test('nested fields are read as an independent reader reads them', () => {
  const independent = new XMLParser({ parseTagValue: false, trimValues: false });
  const name = fc.stringMatching(/^[A-Za-z]{1,6}$/);
  const text = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const leaf = fc.tuple(name, fc.array(text, { minLength: 1, maxLength: 3 }));
  const group = fc.tuple(
    name,
    fc.uniqueArray(leaf, { selector: ([n]) => n, minLength: 1, maxLength: 4 }),
  );
  const groups = fc.uniqueArray(group, {
    selector: ([n]) => n.toLowerCase(),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(groups, (all) => {
      const taken = ['tousername', 'fromusername', 'createtime', 'msgtype', 'event'];
      fc.pre(all.every(([n]) => !taken.includes(n.toLowerCase())));
      const xml = eventXml(
        'zzz',
        all
          .map(([outer, leaves]) => {
            const inner = leaves.flatMap(([n, texts]) => texts.map((t) => `<${n}>${t}</${n}>`));
            return `<${outer}>${inner.join('\n')}</${outer}>`;
          })
          .join('\n'),
      );
      const push = parsePush(xml);
      assert.ok(push.type === 'other');
      const theirs = (independent.parse(xml) as { xml: Record<string, unknown> }).xml;
      for (const [outer, leaves] of all) {
        const their = theirs[outer] as Record<string, string | string[]>;
        for (const [n] of leaves) {
          [their[n]].flat().forEach((value, index) => {
            const path = `${outer}/${n}${index === 0 ? '' : `[${index + 1}]`}`;
            assert.equal(push.fields[path], value, xml);
          });
        }
      }
    }),
  );
});

test('a text, a scan, a follow and an unfollow without sender or time is still refused', () => {
  for (const xml of [
    messageXml('text', ''),
    messageXml('text', '<Content>a</Content>').replace(about.to, ''),
    ...['subscribe', 'SCAN', 'unsubscribe'].map((e) => eventXml(e).replace(about.openid, '')),
  ]) {
    assert.throws(() => parsePush(xml), PushError);
  }
});

test('white space around an id, a type or a name means nothing', () => {
  const padded = (name: string, text: string): string =>
    `<${name}><![CDATA[ ${text}\n]]></${name}>`;
  const read = (msgType: string, ...fields: [string, string][]) => {
    const all = [...fields, ['MsgId', msgId] as const];
    return parsePush(xmlOf(` ${msgType} `, all.map(([name, text]) => padded(name, text)).join('')));
  };
  for (const [push, expected] of [
    [
      read('voice', ['MediaId', 'm'], ['Format', 'amr'], ['MediaId16K', 'k']),
      { mediaId: 'm', format: 'amr', mediaId16K: 'k', msgId },
    ],
    [read('video', ['MediaId', 'm'], ['ThumbMediaId', 't']), { mediaId: 'm', thumbMediaId: 't' }],
    [
      read('text', ['Content', 'x'], ['bizmsgmenuid', '101'], ['MsgDataId', 'd'], ['Idx', '1']),
      { content: ' x\n', bizMsgMenuId: '101', article: { msgDataId: 'd', idx: 1 } },
    ],
    [read('link', ['Url', 'https://a.example']), { url: 'https://a.example' }],
    [read('event', ['Event', 'VIEW'], ['MenuId', '7']), { type: 'view', menuId: '7' }],
    [read('event', ['Event', 'VIEW'], ['MenuID', '8']), { type: 'view', menuId: '8' }],
    [
      read('event', ['Event', 'TEMPLATESENDJOBFINISH'], ['Status', 'success']),
      { sentMsgId: msgId, status: 'success' },
    ],
  ] as const) {
    assert.deepEqual({ ...push, ...expected }, push);
  }
});

test('an id is the whole text of its field: with anything before or after it, it is none', () => {
  const ticket = (text: string) =>
    parsePush(eventXml('SCAN', `<EventKey>k</EventKey><Ticket>${text}</Ticket>`));
  const appId = (text: string) =>
    parsePush(eventXml('user_info_modified', `<OpenID>oPerson</OpenID><AppID>${text}</AppID>`));
  const place = (text: string) =>
    parsePush(eventXml('LOCATION', `<Latitude>1</Latitude><Longitude>${text}</Longitude>`));
  assert.ok('ticket' in ticket('gQ_a-1'));
  assert.ok('appId' in appId('wx0123456789abcdef'));
  assert.equal(place('23.5').type, 'location_report');
  for (const each of ['!', '中', ';']) {
    for (const around of [(text: string) => each + text, (text: string) => text + each]) {
      assert.equal('ticket' in ticket(around('gQ_a-1')), false);
      assert.equal('appId' in appId(around('wx0123456789abcdef')), false);
      assert.equal(place(around('23.5')).type, 'other');
      const scan = eventXml('SCAN', '<EventKey>k</EventKey>');
      for (const id of [about.openid, String(createdAtS)]) {
        assert.throws(() => parsePush(scan.replace(id, around(id))), PushError);
      }
    }
  }
});

test('an article without its id or its place is none, and the name of an unknown push is short', () => {
  const text = (more: string) => parsePush(messageXml('text', `<Content>x</Content>${more}`));
  assert.equal('article' in text('<MsgDataId>d</MsgDataId>'), false);
  assert.equal('article' in text('<Idx>1</Idx>'), false);
  const other = parsePush(eventXml('x'.repeat(100)));
  assert.equal(other.type === 'other' && other.name.length, 64);
  assert.throws(() => parsePush('<xml>'), /^PushError: The text is not a push/);
});

test('a place needs both numbers, whichever is missing or infinite', () => {
  for (const [x, y] of [
    ['1', ''],
    ['', '1'],
  ]) {
    const push = parsePush(
      messageXml('location', `<Location_X>${x}</Location_X><Location_Y>${y}</Location_Y>`),
    );
    assert.equal(push.type, 'other');
  }
});

test('numbers are decimal: other ways to write one mean nothing', () => {
  for (const number of ['0x10', '1e3']) {
    const place = `<Latitude>1</Latitude><Longitude>${number}</Longitude>`;
    assert.equal(parsePush(eventXml('LOCATION', place)).type, 'other');
    const scan = eventXml('SCAN', '<EventKey>k</EventKey>');
    assert.throws(() => parsePush(scan.replace(String(createdAtS), number)), PushError);
  }
});
