/**
 * Reads and writes the subset of XML (https://www.w3.org/TR/xml/) that WeChat uses. Everything that
 * makes XML dangerous is refused: DOCTYPE, entities other than the predefined five, processing
 * instructions, comments and attributes.
 */

/** The text is not the XML that WeChat sends. The message has no details, because senders may see it. */
export class XmlError extends Error {
  constructor() {
    super('The text is not XML as WeChat sends it.');
    this.name = 'XmlError';
  }
}

/** In characters. The longest pushes, those of compatible mode, have about 10 000. */
const maxLength = 65_536;
const maxDepth = 8;

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

// CDATA | closing tag | opening tag, perhaps self-closing | text. No two alternatives can match at
// the same place, so each piece is read once, in linear time. A piece that fits none ends the match.
const pieces =
  /<!\[CDATA\[([^]*?)\]\]>|<\/([A-Za-z_][\w.-]{0,63})>|<([A-Za-z_][\w.-]{0,63})( ?\/)?>|([^<]+)/gy;

/** The text of a field, as far as it has been read. */
interface Value {
  readonly text: string;
  readonly hasCdata: boolean;
}

/**
 * Reads the fields of `<xml><Name>value</Name>…</xml>`, in their order and in linear time. Values
 * stay text (`00123`, a 64-bit MsgId). CDATA sections and text of one field are joined; white space
 * around a CDATA section is layout, and is left out.
 *
 * A field that contains elements is left out, such as `ScanCodeInfo` and `SendPicsInfo` in pushes that
 * have nothing to do with signing in. The other fields still identify the push, and nothing inside a
 * field that is left out can pass for one of them. A name that occurs twice is refused.
 * @throws XmlError for all other text, and above 65 536 characters
 * @example
 * ```ts
 * const fields = readFlatXml('<xml><MsgType><![CDATA[event]]></MsgType></xml>');
 * console.log(fields.get('MsgType')); // event
 * ```
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> {
  if (text.length > maxLength) throw new XmlError();
  const fields = new Map<string, string | undefined>();
  const open: string[] = [];
  // Undefined after a closing tag: a field that continues there contains elements, not text.
  let value: Value | undefined;
  let read = 0;
  let rootClosed = false;

  for (const [piece, cdata, closing, opening, selfClosing, plain] of text.matchAll(pieces)) {
    read += piece.length;
    if (rootClosed && !isBlank(plain)) throw new XmlError();
    if (opening !== undefined) {
      if (open.length === 0 ? opening !== 'xml' : open.length >= maxDepth) throw new XmlError();
      open.push(opening);
      value = { text: '', hasCdata: false };
    } else if (closing === undefined) {
      if (open.length < 2 && !isBlank(plain)) throw new XmlError();
      const decoded = decodeEntities(plain ?? '');
      value &&= cdata === undefined ? withText(value, decoded) : withCdata(value, cdata);
    }
    if (closing !== undefined || selfClosing !== undefined) {
      const name = open.pop();
      if (name === undefined || name !== (closing ?? opening)) throw new XmlError();
      if (open.length === 1) {
        if (fields.has(name)) throw new XmlError();
        fields.set(name, value?.text);
      }
      value = undefined;
      rootClosed = open.length === 0;
    }
  }
  if (!rootClosed || read !== text.length) throw new XmlError();

  const flat = new Map<string, string>();
  for (const [name, content] of fields) if (content !== undefined) flat.set(name, content);
  return flat;
}

function withText({ text, hasCdata }: Value, more: string): Value {
  return { text: hasCdata && isBlank(more) ? text : text + more, hasCdata };
}

function withCdata({ text, hasCdata }: Value, more: string): Value {
  return { text: !hasCdata && isBlank(text) ? more : text + more, hasCdata: true };
}

function isBlank(text: string | undefined): boolean {
  return text !== undefined && /^[ \t\r\n]*$/.test(text);
}

function decodeEntities(text: string): string {
  if (text.includes(']]>')) throw new XmlError();
  return text.replace(/&[^;&]{0,5};?/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new XmlError();
    return character;
  });
}

/** One element: its name, and its text (written as CDATA) or number (written as it is). */
export type XmlField = readonly [name: string, value: string | number | bigint];

/**
 * Writes `<Name><![CDATA[value]]></Name>`. A `]]>` in the value is split over two sections.
 * @example
 * ```ts
 * console.log(writeXmlField(['Content', 'hello'])); // <Content><![CDATA[hello]]></Content>
 * ```
 */
export function writeXmlField([name, value]: XmlField): string {
  if (typeof value !== 'string') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

/**
 * Writes fields in the layout of WeChat, to the byte (docs/wechat.md#message-format).
 * @example
 * ```ts
 * console.log(writeFlatXml([['MsgType', 'text'], ['CreateTime', 1711276623]]));
 * ```
 */
export function writeFlatXml(fields: readonly XmlField[]): string {
  return `<xml>${fields.map(writeXmlField).join('\n')}\n</xml>`;
}
