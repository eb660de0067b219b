/** A QR code as an `<img>`, which a phone can save and WeChat can recognize; else as the tile of a desktop. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownScan } from '../../../../client/state.js';
import type { Terms } from '../../../../locales/terms/login.js';
import type { CardContext } from './context.js';

export function renderPicture(
  { shown, logo, pictureOf, onPictureError }: CardContext<ShownScan>,
  label: Terms['picture'] | undefined,
): TemplateResult {
  const picture = pictureOf(shown);
  // One that cannot be drawn or is blocked: the visitor takes a screenshot of this.
  if (picture === null) {
    return html`<wechat-mp-qr
      .value=${shown.url}
      .image=${shown.image}
      .label=${label}
      .logo=${logo}
    ></wechat-mp-qr>`;
  }
  return html`<div class="picture">
    ${
      picture &&
      html`<img src=${picture} alt=${label ?? ''} draggable="false" @error=${onPictureError} />`
    }
  </div>`;
}
