/** The shop's page, as text: signed out with the tag, signed in with the person's name. */
import { html, raw } from 'hono/html';

export type Lang = 'zh-Hans' | 'en';

export interface PageOptions {
  readonly lang: Lang;
  readonly shop: Readonly<Record<Lang, string>>;
  /** Who is signed in. */
  readonly name?: string;
  /** Whether a simulated phone stands beside. */
  readonly phone: boolean;
  /** Whether the new name that was sent cannot be used. */
  readonly nameRefused?: boolean;
}

const words = {
  'zh-Hans': {
    title: '登录',
    lead: '山野好物，慢慢挑。',
    signedInAs: '已登录为',
    name: '怎么称呼您',
    rename: '保存',
    nameRefused: '名字需为 1 到 40 个字，不含控制字符。',
    signOut: '退出登录',
    phone: '模拟手机：点“扫一扫”，读取页面上的二维码',
    other: 'English',
    about: '这是 wechat-mp-login 的演示。',
    simulated: '手机、微信平台和账号都是模拟的，整个流程在一个进程里真实运行。',
  },
  en: {
    title: 'Sign in',
    lead: 'Good things from the hills.',
    signedInAs: 'Signed in as',
    name: 'What should we call you?',
    rename: 'Save',
    nameRefused: 'A name has 1 to 40 characters and no control characters.',
    signOut: 'Sign out',
    phone: 'A simulated phone: tap Scan, and it reads the code on this page',
    other: '中文',
    about: 'This is the demo of wechat-mp-login.',
    simulated: 'Phone, platform and people are simulated; the login between them is real.',
  },
} satisfies Record<Lang, Record<string, string>>;

export function renderPage({ lang, shop, name, phone, nameRefused = false }: PageOptions) {
  const t = words[lang];
  const other: Lang = lang === 'en' ? 'zh-Hans' : 'en';
  return html`${raw('<!doctype html>')}
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name ? shop[lang] : `${t.title} · ${shop[lang]}`}</title>
        <link rel="icon" href="/avatar.svg" />
        <link rel="stylesheet" href="/assets/page.css" />
        <script type="module" src="/assets/page.js"></script>
        ${phone ? html`<script type="module" src="/assets/phone.js"></script>` : ''}
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="/?lang=${lang}"
            ><img src="/avatar.svg" alt="" width="32" height="32" />${shop[lang]}</a
          >
          <a class="quiet" href="/?lang=${other}" lang="${other}" hreflang="${other}">${t.other}</a>
        </header>
        <main class="stage">
          <section class="door" aria-label="${t.title}">
            ${name ? signedIn(name, lang, nameRefused) : signedOut(lang)}
          </section>
          ${
            phone
              ? html`<aside class="beside">
                  <p class="hint">${t.phone}</p>
                  <demo-phone lang="${lang}"></demo-phone>
                </aside>`
              : ''
          }
        </main>
        <footer class="about">${t.about}${phone ? ` ${t.simulated}` : ''}</footer>
      </body>
    </html>`;
}

function signedOut(lang: Lang) {
  return html`<wechat-mp-login
    backend="/wechat-login"
    return-to="/?lang=${lang}"
  ></wechat-mp-login>`;
}

function signedIn(name: string, lang: Lang, nameRefused: boolean) {
  const t = words[lang];
  return html`<div class="card">
    <p class="soft">${t.signedInAs}</p>
    <h1><bdi>${name}</bdi></h1>
    <form method="post" action="/name?lang=${lang}" class="row">
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
    <form method="post" action="/sign-out?lang=${lang}">
      <button class="quiet">${t.signOut}</button>
    </form>
  </div>`;
}
