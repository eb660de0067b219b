/**
 * Registers a tag, unless the page has it already: two bundles on one page may each bring a copy of
 * this package, and a second registration would throw.
 */
export function define(tagName: string, element: CustomElementConstructor): void {
  if (!customElements.get(tagName)) customElements.define(tagName, element);
}
