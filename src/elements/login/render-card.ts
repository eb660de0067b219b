/** The card's main part: title, sentence, the tile with the QR code, and the account below it. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../client/state.js';
import type { Terms } from '../../locales/terms/login.js';
import { accountPlaceholder, accountRow } from '../shared/account-row.js';
import { icon, icons } from '../shared/icons.js';
import { words } from '../shared/words.js';
import type { CardText } from './text.js';
import type { View } from './view-of.js';

export interface CardOptions {
  readonly view: View;
  readonly text: CardText;
  readonly terms: Terms | undefined;
  readonly shown: Shown | undefined;
  readonly logo: string | undefined;
  /** Fills the tile: what to look for in the chat. */
  readonly drawing: TemplateResult | undefined;
  /** In place of the tile: a way to sign in beside a QR code on a desktop. */
  readonly door: TemplateResult | undefined;
  /** The visitor pressed the button on the tile, or in its place. */
  readonly onPress: () => void;
  /** The QR code cannot be drawn. */
  readonly onQrError: (event: Event) => void;
}

export function renderCard(options: CardOptions): TemplateResult {
  const { view, text } = options;
  const isLow = view.tile === 'none';
  return html`<h2 part="title">
      ${isLow && view.icon ? icon(view.icon) : nothing}${words(text.title)}
    </h2>
    <p part="text" class=${isLow ? 'low' : ''} .textContent=${text.sentence}></p>
    ${options.door ?? (isLow ? renderAction(options) : renderTile(options))}
    ${renderAccount(options)}`;
}

function renderTile(options: CardOptions): TemplateResult {
  const { view, terms, shown, logo, drawing, onQrError } = options;
  return html`<wechat-mp-qr
    exportparts="tile"
    .value=${shown?.method === 'scan' ? shown.url : undefined}
    .image=${shown?.method === 'scan' ? shown.image : undefined}
    .label=${terms?.picture}
    .logo=${logo}
    .state=${drawing ? 'blank' : view.tile}
    .expiresAtMs=${view.expiresAtMs}
    .lifetimeMs=${view.lifetimeMs}
    @error=${onQrError}
    >${
      drawing ??
      html`<div class="over">
        ${view.icon ? icon(view.icon) : nothing} ${renderButton(options)}
      </div>`
    }</wechat-mp-qr
  >`;
}

/** Reserves the place of the button until its label has loaded. */
function renderAction(options: CardOptions): unknown {
  const { text, action } = options.view;
  const button = action ? html`<div class="action">${renderButton(options)}</div>` : nothing;
  return text === 'captcha_required' ? html`<slot name="captcha">${button}</slot>` : button;
}

function renderButton({ view: { action }, terms, onPress }: CardOptions): unknown {
  const label = action && terms?.[action];
  if (!label) return nothing;
  return html`<button part="button" @click=${onPress}>
    ${action === 'refresh' ? icon(icons.refresh) : nothing}${words(label)}
  </button>`;
}

/**
 * The official account, and after signing in the visitor's own. Without the texts, the name would stand
 * alone and move when its second line arrives.
 */
function renderAccount({ view, text, terms, shown }: CardOptions): unknown {
  const official = shown?.officialAccount;
  const account = view.account ?? official;
  // Without a tile, there may be nothing to reserve the place for.
  if (!account && view.tile === 'none') return nothing;
  const note = view.account
    ? terms?.yourAccount
    : (text.notice ?? terms?.kinds[official?.kind ?? 'service']);
  const placeholder = view.tile === 'loading' ? accountPlaceholder : nothing;
  return html`<div id="account" part="account">
    ${account && terms ? accountRow(account, note) : placeholder}
  </div>`;
}
