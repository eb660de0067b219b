/** The lists of large buttons: a new account or an existing one, and the accounts to choose from. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Choice } from '../../../protocol/messages.js';
import { accountRow } from '../../shared/account-row.js';
import type { BindingView } from './binding-view.js';
import { bindingIcon } from './icons.js';

export function renderCreateOrLink(view: BindingView): readonly TemplateResult[] {
  const { newAccount, existingAccount } = view.terms;
  return [renderAction(view, 'create', newAccount), renderAction(view, 'link', existingAccount)];
}

function renderAction(
  { state, handlers }: BindingView,
  action: 'create' | 'link',
  [label, note]: readonly [string, string],
): TemplateResult {
  return html`<button
    type="button"
    part="option"
    class="row"
    aria-disabled=${state.busy ? 'true' : 'false'}
    @click=${() => handlers.onCreateOrLink(action)}
  >
    <span class="badge">${bindingIcon(action)}</span>
    <span class="option-text"><b>${label}</b><small>${note}</small></span>
    ${renderRowEnd(action === 'create' && Boolean(state.busy))}
  </button>`;
}

export function renderAccounts(view: BindingView): readonly TemplateResult[] | undefined {
  return view.state.accounts?.map((account) => renderAccount(view, account));
}

function renderAccount(
  { state, selected, handlers }: BindingView,
  account: Choice,
): TemplateResult {
  const { choice } = account;
  return html`<button
    type="button"
    part="option"
    class="row"
    aria-disabled=${state.busy ? 'true' : 'false'}
    @click=${() => handlers.onSelect(choice)}
  >
    ${accountRow(account, undefined)} ${renderRowEnd(Boolean(state.busy) && choice === selected)}
  </button>`;
}

function renderRowEnd(isBusy: boolean): TemplateResult {
  return isBusy ? html`<i class="spin"></i>` : bindingIcon('go');
}
