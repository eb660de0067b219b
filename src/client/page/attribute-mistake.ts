/** Tells developers of a mistake in an attribute. Loads only then, so that no visitor pays for it. */

/** A framework that hydrates a page may set the property after the tag was registered. */
const hydrationMs = 3000;

const told = new Set<string>();

/** Explains each mistake once, in whatever number of elements. */
export function explainMistake(element: Element, name: string, value: string): void {
  const isFalse = value === 'false';
  const explain = (): void => {
    const now: unknown = (element as Element & Readonly<Record<string, unknown>>)[name];
    const what = `<${element.localName}> ${name}="${value}"`;
    if ((typeof now === 'object' && now) || told.has(what)) return;
    told.add(what);
    // eslint-disable-next-line no-console -- for the developer
    console.error(
      `${what} ${isFalse ? falseAdvice : objectAdvice(name)} See docs/frameworks.md#front-ends for your framework.`,
    );
  };
  setTimeout(explain, isFalse ? 0 : hydrationMs);
}

const falseAdvice =
  'counts as no attribute. Leave it out: in HTML, "false" is a text like any other.';

function objectAdvice(name: string): string {
  return name === 'backend' || name === 'texts'
    ? `is ignored: attributes carry only text. Set the property "${name}" of the element instead.`
    : 'is ignored: it is an object that became text. This attribute takes a string.';
}
