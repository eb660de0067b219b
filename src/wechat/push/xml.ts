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

/** An element that is not closed yet. */
interface OpenElement {
  readonly name: string;
  /** The names on the way to it, without the root: '' for the root itself. */
  readonly path: string;
  /** Undefined if it contains elements: then its text is not a value. */
  value: Value | undefined;
  /** How often each name has occurred in it; absent while there is none. */
  counts?: Map<string, number>;
}

/**
 * Reads the fields of `<xml><Name>value</Name>…</xml>`, in their order and in linear time. Values
 * stay text (`00123`, a 64-bit MsgId). CDATA sections and text of one field are joined; white space
 * around a CDATA section is layout, and is left out.
 *
 * A field that contains elements has no value of its own; those inside it are named by their path, as
 * in `ScanCodeInfo/ScanType`. If a name is repeated there, the second one gets `[2]`, and so on:
 * `PicList/item[2]/PicMd5Sum`. No name contains `/` or `[`, so nothing inside a field can pass for
 * another field. On the first level, a repeated name is refused.
 * @throws XmlError for all other text, and above 65 536 characters
 * @example
 * ```ts
 * const fields = readXmlPaths('<xml><ScanCodeInfo><ScanType>qrcode</ScanType></ScanCodeInfo></xml>');
 * console.log(fields.get('ScanCodeInfo/ScanType')); // qrcode
 * ```
 */
export function readXmlPaths(text: string): ReadonlyMap<string, string> {
  if (text.length > maxLength) throw new XmlError();
  const fields = new Map<string, string>();
  const open: OpenElement[] = [];
  let read = 0;
  let rootClosed = false;

  for (const [piece, cdata, closing, opening, selfClosing, plain] of text.matchAll(pieces)) {
    read += piece.length;
    if (rootClosed && !isBlank(plain)) throw new XmlError();
    if (opening !== undefined) {
      open.push(openElement(opening, open));
    } else if (closing === undefined) {
      if (open.length < 2 && !isBlank(plain)) throw new XmlError();
      const decoded = decodeEntities(plain ?? '');
      const element = open.at(-1);
      if (element?.value) {
        const { value } = element;
        element.value = cdata === undefined ? withText(value, decoded) : withCdata(value, cdata);
      }
    }
    if (closing !== undefined || selfClosing !== undefined) {
      const element = open.pop();
      if (element === undefined || element.name !== (closing ?? opening)) throw new XmlError();
      rootClosed = open.length === 0;
      if (!rootClosed && element.value) fields.set(element.path, element.value.text);
    }
  }
  if (!rootClosed || read !== text.length) throw new XmlError();
  return fields;
}

function openElement(name: string, open: readonly OpenElement[]): OpenElement {
  const parent = open.at(-1);
  if (parent ? open.length >= maxDepth : name !== 'xml') throw new XmlError();
  const value = { text: '', hasCdata: false };
  if (!parent) return { name, path: '', value };
  parent.value = undefined;
  parent.counts ??= new Map<string, number>();
  const count = (parent.counts.get(name) ?? 0) + 1;
  if (open.length === 1 && count > 1) throw new XmlError();
  parent.counts.set(name, count);
  const step = count === 1 ? name : `${name}[${count}]`;
  return { name, path: parent.path === '' ? step : `${parent.path}/${step}`, value };
}

/**
 * Reads the fields of the first level only: a field that contains elements is left out, with all that
 * is in it.
 * @throws XmlError as `readXmlPaths` does
 * @example
 * ```ts
 * const fields = readFlatXml('<xml><MsgType><![CDATA[event]]></MsgType></xml>');
 * console.log(fields.get('MsgType')); // event
 * ```
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> {
  return new Map(Array.from(readXmlPaths(text)).filter(([path]) => !path.includes('/')));
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

/** What may stand before a document of XML, and what WeChat's own documents do not have. */
const blank = '[ \\t\\r\\n]*';
const prolog = new RegExp(
  `^${blank}(?:<\\?xml [^<>?]*\\?>${blank})?(?:<!--(?:(?!--)[^])*-->${blank})*`,
);

/** Removes an XML declaration and comments before the root, in linear time. */
export function withoutProlog(xml: string): string {
  return xml.replace(prolog, '');
}

/** One element: its name, and its text (written as CDATA), number (written as it is) or elements. */
export type XmlField = readonly [
  name: string,
  value: string | number | bigint | readonly XmlField[],
];

/**
 * Writes `<Name><![CDATA[value]]></Name>`. A `]]>` in the value is split over two sections. Elements are
 * written in the layout of WeChat, to the byte (docs/wechat.md#message-format).
 * @example
 * ```ts
 * console.log(writeXmlField(['Content', 'hello'])); // <Content><![CDATA[hello]]></Content>
 * ```
 */
export function writeXmlField([name, value]: XmlField): string {
  if (typeof value === 'string') {
    return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
  }
  if (typeof value !== 'object') return `<${name}>${value}</${name}>`;
  return `<${name}>${value.map(writeXmlField).join('\n')}\n</${name}>`;
}

/**
 * Writes fields as the document of a push or a reply.
 * @example
 * ```ts
 * console.log(writeFlatXml([['MsgType', 'text'], ['CreateTime', 1711276623]]));
 * ```
 */
export function writeFlatXml(fields: readonly XmlField[]): string {
  return writeXmlField(['xml', fields]);
}
