/** Draws one step of the prompts: a list of buttons or a form, and the way back below it. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { formKey, isFirstStep } from '../derived-state.js';
import { wholeForm } from '../form/errors.js';
import { errorAt } from './binding-view.js';
import type { BindingView } from './binding-view.js';
import { renderErrorLine } from './field.js';
import { renderForm } from './form.js';
import { renderMethods } from './methods.js';
import { renderAccounts, renderCreateOrLink } from './options.js';

export function renderStep(view: BindingView): TemplateResult {
  const { state } = view;
  switch (state.step) {
    case 'choose':
      return renderList(view, renderCreateOrLink(view));
    case 'create':
      return html`<div class="step">${renderForm(view)} ${renderFooter(view)}</div>`;
    case 'link':
      return html`<div class="step">
        ${renderMethods(view)} ${keyed(formKey(state), renderForm(view))} ${renderFooter(view)}
      </div>`;
    case 'select':
      return renderList(view, renderAccounts(view));
    default:
      return state.step satisfies never;
  }
}

function renderList(view: BindingView, options: unknown): TemplateResult {
  return html`<div class="step">
    <div class="rows">${options}</div>
    ${renderErrorLine(wholeForm, errorAt(view, wholeForm))} ${renderFooter(view)}
  </div>`;
}

/** Scanning again is always possible; going one step back waits until a request is over. */
function renderFooter({ state, terms, handlers }: BindingView): TemplateResult {
  const isFirst = isFirstStep(state);
  const [label, handler] = isFirst
    ? [terms.restart, handlers.onRestart]
    : [terms.back, handlers.onBack];
  const isDisabled = !isFirst && state.busy;
  return html`<div class="foot">
    <button
      type="button"
      part="back"
      class="text"
      aria-disabled=${isDisabled ? 'true' : 'false'}
      @click=${handler}
      .textContent=${label}
    ></button>
  </div>`;
}
