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
  return renderOption({
    content: html`<span class="badge">${bindingIcon(action)}</span>
      <span class="option-text"
        ><b .textContent=${label}></b><small .textContent=${note}></small
      ></span>`,
    isDisabled: Boolean(state.busy),
    isBusy: action === 'create' && Boolean(state.busy),
    onClick: () => handlers.onCreateOrLink(action),
  });
}

export function renderAccounts(view: BindingView): readonly TemplateResult[] | undefined {
  return view.state.accounts?.map((account) => renderAccount(view, account));
}

function renderAccount(
  { state, selected, handlers }: BindingView,
  account: Choice,
): TemplateResult {
  const { choice } = account;
  return renderOption({
    content: accountRow(account, undefined),
    isDisabled: Boolean(state.busy),
    isBusy: Boolean(state.busy) && choice === selected,
    onClick: () => handlers.onSelect(choice),
  });
}

interface OptionView {
  readonly content: TemplateResult;
  readonly isDisabled: boolean;
  /** Whether a spinner replaces the arrow. */
  readonly isBusy: boolean;
  readonly onClick: () => void;
}

function renderOption({ content, isDisabled, isBusy, onClick }: OptionView): TemplateResult {
  return html`<button
    type="button"
    part="option"
    class="row"
    aria-disabled=${isDisabled ? 'true' : 'false'}
    @click=${onClick}
  >
    ${content} ${isBusy ? html`<i class="spin"></i>` : bindingIcon('go')}
  </button>`;
}
