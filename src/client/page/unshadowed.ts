/**
 * Reads a property of the document that an element of the page may shadow: after `<img name="baseURI">`,
 * `document.baseURI` is that element. https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
 */
export function unshadowed<Key extends keyof Document>(
  document: Document,
  key: Key,
): Document[Key] {
  return Reflect.get(Object.getPrototypeOf(document) as Document, key, document) as Document[Key];
}
