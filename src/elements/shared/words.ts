/**
 * Words that can still change after the browser has translated the page. A translator replaces every
 * text node with elements of its own, and Lit would go on writing into a node that is gone. So no
 * template has words as a child expression: they are the `textContent` of an element that has nothing
 * else in it, which replaces whatever a translator has put there.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Words beside an icon or other words. Where they are alone, bind `textContent` of their element. */
export function words(text: string | undefined): TemplateResult {
  return html`<span .textContent=${text ?? ''}></span>`;
}
