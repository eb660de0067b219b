/** The first page: the tag for visitors who are signed out, the account for those who are signed in. */
import { html, raw } from 'hono/html';
import { attackLink } from './attack.js';
import { address, renderPage, type Markup } from './layout.js';
import { texts, type Lang } from './texts.js';
import { tryIt } from './try-it.js';

export interface HomeOptions {
  readonly lang: Lang;
  readonly hasPhone: boolean;
  readonly canStepUp: boolean;
  /** The name of the account that is signed in. */
  readonly name?: string | undefined;
  /** Whether the new name that was sent is invalid. */
  readonly isNameRefused?: boolean;
  /** The page that asks for a fresh sign-in. The tag is then shown to signed-in visitors, too. */
  readonly reauthenticateFor?: string | undefined;
}

export function renderHome(options: HomeOptions) {
  const { lang, hasPhone, name, isNameRefused = false, reauthenticateFor } = options;
  const t = texts[lang];
  const isSignedIn = name !== undefined && reauthenticateFor === undefined;
  return renderPage({
    lang,
    path:
      reauthenticateFor === undefined ? '/' : `/?again=${encodeURIComponent(reauthenticateFor)}`,
    ...(isSignedIn ? {} : { title: t.title }),
    hasPhone,
    scripts: ['page'],
    content: html`<section class="panel" aria-label="${t.title}">
      ${isSignedIn ? accountCard(name, lang, isNameRefused) : login(options, reauthenticateFor)}
      ${isSignedIn && hasPhone ? html`<p class="other">${attackLink(lang, 'quiet')}</p>` : ''}
    </section>`,
  });
}

function login({ lang, hasPhone, canStepUp }: HomeOptions, returnTo = '/'): Markup {
  const t = texts[lang];
  const passwordPath =
    returnTo === '/' ? '/password' : `/password?return=${encodeURIComponent(returnTo)}`;
  return html`<h1 class="visually-hidden">${t.title}</h1>
    <wechat-mp-login
      backend="/wechat-login"
      return-to="${address(returnTo, lang)}"
      ${returnTo !== '/' && canStepUp ? raw('purpose="step-up"') : ''}
      ${hasPhone ? raw('allowed-addresses="/simulator/connect/oauth2/authorize"') : ''}
    ></wechat-mp-login>
    <p class="other">
      <a class="quiet" href="${address(passwordPath, lang)}">${t.withPassword}</a>
    </p>
    ${tryIt(lang, hasPhone)}`;
}

function accountCard(name: string, lang: Lang, isNameRefused: boolean): Markup {
  const t = texts[lang];
  return html`<div class="card">
    <p class="soft">${t.signedInAs}</p>
    <h1><bdi>${name}</bdi></h1>
    <form method="post" action="${address('/name', lang)}" class="row">
      <label for="name">${t.name}</label>
      <input
        id="name"
        name="name"
        value="${name}"
        maxlength="200"
        autocomplete="nickname"
        required
        ${isNameRefused ? raw('aria-invalid="true" aria-describedby="name-error"') : ''}
      />
      <button>${t.rename}</button>
      ${isNameRefused ? html`<p id="name-error" class="bad">${t.nameRefused}</p>` : ''}
    </form>
    <a class="plain" href="${address('/settings', lang)}">${t.settings}</a>
    <form method="post" action="${address('/sign-out', lang)}">
      <button class="quiet">${t.signOut}</button>
    </form>
  </div>`;
}
