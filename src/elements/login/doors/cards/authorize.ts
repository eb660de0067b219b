/** Inside WeChat: a button that leads to web authorization. WeChat wants a tap before it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownOAuth } from '../../../../client/state.js';
import type { CardContext } from './context.js';

export function renderAuthorize({ shown, terms }: CardContext<ShownOAuth>): TemplateResult {
  return html`<div class="authorize">
    <a part="button" href=${shown.url} .textContent=${terms?.authorize ?? ''}></a>
  </div>`;
}
