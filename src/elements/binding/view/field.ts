/** A form field: label, input, hint and error message, connected for assistive technology. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field } from '../../../protocol/messages.js';
import { clip } from '../../../protocol/graphemes.js';

export interface FieldView extends Field {
  /** The error message; '' if there is none. */
  readonly error: string;
  /** The note beside the label of an optional field. */
  readonly optional: string;
  /** A button beside the input. */
  readonly aside?: TemplateResult | undefined;
  /** A picture of the place where the visitor finds the value. */
  readonly picture?: TemplateResult | undefined;
  readonly action: 'create' | 'link';
}

/** Our backend sends no longer hint. A longer one is cut, so that it cannot stretch the card. */
const maxHintLength = 160;

/**
 * The id of the input is the name of the field, because password managers look for such ids. Ids of
 * our own contain a colon, which no name of a field contains.
 */
export function renderField(view: FieldView): TemplateResult {
  const { name, label, hint, required, error, optional, picture } = view;
  return html`<div part="field" class="field ${picture ? 'pictured' : ''}">
    ${picture ?? nothing}
    <label part="label" for=${name}
      ><bdi .textContent=${clip(label)}></bdi
      >${required ? nothing : html` <small .textContent=${optional}></small>`}</label
    >
    <div class="line">${renderInput(view)}${view.aside}</div>
    ${hint ? html`<small part="hint" id="hint:${name}"><bdi .textContent=${clip(hint, maxHintLength)}></bdi></small>` : nothing}
    ${renderErrorLine(name, error)}
  </div>`;
}

function renderInput(view: FieldView): TemplateResult {
  const { name, hint, type, required, pattern, error } = view;
  const isCode = type === 'code';
  const descriptions = [hint && `hint:${name}`, error && `error:${name}`].filter(Boolean).join(' ');
  return html`<input
    part="input"
    class=${isCode ? 'code' : ''}
    id=${name}
    name=${name}
    type=${isCode ? 'text' : type}
    inputmode=${isCode ? 'numeric' : nothing}
    autocomplete=${autocompleteOf(view) ?? nothing}
    autocapitalize="none"
    spellcheck="false"
    pattern=${(!isCode && pattern) || nothing}
    ?required=${required}
    aria-invalid=${error ? 'true' : 'false'}
    aria-describedby=${descriptions || nothing}
  />`;
}

/**
 * The token that browsers and password managers expect, unless the backend names one.
 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
 */
function autocompleteOf({ autocomplete, type, action }: FieldView): string | undefined {
  if (autocomplete) return autocomplete;
  if (type === 'code') return 'one-time-code';
  if (type === 'password') return action === 'create' ? 'new-password' : 'current-password';
  return type === 'text' ? undefined : type;
}

/** The line is always there and unfolds slowly, so that nothing below it jumps. */
export function renderErrorLine(fieldName: string, error: string): TemplateResult {
  return html`<div class="fold ${error ? 'open' : ''}">
    <div>
      ${error ? html`<span part="error" class="error" id="error:${fieldName}"><bdi .textContent=${error}></bdi></span>` : nothing}
    </div>
  </div>`;
}
