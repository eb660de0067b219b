import { tell } from '../advice/tell.js';

/** What pages and frameworks write into an attribute by mistake: no tag has a use for these words. */
const mistake = /^false$|^\[object /;

/**
 * Returns what an attribute says: null, as if it were absent, for a mistake, which the console then
 * explains. Frameworks turn what is no text into words: React 18 writes `manual="false"`, and Vue
 * `texts="[object Object]"` if the tag is registered later.
 */
export function attributeValue(
  element: Element,
  name: string,
  value: string | null,
): string | null {
  if (value === null || (name !== 'texts' && !mistake.test(value))) return value;
  tell('attributeMistake', element, name, value);
  return null;
}
