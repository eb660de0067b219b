import { tell } from '../../client/advice/tell.js';
import { version } from '../../client/version.js';

/**
 * Registers a tag, unless the page has it already: two bundles on one page may each bring a copy of
 * this package, and a second registration would throw. The console then names both versions.
 */
export function define(tagName: string, element: CustomElementConstructor): void {
  const first = customElements.get(tagName);
  if (!first) customElements.define(tagName, Object.assign(element, { version }));
  else if (first !== element) tell('copies', first, version);
}
