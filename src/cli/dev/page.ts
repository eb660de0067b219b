/** The page of `dev`. */
import type { Language } from '../language.js';
import { texts } from './texts/index.js';

export interface PageOptions {
  readonly language: Language;
  /** The account that is signed in; absent when nobody is. */
  readonly name?: string | undefined;
  readonly hasPhone: boolean;
}

const styles = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { display: flex; flex-wrap: wrap; gap: 48px; justify-content: center; align-items: center; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box }
  main { width: 360px; max-width: 100% }
  button { font: inherit; padding: 8px 16px }`;

export function renderPage({ language, name, hasPhone }: PageOptions): string {
  const { lang, title, signedInAs, signOut, hint, realHint } = texts[language].page;
  const allowed = hasPhone ? ' allowed-addresses="/simulator/connect/oauth2/authorize"' : '';
  const content =
    name === undefined
      ? `<wechat-mp-login backend="/wechat-login" return-to="/"${allowed}></wechat-mp-login>
    <p>${hasPhone ? hint : realHint}</p>`
      : `<p>${signedInAs} <strong><bdi>${escape(name)}</bdi></strong></p>
    <form method="post" action="/sign-out"><button>${signOut}</button></form>`;
  const phone = `
  <script type="module" src="/assets/phone.js"></script>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <style>${styles}</style>${hasPhone ? phone : ''}
  <script type="module" src="/assets/wechat-mp-login.min.js"></script>
</head>
<body>
  <main>
    <h1>${title}</h1>
    ${content}
  </main>
  ${hasPhone ? '<wechat-phone simulator="/simulator"></wechat-phone>' : ''}
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
