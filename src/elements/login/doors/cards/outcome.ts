/** Says below a button that it did not work, and how to go on. Screen readers announce it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** @param hint shown, but not announced, while there is nothing to say */
export function renderOutcome(failure: string | undefined, hint = ''): TemplateResult {
  // A live region has to be there before its text.
  return html`<small class="outcome">
    <span ?hidden=${Boolean(failure)} .textContent=${hint}></span
    ><span role="status" .textContent=${failure ?? ''}></span>
  </small>`;
}
