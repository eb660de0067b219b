/** The card's main part: title, sentence, the tile with the QR code, and the account below it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../client/state.js';
import type { Terms } from '../../locales/terms/login.js';
import { accountPlaceholder, accountRow } from '../shared/account-row.js';
import { icon } from '../shared/icons.js';
import { words } from '../shared/words.js';
import type { CardText } from './text.js';
import type { View } from './view-of.js';

export interface TileOptions {
  readonly view: View;
  readonly text: CardText;
  readonly terms: Terms | undefined;
  readonly shown: Shown | undefined;
  readonly logo: string | undefined;
  /** The visitor pressed the button on the tile. */
  readonly onPress: () => void;
  /** The QR code cannot be drawn. */
  readonly onQrError: (event: Event) => void;
}

export function renderTile(options: TileOptions): TemplateResult {
  const { view, text, terms, shown, logo, onQrError } = options;
  const tile = html`<wechat-mp-qr
    exportparts="tile"
    .value=${shown?.url}
    .label=${terms?.picture}
    .logo=${logo}
    .state=${view.tile}
    .expiresAtMs=${view.expiresAtMs}
    .lifetimeMs=${view.lifetimeMs}
    @error=${onQrError}
    >${renderOverlay(options)}</wechat-mp-qr
  >`;
  return html`<h2 part="title" .textContent=${text.title}></h2>
    <p part="text" .textContent=${text.sentence}></p>
    ${view.text === 'captcha_required' ? html`<slot name="captcha">${tile}</slot>` : tile}
    ${renderAccount(options)}`;
}

/** On the tile: the digits for the chat, an icon, a button. */
function renderOverlay({ view, terms, onPress }: TileOptions): TemplateResult {
  const { chatDigits, action } = view;
  const label = action && terms?.[action];
  const button = html`<button part="button" @click=${onPress}>
    ${action === 'refresh' ? icon(action) : nothing}${words(label)}
  </button>`;
  return html`<div class="over">
    ${chatDigits ? html`<bdi .textContent=${chatDigits.replace(/.../, '$& ')}></bdi>` : nothing}
    ${view.icon ? icon(view.icon) : nothing} ${label ? button : nothing}
  </div>`;
}

/** The official account, and after signing in the visitor's own. */
function renderAccount({ view, text, terms, shown }: TileOptions): TemplateResult {
  const official = shown?.officialAccount;
  const account = view.account ?? official;
  const note = view.account
    ? terms?.yourAccount
    : (text.notice ?? terms?.kinds[official?.kind ?? 'service']);
  const placeholder = view.tile === 'loading' ? accountPlaceholder : nothing;
  return html`<div id="account" part="account">
    ${account ? accountRow(account, note) : placeholder}
  </div>`;
}
