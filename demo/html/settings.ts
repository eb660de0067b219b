/** How the signed-in person gets in: the WeChats that are linked, another one, and other devices. */
import { html } from 'hono/html';
import { address, renderPage } from './layout.js';
import { words, type Lang } from './texts.js';

export interface SettingsOptions {
  readonly lang: Lang;
  readonly phone: boolean;
  readonly name: string;
  /** Whether the other sessions have just been ended. */
  readonly othersDone: boolean;
}

/** Where a change asks for a fresh proof. */
export const againPaths = {
  password: `/password?return=${encodeURIComponent('/settings')}`,
  scan: `/?again=${encodeURIComponent('/settings')}`,
} as const;

export function renderSettings({ lang, phone, name, othersDone }: SettingsOptions) {
  const t = words[lang];
  return renderPage({
    lang,
    here: '/settings',
    title: t.settings,
    phone,
    scripts: ['settings'],
    content: html`<section class="door column" aria-labelledby="settings">
        <div class="head">
          <h1 id="settings" class="page-title">${t.settings}</h1>
          <p class="soft">${t.signedInAs} <bdi>${name}</bdi></p>
        </div>
        <div id="again" class="card note" role="group" aria-labelledby="again-title" hidden>
          <h2 id="again-title" tabindex="-1">${t.again}</h2>
          <p class="soft">${t.againWhy}</p>
          <a class="solid" href="${address(againPaths.password, lang)}">${t.withPassword}</a>
          <a class="quiet" href="${address(againPaths.scan, lang)}">${t.withWechat}</a>
        </div>
        <wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>
        <form method="post" action="${address('/sign-out-others', lang)}" class="card others">
          <p class="soft">${t.othersWhy}</p>
          <button class="plain">${t.others}</button>
          ${othersDone ? html`<p class="good" role="status">${t.othersDone}</p>` : ''}
        </form>
        <a class="quiet" href="${address('/', lang)}">${t.back}</a>
      </section>
      <section class="door" aria-label="${t.linkTitle}">
        <wechat-mp-login purpose="link" backend="/wechat-login" manual></wechat-mp-login>
      </section>`,
  });
}
