/** The radio buttons that choose among several link methods. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { clip } from '../../../protocol/graphemes.js';
import { chosenMethod, linkOptions } from '../derived-state.js';
import type { BindingView } from './binding-view.js';
import { words } from '../../shared/words.js';

/** They stand outside the form, which is replaced with each method: so the focus stays on them. */
export function renderMethods({
  state,
  terms,
  handlers,
}: BindingView): TemplateResult | typeof nothing {
  const options = linkOptions(state);
  const chosen = chosenMethod(state);
  if (options.length < 2) return nothing;
  return html`<fieldset part="methods" class=${options.length % 2 ? '' : 'pairs'}>
    <legend class="visually-hidden" .textContent=${terms.methods}></legend>
    ${options.map(
      ({ method, label }) =>
        html`<label part="method"
          ><input
            type="radio"
            name="method:"
            .checked=${live(method === chosen?.method)}
            @change=${() => handlers.onMethod(method)}
          />${words(method === 'session' ? terms.session : clip(label))}</label
        >`,
    )}
  </fieldset>`;
}
