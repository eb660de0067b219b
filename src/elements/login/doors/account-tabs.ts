/** The choice between several official accounts, as tabs above the card's main part. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { OfficialAccount } from '../../../protocol/messages.js';

export interface AccountTabs {
  readonly accounts: readonly OfficialAccount[];
  /** The key of the account whose tab is selected. */
  readonly selected: string;
  /** The accessible name of the tabs. */
  readonly label: string | undefined;
  /** By kind, for accounts of the same name. */
  readonly kinds: Readonly<Record<OfficialAccount['kind'], string>> | undefined;
  readonly onChoose: (account: OfficialAccount) => void;
}

/**
 * The element gives the tab panel the id `panel`. A tab is chosen by a click, Enter or Space, and not by
 * the arrow keys alone: each choice costs the account a QR code.
 */
export function renderAccountTabs(tabs: AccountTabs): TemplateResult {
  return html`<div part="tabs" role="tablist" aria-label=${tabs.label ?? ''} @keydown=${handleKey}>
    ${tabs.accounts.map((account) => renderTab(account, tabs))}
  </div>`;
}

function renderTab(
  account: OfficialAccount,
  { accounts, selected, kinds, onChoose }: AccountTabs,
): TemplateResult {
  const { key, name, kind } = account;
  const isSelected = key === selected;
  const hasTwin = accounts.some((other) => other !== account && other.name === name);
  return html`<button
    id=${isSelected ? 'tab' : `tab-${key}`}
    part="tab"
    role="tab"
    aria-selected=${isSelected}
    aria-controls="panel"
    tabindex=${isSelected ? 0 : -1}
    @click=${() => {
      if (!isSelected) onChoose(account);
    }}
    .textContent=${hasTwin && kinds ? `${name} (${kinds[kind]})` : name}
  ></button>`;
}

/** Moves the focus, as https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ says. */
function handleKey(event: KeyboardEvent): void {
  const { key, currentTarget, target } = event;
  if (!(currentTarget instanceof Element) || !(target instanceof Element)) return;
  const tabs = [...currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
  const isRtl = getComputedStyle(currentTarget).direction === 'rtl';
  const now = tabs.findIndex((tab) => tab === target);
  const indexes: Readonly<Record<string, number>> = {
    [isRtl ? 'ArrowLeft' : 'ArrowRight']: (now + 1) % tabs.length,
    [isRtl ? 'ArrowRight' : 'ArrowLeft']: (now + tabs.length - 1) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  };
  const next = tabs[indexes[key] ?? -1];
  if (!next || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  next.focus();
}
