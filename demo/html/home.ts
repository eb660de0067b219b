/** The first page: signed out with the tag, signed in with the person's name. */
import { html, raw } from 'hono/html';
import { address, renderPage, type Markup } from './layout.js';
import { tryIt } from './try-it.js';
import { words, type Lang } from './texts.js';

export interface HomeOptions {
  readonly lang: Lang;
  readonly phone: boolean;
  /** Who is signed in. */
  readonly name?: string | undefined;
  /** Whether the new name that was sent cannot be used. */
  readonly nameRefused?: boolean;
  /** Where to sign in once more leads: the tag then stands here for who is signed in, too. */
  readonly again?: string | undefined;
}

export function renderHome({ lang, phone, name, nameRefused = false, again }: HomeOptions) {
  const t = words[lang];
  const isIn = name !== undefined && again === undefined;
  return renderPage({
    lang,
    here: again === undefined ? '/' : `/?again=${encodeURIComponent(again)}`,
    ...(isIn ? {} : { title: t.title }),
    phone,
    scripts: ['page'],
    content: html`<section class="door" aria-label="${t.title}">
      ${isIn ? signedIn(name, lang, nameRefused) : signedOut(lang, phone, again)}
    </section>`,
  });
}

function signedOut(lang: Lang, phone: boolean, again = '/'): Markup {
  const t = words[lang];
  const byPassword = again === '/' ? '/password' : `/password?return=${encodeURIComponent(again)}`;
  return html`<h1 class="said">${t.title}</h1>
    <wechat-mp-login backend="/wechat-login" return-to="${address(again, lang)}"></wechat-mp-login>
    <p class="other"><a class="quiet" href="${address(byPassword, lang)}">${t.withPassword}</a></p>
    ${tryIt(lang, phone)}`;
}

function signedIn(name: string, lang: Lang, nameRefused: boolean): Markup {
  const t = words[lang];
  return html`<div class="card">
    <p class="soft">${t.signedInAs}</p>
    <h1><bdi>${name}</bdi></h1>
    <form method="post" action="${address('/name', lang)}" class="row">
      <label for="name">${t.name}</label>
      <input
        id="name"
        name="name"
        value="${name}"
        maxlength="40"
        autocomplete="nickname"
        required
        ${nameRefused ? raw('aria-invalid="true" aria-describedby="name-error"') : ''}
      />
      <button>${t.rename}</button>
      ${nameRefused ? html`<p id="name-error" class="bad">${t.nameRefused}</p>` : ''}
    </form>
    <a class="plain" href="${address('/settings', lang)}">${t.settings}</a>
    <form method="post" action="${address('/sign-out', lang)}">
      <button class="quiet">${t.signOut}</button>
    </form>
  </div>`;
}
