/**
 * Reads a property of the document that an element of the page may shadow: after `<img name="baseURI">`,
 * `document.baseURI` is that element. https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
 */
export function unshadowed<T extends object, Key extends keyof T>(document: T, key: Key): T[Key] {
  const real = Reflect.get(Object.getPrototypeOf(document) as T, key, document) as T[Key];
  // A document of a test has its properties itself.
  return real ?? document[key];
}
