/** One field of the prompts' forms: label, input, hint, and what is wrong with it, each told of the other. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field } from '../../../protocol/messages.js';
import { clip } from '../../shared/account-row.js';

export interface FieldView extends Field {
  /** What is wrong with it; '' where nothing is. */
  readonly error: string;
  /** Beside the label of a field that may stay empty. */
  readonly optional: string;
  /** Beside the input. */
  readonly aside?: TemplateResult | undefined;
  /** Of where the value is to be found. */
  readonly picture?: TemplateResult | undefined;
  readonly form: 'create' | 'link';
}

/** No hint of a backend is longer; what is, is cut rather than pushed through the card. */
export function clipHint(hint: string): string {
  return /^.{0,160}/su.exec(hint)?.[0] ?? '';
}

/** What browsers and password managers go by where the backend says nothing. */
function autocompleteOf({ autocomplete, type, form }: FieldView): string | undefined {
  if (autocomplete) return autocomplete;
  if (type === 'code') return 'one-time-code';
  if (type === 'password') return form === 'create' ? 'new-password' : 'current-password';
  return type === 'text' ? undefined : type;
}

/**
 * The input's id is the field's name, as password managers look for it; ours have a colon, which no
 * name has.
 */
export function fieldRow(view: FieldView): TemplateResult {
  const { name, label, hint, type, required, pattern, error, optional, aside, picture } = view;
  const isCode = type === 'code';
  const described = [hint && `hint:${name}`, error && `error:${name}`].filter(Boolean).join(' ');
  return html`<div part="field" class="field ${picture ? 'pictured' : ''}">
    ${picture ?? nothing}
    <label part="label" for=${name}
      ><bdi>${clip(label)}</bdi>${required ? nothing : html` <small>${optional}</small>`}</label
    >
    <div class="line">
      <input
        part="input"
        class=${isCode ? 'code' : ''}
        id=${name}
        name=${name}
        type=${isCode ? 'text' : type}
        inputmode=${isCode ? 'numeric' : nothing}
        maxlength=${isCode ? 16 : nothing}
        autocomplete=${autocompleteOf(view) ?? nothing}
        autocapitalize="none"
        spellcheck="false"
        pattern=${(!isCode && pattern) || nothing}
        ?required=${required}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${described || nothing}
      />${aside}
    </div>
    ${hint ? html`<small part="hint" id="hint:${name}"><bdi>${clipHint(hint)}</bdi></small>` : nothing}
    ${errorLine(name, error)}
  </div>`;
}

/** Opens with a movement: what stands below is not to jump. */
export function errorLine(name: string, error: string): TemplateResult {
  return html`<div class="fold ${error ? 'open' : ''}">
    <div>
      ${error ? html`<span part="error" class="error" id="error:${name}"><bdi>${error}</bdi></span>` : nothing}
    </div>
  </div>`;
}
