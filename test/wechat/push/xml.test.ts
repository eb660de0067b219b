import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import {
  parsePush,
  readFlatXml,
  readXmlPaths,
  writeFlatXml,
  XmlError,
  type XmlField,
} from '../../../src/wechat/index.js';
import { withoutProlog } from '../../../src/wechat/push/xml.js';
import { assertLinear } from '../../support/linear-time.js';
import { scanXml } from '../../support/wechat/vectors.js';

const independent = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  processEntities: true,
});

function assertRefused(xml: string): void {
  assert.throws(
    () => readFlatXml(xml),
    (error) => {
      assert.match(String(error), /^XmlError: The text is not XML/);
      return error instanceof XmlError;
    },
  );
}

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(']]>', ']]', '<![CDATA[', '<a>&lt;</a>', ']]>]]>', '00123', ' 1 ', '\n'),
);
const document = fc.uniqueArray(fc.tuple(name, value), {
  selector: ([key]) => key,
  maxLength: 12,
});

test('a captured push is read, and written again to the byte', () => {
  const fields = readFlatXml(scanXml);
  assert.deepEqual(Object.fromEntries(fields), {
    ToUserName: 'gh_7c4b682367f4',
    FromUserName: 'oFzSV6rZotPwdFx-4pBas6TwPVhc',
    CreateTime: '1711276623',
    MsgType: 'event',
    Event: 'SCAN',
    EventKey: 'SCENE',
    Ticket: 'gQFy7zwAAAAAAAAAAS5odHRw',
  });
  const written = [...fields].map(([key, text]): XmlField => [
    key,
    key === 'CreateTime' ? Number(text) : text,
  ]);
  assert.equal(writeFlatXml(written), scanXml);
});

test('whatever is written can be read back', () => {
  fc.assert(
    fc.property(document, (fields) => {
      assert.deepEqual([...readFlatXml(writeFlatXml(fields))], fields);
    }),
  );
});

test('flat documents are read as an independent reader reads them', () => {
  // Without carriage returns: XML turns them into line feeds, but our reader keeps the text.
  const plain = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map((text) => text.replace(/\r/g, ''));
  const escaped = plain
    .filter((text) => text.trim() !== '')
    .map((text) =>
      text.replace(
        /[<>&"']/g,
        (c) => `&${{ '<': 'lt', '>': 'gt', '&': 'amp', '"': 'quot', "'": 'apos' }[c]};`,
      ),
    );
  const cdata = plain.filter((text) => !text.includes(']]>')).map((text) => `<![CDATA[${text}]]>`);
  const field = fc.tuple(
    name,
    fc.oneof(
      escaped,
      cdata,
      fc.tuple(cdata, cdata).map((two) => two.join('')),
    ),
  );
  const flat = fc.uniqueArray(field, { selector: ([key]) => key, minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(flat, (fields) => {
      const xml = `<xml>${fields.map(([key, text]) => `<${key}>${text}</${key}>`).join('\n')}</xml>`;
      const theirs = (independent.parse(xml) as { xml: Record<string, unknown> }).xml;
      const expected = Object.entries(theirs).filter(([key]) => key !== '#text');
      assert.deepEqual([...readFlatXml(xml)].sort(), expected.sort());
    }),
  );
});

test('text stays text: leading zeros, 64 bits and spaces are kept', () => {
  const xml = '<xml><A><![CDATA[00123]]></A><B>9223372036854775807</B><C> x </C><D/><E></E></xml>';
  assert.deepEqual([...readFlatXml(xml).values()], ['00123', '9223372036854775807', ' x ', '', '']);
});

test('the five entities are decoded once, and not in CDATA', () => {
  const xml = '<xml><A>&lt;&gt;&amp;&quot;&apos;&amp;lt;</A><B><![CDATA[&lt;]]></B></xml>';
  assert.deepEqual([...readFlatXml(xml).values()], [`<>&"'&lt;`, '&lt;']);
});

test('an XML declaration and comments before a push are skipped, and nothing else', () => {
  const read = (xml: string) => readFlatXml(withoutProlog(xml)).get('A');
  for (const before of [
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<!-- from a proxy -->',
    '\n<?xml version="1.0"?>\n<!-- a --><!--<xml>b</xml>-->\n',
    '<!---->',
  ]) {
    assert.equal(read(`${before}<xml><A>b</A></xml>`), 'b', before);
    const push = `${before}${scanXml}`;
    assert.equal(parsePush(push).type, 'scan', before);
  }
  for (const before of [
    '<?php evil ?>',
    '<?xml version="1.0"?><!DOCTYPE xml>',
    '<!-- a --><!ENTITY a "b">',
    '<!-- a -- b -->',
    '<!-- a ',
    '\uFEFF',
  ]) {
    assertRefused(withoutProlog(`${before}<xml></xml>`));
  }
});

test('white space around a CDATA section is layout; that in it, and that of a text, is kept', () => {
  const read = (content: string) => readFlatXml(`<xml><A>${content}</A></xml>`).get('A');
  assert.equal(read('\n  <![CDATA[ x ]]>\r\n'), ' x ');
  assert.equal(read(' <![CDATA[a]]> <![CDATA[b]]> '), 'ab');
  assert.equal(read('<![CDATA[]]> '), '');
  assert.equal(read(' x <![CDATA[y]]> z '), ' x y z ');
  assert.equal(read('  '), '  ');
});

test('a "]]>" in a value is harmless', () => {
  const evil = ']]></Content><MsgType>event</MsgType><Content><![CDATA[';
  const xml = writeFlatXml([['Content', evil]]);
  assert.deepEqual([...readFlatXml(xml)], [['Content', evil]]);
  assert.deepEqual(independent.parse(xml.replace('\n', '')), { xml: { Content: evil } });
});

test('a field that contains elements is left out, with all that is in it', () => {
  const xml = `<xml><MsgType><![CDATA[event]]></MsgType>
<SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum><![CDATA[a]]></PicMd5Sum></item>
<item><PicMd5Sum>b</PicMd5Sum></item></PicList><EventKey>inside</EventKey></SendPicsInfo>
<EventKey>outside</EventKey></xml>`;
  assert.deepEqual(
    [...readFlatXml(xml)],
    [
      ['MsgType', 'event'],
      ['EventKey', 'outside'],
    ],
  );
});

test('fields inside a field have its name and their place in their path', () => {
  const xml = `<xml><A>1</A><B><C>2</C><C> <![CDATA[3]]> </C><D>text<C>4</C><C/>text</D></B><E></E></xml>`;
  assert.deepEqual(
    [...readXmlPaths(xml)],
    [
      ['A', '1'],
      ['B/C', '2'],
      ['B/C[2]', '3'],
      ['B/D/C', '4'],
      ['B/D/C[2]', ''],
      ['E', ''],
    ],
  );
  // A field that contains an element has no text of its own, wherever the text stands.
  assert.deepEqual([...readXmlPaths('<xml><A>x<B/></A></xml>')], [['A/B', '']]);
  assert.deepEqual([...readXmlPaths('<xml></xml>')], []);
});

test('whatever is written with nested fields can be read back by its path', () => {
  const { fields } = fc.letrec<{ fields: XmlField[]; content: string | XmlField[] }>((tie) => ({
    fields: fc.uniqueArray(fc.tuple(name, tie('content')), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 4,
    }),
    content: fc.oneof({ maxDepth: 3, withCrossShrink: true }, value, tie('fields')),
  }));
  const leaves = (list: readonly XmlField[], path = ''): [string, string][] =>
    list.flatMap(([key, content]) =>
      typeof content === 'object'
        ? leaves(content, `${path}${key}/`)
        : [[`${path}${key}`, String(content)]],
    );
  fc.assert(
    fc.property(fields, (list) => {
      assert.deepEqual([...readXmlPaths(writeFlatXml(list))], leaves(list));
    }),
  );
});

test('the dangerous features of XML are refused', () => {
  const refused = [
    '<!DOCTYPE xml><xml></xml>',
    '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
    '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml></xml>',
    '<xml><!ENTITY a "b"></xml>',
    '<?php evil ?><xml></xml>',
    '<?xml version="1.0"?><xml></xml>',
    '<xml><?php evil ?></xml>',
    '<xml><!-- comment --></xml>',
    '<xml><A><!-- comment --></A></xml>',
    '<xml a="b"></xml>',
    '<xml><A b="c">d</A></xml>',
    '<xml xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="x"/></xml>',
    ...[
      '&nbsp;',
      '&#65;',
      '&#x41;',
      '&a;',
      '&',
      '&;',
      '&lt',
      '&LT;',
      '&toString;',
      '&__proto__;',
    ].map((entity) => `<xml><A>${entity}</A></xml>`),
  ];
  for (const xml of refused) assertRefused(xml);
});

test('malformed XML is refused', () => {
  const refused = [
    '',
    ' ',
    'text',
    '{"ToUserName":"gh_97417a04a28d"}',
    '<xml>',
    '</xml>',
    '<xml></xml><xml></xml>',
    '<xml></xml>x',
    '<xml></xml><',
    '<xml></xml><!-- comment -->',
    '<xml></xml><?php evil ?>',
    'x<xml></xml>',
    '\uFEFF<xml></xml>',
    '<XML></XML>',
    '<root><A>b</A></root>',
    '<xml>text</xml>',
    '<xml><![CDATA[text]]></xml>',
    '<![CDATA[text]]><xml></xml>',
    '<xml><A></xml>',
    '<xml><A></B></xml>',
    '<xml><A><B></A></B></xml>',
    '<xml><A>b</A></xml></xml>',
    '<xml><A><![CDATA[b</A></xml>',
    '<xml><A>]]></A></xml>',
    '<xml><A>b</A',
    '<xml><1A>b</1A></xml>',
    '<xml>< A>b</A></xml>',
    '<xml><A>b</A ></xml>',
    '<xml><A><B/x></A></xml>',
    `<xml><${'A'.repeat(65)}/></xml>`,
  ];
  for (const xml of refused) assertRefused(xml);
});

test('a repeated field is refused, even if one of the two is left out', () => {
  for (const twice of [
    '<A>1</A><A>2</A>',
    '<A/><A/>',
    '<A><B/></A><A>2</A>',
    '<A>1</A><A><B/></A>',
  ]) {
    assertRefused(`<xml>${twice}</xml>`);
  }
});

test('depth and size are limited', () => {
  const nested = (depth: number) => `<xml>${'<A>'.repeat(depth)}${'</A>'.repeat(depth)}</xml>`;
  assert.equal(readFlatXml(nested(7)).size, 0);
  assertRefused(nested(8));
  const long = (length: number) => `<xml><A>${'x'.repeat(length - 18)}</A></xml>`;
  assert.equal(readFlatXml(long(65_536)).get('A')?.length, 65_518);
  assertRefused(long(65_537));
});

test("names of Object's properties are ordinary names", () => {
  const xml = '<xml><__proto__>a</__proto__><constructor>b</constructor></xml>';
  assert.deepEqual([...readFlatXml(xml).values()], ['a', 'b']);
});

test('nothing but XmlError is thrown, whatever is read', () => {
  const piece = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<A>',
    '</A>',
    '<B/>',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&',
    '<!DOCTYPE',
    'x',
    '\n',
    '<',
    '>',
  );
  const soup = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(
      fc.oneof(
        soup,
        soup.map((s) => `<xml>${s}</xml>`),
        fc.string(),
      ),
      (xml) => {
        try {
          for (const text of readFlatXml(xml).values()) assert.equal(typeof text, 'string');
        } catch (error) {
          assert.ok(error instanceof XmlError, String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('the time grows linearly with the length', async () => {
  const shapes: ((n: number) => string)[] = [
    (n) => '<xml>'.padEnd(n, '<'),
    (n) => '<xml><A>'.padEnd(n, '&'),
    (n) => '<xml><A>'.padEnd(n, ']'),
    (n) => '<xml><A>'.padEnd(n, '<![CDATA['),
    (n) => '<xml><A>'.padEnd(n, '<![CDATA[]]>'),
    (n) => '<xml><A>'.padEnd(n, 'x&lt;'),
    (n) => '<xml>'.padEnd(n, ' '),
    (n) => '<xml>'.padEnd(n, '<A>'),
    (n) => '<xml><A '.padEnd(n, ' '),
    (n) => `<xml><${'A'.repeat(n)}`,
    (n) =>
      `<xml>${Array.from({ length: Math.floor(n / 12) }, (_, i) => `<A${i % 999}/>`).join('')}`,
    (n) => '<!--'.padEnd(n, '-'),
    (n) => '<!--a-->'.repeat(n / 8),
    (n) => '<?xml '.padEnd(n, ' '),
    (n) => ' '.repeat(n),
    (n) => `<xml><A>${'x<B/>'.repeat(Math.floor(n / 5) - 10)}</A></xml>`,
    // The longest paths, each of them repeated.
    (n) => {
      const way = Array.from({ length: 6 }, (_, i) => `${'A'.repeat(63)}${i}`);
      const inner = '<b/>'.repeat(n / 4);
      return `<xml>${way.map((each) => `<${each}>`).join('')}${inner}${way
        .toReversed()
        .map((each) => `</${each}>`)
        .join('')}</xml>`;
    },
  ];
  const read = (xml: string): void => {
    try {
      readFlatXml(withoutProlog(xml));
    } catch (error) {
      assert.ok(error instanceof XmlError);
    }
  };
  for (const shape of shapes) await assertLinear('readFlatXml', read, shape);
});
