/** Tells developers of a mistake in an attribute. */
import { helpPage, hydrationMs, sayOnce } from './say-once.js';

export function attributeMistake(element: Element, name: string, value: string): void {
  const what = `<${element.localName}> ${name}="${value}"`;
  const frameworks = `See ${helpPage('frameworks.md#front-ends')} for your framework.`;
  if (value === 'false') {
    sayOnce(`${what} counts as no attribute. Leave it out. ${frameworks}`);
    return;
  }
  setTimeout(() => {
    const now: unknown = (element as Element & Readonly<Record<string, unknown>>)[name];
    if (typeof now !== 'object' || !now) sayOnce(`${what} ${objectAdvice(name)} ${frameworks}`);
  }, hydrationMs);
}

/** @param words what the attribute takes */
export function unknownWord(
  { localName }: Element,
  name: string,
  value: string,
  words: readonly string[],
): void {
  sayOnce(
    `<${localName}> ${name}="${value}" is no value of this attribute. It takes ${words.join(', ')}. ${helpPage('tag.md#attributes')}`,
  );
}

function objectAdvice(name: string): string {
  return name === 'backend' || name === 'texts'
    ? `is ignored: attributes carry only text. Set the property "${name}" of the element instead.`
    : 'is ignored: it is an object that became text. This attribute takes a string.';
}
