/** Inside WeChat without web authorization: one QR code on the screen, as an `<img>` to press and hold. */
import type { TemplateResult } from 'lit';
import type { ShownScan } from '../../../../client/state.js';
import type { CardContext } from './context.js';
import { renderPicture } from './picture.js';

export function renderLongPress(
  context: CardContext<ShownScan>,
  label: string | undefined,
): TemplateResult {
  return renderPicture(context.shown, label, context);
}
