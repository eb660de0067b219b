/** The digits to send in the chat: large, in groups that can be read across to a phone, and to copy. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChatTerms } from '../../../locales/terms/after-qr-code.js';

export interface DigitsView {
  readonly digits: string;
  readonly chat: Pick<ChatTerms, 'copy' | 'copied'> | undefined;
  /** Whether the digits were copied a moment ago. */
  readonly isCopied: boolean;
  /** @param shown the element with the digits */
  readonly onCopy: (shown: Node) => void;
}

/** Groups of three. None has a single digit. */
const groupsOf = (digits: string): readonly string[] => digits.match(/\d{3}(?!\d$)|\d+/g) ?? [];

export function renderDigits({ digits, chat, isCopied, onCopy }: DigitsView): TemplateResult {
  const label = isCopied ? chat?.copied : chat?.copy;
  const handleClick = ({ currentTarget }: Event): void => {
    const shown = (currentTarget as Element).parentElement?.querySelector('bdi');
    if (shown) onCopy(shown);
  };
  // Screen readers read digits with spaces between them one by one; who copies wants none.
  return html`<div class="digits">
    <bdi translate="no" aria-hidden="true"
      >${groupsOf(digits).map((group) => html`<span .textContent=${group}></span>`)}</bdi
    >
    <span
      class="visually-hidden"
      translate="no"
      .textContent=${digits.replace(/\B(?=\d)/g, ' ')}
    ></span>
    <button class="copy" @click=${handleClick} .textContent=${label ?? ''}></button>
    <span
      class="visually-hidden"
      role="status"
      .textContent=${isCopied ? (chat?.copied ?? '') : ''}
    ></span>
  </div>`;
}

/** Copies the digits. Where the browser does not allow that, selects them, so that the visitor can. */
export async function copyDigits(digits: string, shown: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(digits);
    return true;
  } catch (error) {
    // There is no clipboard on a page without https, and in a frame it needs a permission.
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}
