/** All styles as one constructed sheet: the page's policy allows no style in the markup. */
import { device } from './styles/device.js';
import { finder } from './styles/finder.js';
import { mail } from './styles/mail.js';
import { screens } from './styles/screens.js';
import { tokens } from './styles/tokens.js';

let sheet: CSSStyleSheet | undefined;

/** Made on first use, and shared by every phone on the page. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([tokens, device, screens, mail, finder].join('\n'));
  }
  return sheet;
}
