/** By message: find the account, send the digits, confirm. Digits and steps are text that can be read aloud. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownMessage } from '../../../../client/state.js';
import { clip } from '../../../../protocol/graphemes.js';
import { renderDigits } from '../../confirm/digits.js';
import type { CardContext } from './context.js';

export function renderMessage(context: CardContext<ShownMessage>): TemplateResult {
  const { shown, terms, where, copied, onCopy } = context;
  const { digits, officialAccount } = shown;
  const name = clip(officialAccount.name);
  const picture = where === 'desktop' ? renderAccountPicture(context) : nothing;
  const find = picture === nothing ? terms?.find(name) : terms?.scanAccount(name);
  return html`<ol class="steps">
    <li><span .textContent=${find ?? ''}></span>${picture}</li>
    <li>
      <span .textContent=${terms?.send ?? ''}></span>
      ${renderDigits({
        digits,
        chat: terms,
        isCopied: copied === digits,
        onCopy: (from) => onCopy(digits, from),
      })}
    </li>
    <li><span .textContent=${terms?.confirm ?? ''}></span></li>
  </ol>`;
}

/** The account's own QR code, to follow it; it signs nobody in. */
function renderAccountPicture({
  shown: { image, url },
  terms,
  logo,
}: CardContext<ShownMessage>): TemplateResult | typeof nothing {
  if (image) {
    return html`<img
      class="account-code"
      src=${image}
      alt=${terms?.accountPicture ?? ''}
      referrerpolicy="no-referrer"
    />`;
  }
  return url
    ? html`<wechat-mp-qr
        class="account-code"
        .value=${url}
        .label=${terms?.accountPicture}
        .logo=${logo}
      ></wechat-mp-qr>`
    : nothing;
}
