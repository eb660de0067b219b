/** The message below the button when the login did not load. */
import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import type { Terms } from '../../locales/terms/login.js';
import { words } from '../shared/words.js';

/** Also covers a scroll bar, which is part of the window's width. */
const marginPx = 24;

/** The live region is always there: one that is added together with its text is not announced. */
export function loadFailure(isShown: boolean, terms: Terms | undefined): TemplateResult {
  const [title, text] = terms?.messages.unreachable ?? ['WeChat', '×'];
  const message = html`<div class="trouble" part="error">
    <b .textContent=${title}></b> ${words(typeof text === 'string' ? text : '')}
  </div>`;
  return html`<div role="alert">${isShown ? message : nothing}</div>`;
}

/**
 * Extends the message towards the side of the window that has more room. The module that positions
 * the panel cannot do this: it did not load.
 */
export function moveInsideWindow(host: LitElement): void {
  const message = host.renderRoot.querySelector<HTMLElement>('.trouble');
  const { left, right } = host.getBoundingClientRect();
  const hasRoomOnRight = left + right < innerWidth;
  const roomPx = (hasRoomOnRight ? innerWidth - left : right) - marginPx;
  message?.classList.toggle('right', !hasRoomOnRight);
  message?.style.setProperty('--_room', `${roomPx}px`);
}
