/** The steps of a way to sign in, as a numbered list. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export function renderSteps(steps: readonly (TemplateResult | typeof nothing)[]): TemplateResult {
  // Safari takes a list without its own markers for no list, unless it has the role.
  return html`<ol part="steps" class="steps" role="list">
    ${steps.filter((step) => step !== nothing).map((step) => html`<li>${step}</li>`)}
  </ol>`;
}

/** @param text undefined until the texts have loaded */
export function words(text: string | undefined): TemplateResult {
  return html`<span .textContent=${text ?? ''}></span>`;
}
