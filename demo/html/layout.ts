/** What all pages of the shop have in common. */
import { html, raw } from 'hono/html';
import { shop, words, type Lang } from './texts.js';

/** Markup by `html`, which escapes what is put into it. */
export type Markup = ReturnType<typeof html>;

export interface PageOptions {
  readonly lang: Lang;
  /** Path and query of this page without the language, as `/password?return=settings`. */
  readonly here: string;
  /** Before the shop's name in the window's title. */
  readonly title?: string;
  /** Whether a simulated phone stands beside. */
  readonly phone: boolean;
  /** Scripts by their name. */
  readonly scripts?: readonly string[];
  readonly content: Markup;
}

/** An address of the shop in this language. */
export function address(path: string, lang: Lang): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
}

export function renderPage({ lang, here, title, phone, scripts = [], content }: PageOptions) {
  const t = words[lang];
  const other: Lang = lang === 'en' ? 'zh-Hans' : 'en';
  return html`${raw('<!doctype html>')}
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title ? `${title} · ${shop[lang]}` : shop[lang]}</title>
        <link rel="icon" href="/avatar.svg" />
        <link rel="stylesheet" href="/assets/page.css" />
        ${[...scripts, ...(phone ? ['phone'] : [])].map(
          (name) => html`<script type="module" src="/assets/${name}.js"></script>`,
        )}
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="${address('/', lang)}"
            ><img src="/avatar.svg" alt="" width="32" height="32" />${shop[lang]}</a
          >
          <a class="quiet" href="${address(here, other)}" lang="${other}" hreflang="${other}"
            >${t.other}</a
          >
        </header>
        <main class="stage">
          ${content}
          ${
            phone
              ? html`<aside class="beside">
                  <p class="hint">${t.phone}</p>
                  <demo-phone lang="${lang}"></demo-phone>
                </aside>`
              : ''
          }
        </main>
        <footer class="about">
          ${t.about}${phone ? `${lang === 'en' ? ' ' : ''}${t.simulated}` : ''}
        </footer>
      </body>
    </html>`;
}
