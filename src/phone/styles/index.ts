/** All styles as one constructed sheet: the page's policy allows no style in the markup. */
import { device } from './device.js';
import { finder } from './finder.js';
import { mail } from './mail.js';
import { screens } from './screens.js';
import { tokens } from './tokens.js';

let sheet: CSSStyleSheet | undefined;

/** Made on first use, and shared by every phone on the page. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([tokens, device, screens, mail, finder].join('\n'));
  }
  return sheet;
}
