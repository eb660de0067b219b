/** A QR code as an `<img>`, which a phone can save and WeChat can recognize; else as the tile of a desktop. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownScan } from '../../../../client/state.js';
import type { CardContext } from './context.js';

export function renderPicture(
  code: Pick<ShownScan, 'url' | 'image'>,
  label: string | undefined,
  { logo, pictureOf, onPictureError }: Pick<CardContext, 'logo' | 'pictureOf' | 'onPictureError'>,
): TemplateResult {
  const picture = pictureOf(code);
  // One that cannot be drawn or is blocked: the visitor takes a screenshot of this.
  if (picture === null) {
    return html`<wechat-mp-qr
      exportparts="tile"
      .value=${code.url}
      .image=${code.image}
      .label=${label}
      .logo=${logo}
    ></wechat-mp-qr>`;
  }
  return html`<div class="picture" part="tile">
    ${
      picture &&
      html`<img
        src=${picture}
        alt=${label ?? ''}
        draggable="false"
        referrerpolicy="no-referrer"
        @error=${() => onPictureError(picture)}
      />`
    }
  </div>`;
}
