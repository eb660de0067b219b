/** All styles as one constructed sheet, because the page's policy may forbid styles in markup. */
import { device } from './device.js';
import { finder } from './finder.js';
import { mail } from './mail.js';
import { screens } from './screens.js';
import { tokens } from './tokens.js';

let sheet: CSSStyleSheet | undefined;

/** Creates the sheet on first use. All phones on the page share it. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([tokens, device, screens, mail, finder].join('\n'));
  }
  return sheet;
}
