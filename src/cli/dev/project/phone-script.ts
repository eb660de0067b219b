/** The script that puts the phone on a page of the project. */
import type { Language } from '../../language.js';
import { texts } from '../texts/index.js';

/**
 * Waits until the page has loaded, because a framework may still take over the markup. The phone must not
 * cover the QR code: the page leaves room for it beside itself, and a narrow one has it below.
 */
export function phoneScript(language: Language, module: string, simulator: string): string {
  return `import ${JSON.stringify(module)};

const sheet = new CSSStyleSheet();
sheet.replaceSync(\`
  wechat-phone { inline-size: 260px; block-size: 540px; margin: 16px auto }
  @media (min-width: 640px) {
    html { padding-inline-end: 292px }
    wechat-phone { position: fixed; inset: auto 16px 16px auto; block-size: min(540px, 100vh - 32px); margin: 0; z-index: 2147483647 }
  }
\`);
const show = () => {
  document.adoptedStyleSheets.push(sheet);
  const phone = document.createElement('wechat-phone');
  phone.lang = ${JSON.stringify(texts[language].page.lang)};
  phone.simulator = ${JSON.stringify(simulator)};
  document.body.append(phone);
};
if (document.readyState === 'complete') show();
else addEventListener('load', show, { once: true });
`;
}
