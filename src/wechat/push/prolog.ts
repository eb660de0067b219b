/** What may stand before a document of XML, and what WeChat's own documents do not have. */

const blank = '[ \\t\\r\\n]*';
const prolog = new RegExp(
  `^${blank}(?:<\\?xml [^<>?]*\\?>${blank})?(?:<!--(?:(?!--)[^])*-->${blank})*`,
);

/** Removes an XML declaration and comments before the root, in linear time. */
export function withoutProlog(xml: string): string {
  return xml.replace(prolog, '');
}
