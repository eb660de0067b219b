/** In a phone's browser: save the QR code, open WeChat, scan it from the album. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ShownScan } from '../../../../client/state.js';
import type { CardContext } from './context.js';
import { renderOpenWechat } from './open-wechat.js';
import { renderOutcome } from './outcome.js';
import { renderPicture } from './picture.js';
import { canShare, sharePicture } from './share.js';
import { renderSteps, words } from './steps.js';

export function renderSave(
  context: CardContext<ShownScan>,
  label: string | undefined,
): TemplateResult {
  const { shown, terms, pictureOf } = context;
  const picture = pictureOf(shown);
  return html`<div class="save">${renderPicture(shown, label, context)}</div>
    ${renderSteps([
      picture === null ? nothing : renderSaveStep(picture, context),
      renderOpenWechat(terms),
      words(terms?.scanAlbum),
    ])}`;
}

/** iOS saves pictures to its album from the share sheet alone; a download would become a file. */
function renderSaveStep(
  picture: string | undefined,
  { terms, outcome, onSave }: CardContext<ShownScan>,
): TemplateResult {
  const name = `${terms?.fileName ?? 'wechat'}.png`;
  const handleClick = async (event: Event): Promise<void> => {
    if (!picture) event.preventDefault();
    if (!picture || !canShare(name)) return;
    event.preventDefault();
    onSave(await sharePicture(picture, name));
  };
  return html`<a
      part="button"
      href=${picture ?? '#'}
      download=${name}
      @click=${(event: Event) => void handleClick(event)}
      .textContent=${terms?.savePicture ?? ''}
    ></a
    >${renderOutcome(outcome === 'not-saved' ? terms?.notSaved : undefined, terms?.holdPicture)}`;
}
