/** Writes to the developer's console. */

/** Where the pages of the documentation are: in the package, until they have an address. */
const documentation = 'docs/';

/** A framework that hydrates a page may set a property this long after the tag was registered. */
export const hydrationMs = 3000;

/** Names a page of the documentation, such as `tag.md#attributes`. */
export const helpPage = (page: string): string => documentation + page;

const said = new Set<string>();

/** Writes a line, unless it is there already: several tags, and every retry, may have the same problem. */
export function sayOnce(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  // eslint-disable-next-line no-console -- for the developer
  console.error(line);
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
