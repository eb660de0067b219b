/** Where nobody can sign in: copy the address of the page, to open it elsewhere. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CardContext } from './context.js';
import { renderOutcome } from './outcome.js';

export function renderElsewhere({
  terms,
  outcome,
  onCopy,
}: Pick<CardContext, 'terms' | 'outcome' | 'onCopy'>): TemplateResult {
  const { href } = location;
  const handleClick = ({ currentTarget }: Event): void => {
    const address = (currentTarget as Element).nextElementSibling;
    if (address) onCopy(href, address);
  };
  const isCopied = outcome === 'copied';
  const label = isCopied ? terms?.linkCopied : terms?.copyLink;
  return html`<div class="elsewhere">
    <button part="button" @click=${handleClick} .textContent=${label ?? ''}></button>
    <p class="address" translate="no" dir="ltr" .textContent=${href}></p>
    <span
      class="visually-hidden"
      role="status"
      .textContent=${isCopied ? (terms?.linkCopied ?? '') : ''}
    ></span>
    ${renderOutcome(outcome === 'not-copied' ? terms?.notCopied : undefined)}
  </div>`;
}
