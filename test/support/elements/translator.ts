/** Translates a page as browsers do: every text node gives way to `<font>` elements. */

/** Also inside open shadow roots. What the page sets afterwards is not translated again. */
export function translate(root: Element | ShadowRoot): void {
  for (const node of [...root.childNodes]) {
    if (node instanceof Element) translate(node);
    else if (node instanceof Text && node.data.trim()) node.replaceWith(translated(node.data));
  }
  if (root instanceof Element && root.shadowRoot) translate(root.shadowRoot);
}

/** As a plain string: TypeScript knows the element as deprecated. */
const tagName: string = 'font';

function translated(text: string): Element {
  const [outer, inner] = [document.createElement(tagName), document.createElement(tagName)];
  inner.textContent = `translated: ${text}`;
  outer.append(inner);
  return outer;
}
