/** How the signed-in person signs in: the linked WeChats, linking another one, and other devices. */
import { html } from 'hono/html';
import { address, renderPage } from './layout.js';
import { texts, type Lang } from './texts.js';

export interface SettingsOptions {
  readonly lang: Lang;
  readonly hasPhone: boolean;
  readonly name: string;
  /** Whether the person has just signed out everywhere else. */
  readonly hasEndedOthers: boolean;
}

/** Where to sign in again before a change. */
export const reauthenticationPaths = {
  password: `/password?return=${encodeURIComponent('/settings')}`,
  scan: `/?again=${encodeURIComponent('/settings')}`,
} as const;

export function renderSettings({ lang, hasPhone, name, hasEndedOthers }: SettingsOptions) {
  const t = texts[lang];
  return renderPage({
    lang,
    path: '/settings',
    title: t.settings,
    hasPhone,
    scripts: ['settings'],
    content: html`<section class="panel column" aria-labelledby="settings">
        <div class="head">
          <h1 id="settings" class="page-title">${t.settings}</h1>
          <p class="soft">${t.signedInAs} <bdi>${name}</bdi></p>
        </div>
        <div id="again" class="card note" role="group" aria-labelledby="again-title" hidden>
          <h2 id="again-title" tabindex="-1">${t.again}</h2>
          <p class="soft">${t.againWhy}</p>
          <a class="solid" href="${address(reauthenticationPaths.password, lang)}"
            >${t.withPassword}</a
          >
          <a class="quiet" href="${address(reauthenticationPaths.scan, lang)}">${t.withWechat}</a>
        </div>
        <wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>
        <form method="post" action="${address('/sign-out-others', lang)}" class="card others">
          <p class="soft">${t.othersWhy}</p>
          <button class="plain">${t.others}</button>
          ${hasEndedOthers ? html`<p class="good" role="status">${t.othersDone}</p>` : ''}
        </form>
        <a class="quiet" href="${address('/', lang)}">${t.back}</a>
      </section>
      <section class="panel" aria-label="${t.linkTitle}">
        <wechat-mp-login purpose="link" backend="/wechat-login" manual></wechat-mp-login>
      </section>`,
  });
}
