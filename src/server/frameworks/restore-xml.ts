/** Turns what an XML parser has made of a push of WeChat back into XML. */
import { writeXmlField } from '../../wechat/push/xml.js';

type Fields = Readonly<Record<string, unknown>>;

/** Deeper than any push, so that no object that a sender has nested is followed to its end. */
const maxDepth = 8;

/**
 * The XML of a push; undefined if the object does not say what was sent. Parsers differ: some wrap
 * each value into an array, some keep the root element, some write names in lower case.
 *
 * An encrypted push needs only its `Encrypt`, whose signature is checked like that of any other. A
 * plain one is restored if all its values are strings: a parser that turns values into numbers loses
 * leading zeros and the end of a 64-bit MsgId.
 */
export function restoreXml(parsed: object): string | undefined {
  const all = parsed as Fields;
  const fields = only(all['xml'] ?? all);
  if (!isFields(fields)) return undefined;
  const encrypt = valueOf(fields, 'encrypt');
  if (typeof encrypt === 'string') {
    const to = valueOf(fields, 'tousername');
    return restore('xml', {
      ...(typeof to === 'string' ? { ToUserName: to } : {}),
      Encrypt: encrypt,
    });
  }
  return 'MsgType' in fields ? restore('xml', fields) : undefined;
}

/** The value of a field, whatever the case of its name. */
function valueOf(fields: Fields, lowerCaseName: string): unknown {
  const name = Object.keys(fields).find((each) => each.toLowerCase() === lowerCaseName);
  return name === undefined ? undefined : only(fields[name]);
}

function only(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parsers of other formats take any text for a name. */
const namePattern = /^[A-Za-z_][\w.-]*$/;

function restore(name: string, value: unknown, depth = 0): string | undefined {
  if (!namePattern.test(name)) return undefined;
  if (typeof value === 'string') return writeXmlField([name, value]);
  if (depth > maxDepth) return undefined;
  const inside = Array.isArray(value)
    ? value.map((each) => restore(name, each, depth + 1))
    : isFields(value)
      ? Object.entries(value).map(([key, each]) => restore(key, each, depth + 1))
      : [undefined];
  if (inside.includes(undefined)) return undefined;
  return Array.isArray(value) ? inside.join('') : `<${name}>${inside.join('')}</${name}>`;
}
