/** The frame that all pages of the shop share. */
import { html, raw } from 'hono/html';
import { shopName, texts, type Lang } from './texts.js';

/** Markup made by `html`, which escapes every value that is put into it. */
export type Markup = ReturnType<typeof html>;

export interface PageOptions {
  readonly lang: Lang;
  /** Path and query of this page without the language, such as `/password?return=settings`. */
  readonly path: string;
  /** Stands before the shop's name in the window's title. */
  readonly title?: string;
  /** Whether a simulated phone is shown beside the page. */
  readonly hasPhone: boolean;
  /** Names of scripts in `/assets/`, without `.js`. */
  readonly scripts?: readonly string[];
  readonly content: Markup;
}

/** The address of a page in this language. */
export function address(path: string, lang: Lang): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}

export function renderPage({ lang, path, title, hasPhone, scripts = [], content }: PageOptions) {
  const t = texts[lang];
  const other: Lang = lang === 'en' ? 'zh-Hans' : 'en';
  return html`${raw('<!doctype html>')}
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title ? `${title} · ${shopName[lang]}` : shopName[lang]}</title>
        <link rel="icon" href="/avatar.svg" />
        <link rel="stylesheet" href="/assets/page.css" />
        ${[...(hasPhone ? ['phone'] : []), ...scripts].map(
          (name) => html`<script type="module" src="/assets/${name}.js"></script>`,
        )}
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="${address('/', lang)}"
            ><img src="/avatar.svg" alt="" width="32" height="32" />${shopName[lang]}</a
          >
          <a class="quiet" href="${address(path, other)}" lang="${other}" hreflang="${other}"
            >${t.other}</a
          >
        </header>
        <main class="columns">${content} ${hasPhone ? phoneColumn(lang) : ''}</main>
        <footer class="about">
          ${t.about}${hasPhone ? `${lang === 'en' ? ' ' : ''}${t.simulated}` : ''}
        </footer>
      </body>
    </html>`;
}

function phoneColumn(lang: Lang): Markup {
  return html`<aside class="phone">
    <p class="hint">${texts[lang].phone}</p>
    <wechat-phone simulator="/simulator" lang="${lang}"></wechat-phone>
  </aside>`;
}
