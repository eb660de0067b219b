/** Where nobody can sign in: copy the address of the page, to open it elsewhere. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CardContext } from './context.js';

export function renderElsewhere({
  terms,
  copied,
  onCopy,
}: Pick<CardContext, 'terms' | 'copied' | 'onCopy'>): TemplateResult {
  const { href } = location;
  const handleClick = ({ currentTarget }: Event): void => {
    const address = (currentTarget as Element).nextElementSibling;
    if (address) onCopy(href, address);
  };
  const label = copied === href ? terms?.linkCopied : terms?.copyLink;
  return html`<div class="action">
    <button part="button" @click=${handleClick} .textContent=${label ?? ''}></button>
    <p class="address" translate="no" dir="ltr" .textContent=${href}></p>
    <span
      class="visually-hidden"
      role="status"
      .textContent=${copied === href ? (terms?.linkCopied ?? '') : ''}
    ></span>
  </div>`;
}
