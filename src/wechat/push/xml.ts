/**
 * The few forms of XML that WeChat sends and accepts, and none of those by which XML hurts: no
 * DOCTYPE, no entities but the five, no processing instructions, comments or attributes.
 */

/** Not the XML that WeChat sends. Says no more than that: it goes back to whoever sent it. */
export class XmlError extends Error {
  constructor() {
    super('This is not XML of the form that WeChat sends.');
    this.name = 'XmlError';
  }
}

/** In characters; a push of compatible mode, the longest kind, has about 10 000. */
const maxLength = 65_536;
const maxDepth = 8;

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};

// CDATA | closing tag | opening tag, perhaps self-closing | text. Each piece is read once: no
// alternative begins where another could, and what none of them fits ends the reading.
const pieces =
  /<!\[CDATA\[([^]*?)\]\]>|<\/([A-Za-z_][\w.-]{0,63})>|<([A-Za-z_][\w.-]{0,63})( ?\/)?>|([^<]+)/gy;

/**
 * The fields of `<xml><Name>value</Name>…</xml>`, in their order. Values are text and stay text
 * (`00123`, a 64-bit MsgId); CDATA sections and text in one field are joined.
 *
 * A field that holds elements (`ScanCodeInfo`, `SendPicsInfo`, in pushes that have nothing to do
 * with logging in) is read for its balance and left out, so that such a push is still known by its
 * flat fields and nothing inside it can pass for one of them. A name twice is refused, left out or
 * not.
 *
 * In linear time.
 * @throws XmlError for everything else, and above 65 536 characters
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> {
  if (text.length > maxLength) throw new XmlError();
  const fields = new Map<string, string | undefined>();
  const open: string[] = [];
  // undefined behind a closing tag: a field that goes on after that holds elements and is no text.
  let value: string | undefined;
  let read = 0;
  let rootClosed = false;

  for (const [piece, cdata, closing, opening, selfClosing, plain] of text.matchAll(pieces)) {
    read += piece.length;
    if (rootClosed && !isBlank(plain)) throw new XmlError();
    if (opening !== undefined) {
      if (open.length === 0 ? opening !== 'xml' : open.length >= maxDepth) throw new XmlError();
      open.push(opening);
      value = '';
    } else if (closing === undefined) {
      if (open.length < 2 && !isBlank(plain)) throw new XmlError();
      const part = cdata ?? decodeEntities(plain ?? '');
      if (value !== undefined) value += part;
    }
    if (closing !== undefined || selfClosing !== undefined) {
      const name = open.pop();
      if (name === undefined || name !== (closing ?? opening)) throw new XmlError();
      if (open.length === 1) {
        if (fields.has(name)) throw new XmlError();
        fields.set(name, value);
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

/** One element: its name, and text (written as CDATA) or a number (written as it is). */
export type XmlField = readonly [name: string, value: string | number | bigint];

/** `<Name><![CDATA[value]]></Name>`; a `]]>` in the value is spread over two sections. */
export function writeXmlField([name, value]: XmlField): string {
  if (typeof value !== 'string') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

/** The layout of the platform to the byte: elements joined by line feeds, none behind `<xml>`. */
export function writeFlatXml(fields: readonly XmlField[]): string {
  return `<xml>${fields.map(writeXmlField).join('\n')}\n</xml>`;
}
