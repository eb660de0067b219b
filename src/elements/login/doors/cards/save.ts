/** In a phone's browser: save the QR code, open WeChat, scan it from the album. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownScan } from '../../../../client/state.js';
import type { CardContext } from './context.js';
import { renderPicture } from './picture.js';
import { canShare, sharePicture } from './share.js';

export function renderSave(
  context: CardContext<ShownScan>,
  label: string | undefined,
): TemplateResult {
  const { shown, terms, pictureOf } = context;
  const picture = pictureOf(shown);
  return html`${renderPicture(context, label)}
    <ol class="steps">
      ${picture === null ? nothing : html`<li>${renderSaveStep(picture, context)}</li>`}
      <li>
        <a part="button" class="step" href="weixin://" .textContent=${terms?.openWechat ?? ''}></a>
      </li>
      <li><span .textContent=${terms?.scanAlbum ?? ''}></span></li>
    </ol>`;
}

/** iOS saves pictures to its album from the share sheet alone; a download would become a file. */
function renderSaveStep(
  picture: string | undefined,
  { terms }: CardContext<ShownScan>,
): TemplateResult {
  const name = `${terms?.fileName ?? 'wechat'}.png`;
  const handleClick = (event: Event): void => {
    if (!picture || !canShare(name)) return;
    event.preventDefault();
    void sharePicture(picture, name);
  };
  return html`<a
      part="button"
      class="step"
      href=${picture ?? '#'}
      download=${name}
      @click=${handleClick}
      .textContent=${terms?.savePicture ?? ''}
    ></a
    ><small .textContent=${terms?.holdPicture ?? ''}></small>`;
}
