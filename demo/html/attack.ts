/** An attack to try: a stranger's browser shows its QR code to the person with the phone. */
import { html } from 'hono/html';
import type { DemoConfig } from '../config.js';
import { strangersBackend } from '../shop/stranger.js';
import { address, renderPage, type Markup } from './layout.js';
import { texts as shopTexts, type Lang } from './texts.js';

export interface AttackOptions {
  readonly lang: Lang;
  readonly confirm: DemoConfig['confirm'];
  /** The account that is signed in in the reader's browser, and the one in the stranger's. */
  readonly names: Readonly<Record<Browser, string | undefined>>;
}

type Browser = 'you' | 'stranger';

const zhHans = {
  title: '体验一次攻击',
  lead: '一个陌生人在自己的浏览器里打开了登录页，把页面上的二维码当作“优惠券”发给您。',
  first: ['先在店里', '用手机上的微信登录一次', '，这样才有账号可偷。'],
  scan: '用手机扫这个二维码，就像扫一张优惠券。',
  read: '读一读聊天里的提问：浏览器、系统和城市都不是您的。点“不是我”。',
  unasked: '这个演示以 CONFIRM=none 启动：聊天里不会提问，扫一下，陌生人就登录了。',
  window: '陌生人的浏览器',
  where: 'Firefox · Linux · 成都',
  you: '您',
  stranger: '陌生人',
  signedOut: '未登录',
  look: '刷新页面',
  restart: '让陌生人退出登录',
  careless: '如果不看就点了“确认”？',
  outcome:
    '陌生人就以您的身份登录了。提问写明了网站、浏览器、城市和时间，但没有哪种扫码登录能保护不看就确认的人。如果这是您第一次确认，此前的登录都会失效，连您自己也会退出登录。',
  undo: '24 小时内，聊天里登录消息下方的“不是我”仍然有效：它会结束陌生人的登录，并还原他对微信关联所做的更改。他在店里做过的其他事不会撤销。',
  modes: {
    auto: '如果微信在店里还没有账号，聊天里不会提问：陌生人最多得到一个新的空账号。CONFIRM=tap 时，所有人都会被问到。',
    tap: '',
    digits: '此时聊天里要的是页面上的 6 位数字，陌生人还得先骗您输入它。',
    none: '',
  },
  back: '返回首页',
} as const;

type AnyText<Text> = Text extends string
  ? string
  : { readonly [Key in keyof Text]: AnyText<Text[Key]> };

const en: AnyText<typeof zhHans> = {
  title: 'Try an attack',
  lead: 'A stranger has opened the sign-in page in their own browser, and sends you its QR code as a “coupon”.',
  first: [
    'First ',
    'sign in once with the WeChat on the phone',
    ', so that there is an account to steal.',
  ],
  scan: 'Scan this QR code with the phone, as you would scan a coupon.',
  read: 'Read the question in the chat. The browser, the system and the city are not yours. Tap Not me.',
  unasked:
    'This demo was started with CONFIRM=none. The chat asks nobody, so one scan signs the stranger in.',
  window: 'The stranger’s browser',
  where: 'Firefox · Linux · Chengdu',
  you: 'You',
  stranger: 'The stranger',
  signedOut: 'Not signed in',
  look: 'Reload the page',
  restart: 'Sign the stranger out',
  careless: 'And if I confirm without reading?',
  outcome:
    'Then the stranger is signed in as you. The question names the site, the browser, the city and the time, but no login by QR code protects anybody who confirms without reading. If it was your first confirmation, it ends all earlier sessions, so you are signed out yourself.',
  undo: 'For 24 hours, Not me below the chat’s message about the login still works: it ends the stranger’s login and reverses the links to WeChat that it made or removed. What else the stranger did in the shop stays done.',
  modes: {
    auto: 'A WeChat without an account at the shop is not asked: the stranger gets at most a new, empty account. With CONFIRM=tap, everybody is asked.',
    tap: '',
    digits:
      'Here the chat wants the six digits of the page, so the stranger also has to talk you into typing them.',
    none: '',
  },
  back: 'Back to the shop',
};

const texts = { 'zh-Hans': zhHans, en };

/** @param style the link's class in the stylesheet */
export function attackLink(lang: Lang, style: 'quiet' | 'inline'): Markup {
  return html`<a class="${style}" href="${address('/attack', lang)}">${texts[lang].title}</a>`;
}

export function renderAttack({ lang, confirm, names }: AttackOptions) {
  const t = texts[lang];
  return renderPage({
    lang,
    path: '/attack',
    title: t.title,
    hasPhone: true,
    scripts: ['page'],
    content: html`<section class="panel column attack" aria-labelledby="attack">
      <div class="head">
        <h1 id="attack" class="page-title">${t.title}</h1>
        <p class="soft">${t.lead}</p>
      </div>
      <ol class="steps">
        <li>
          ${t.first[0]}<a class="inline" href="${address('/', lang)}">${t.first[1]}</a>${t.first[2]}
        </li>
        <li>${t.scan}</li>
        <li>${confirm === 'none' ? t.unasked : t.read}</li>
      </ol>
      ${strangersWindow(lang, names.stranger)}
      <dl class="who">
        ${(['you', 'stranger'] as const).map(
          (browser) =>
            html`<dt>${t[browser]}</dt>
              <dd id="${browser}">${status(lang, names[browser])}</dd>`,
        )}
      </dl>
      <details class="try">
        <summary>${t.careless}</summary>
        ${[t.outcome, t.undo, t.modes[confirm]].map((text) => (text ? html`<p>${text}</p>` : ''))}
      </details>
      <a class="quiet" href="${address('/', lang)}">${t.back}</a>
    </section>`,
  });
}

function status(lang: Lang, name: string | undefined): Markup {
  const t = texts[lang];
  return name === undefined
    ? html`${t.signedOut}`
    : html`${shopTexts[lang].signedInAs} <bdi>${name}</bdi>`;
}

function strangersWindow(lang: Lang, name: string | undefined): Markup {
  const t = texts[lang];
  return html`<div class="window" role="group" aria-labelledby="window">
    <p class="window-bar"><b id="window">${t.window}</b> ${t.where}</p>
    ${name === undefined ? strangersLogin(lang) : strangersAccount(lang, name)}
  </div>`;
}

function strangersLogin(lang: Lang): Markup {
  return html`<wechat-mp-login
    backend="${strangersBackend}"
    return-to="${address('/attack', lang)}"
    variant="bare"
  ></wechat-mp-login>`;
}

function strangersAccount(lang: Lang, name: string): Markup {
  const t = texts[lang];
  return html`<div class="card">
    <p class="soft">${shopTexts[lang].signedInAs}</p>
    <h2><bdi>${name}</bdi></h2>
    <a class="plain" href="${address('/attack', lang)}">${t.look}</a>
    <form method="post" action="${address('/attack', lang)}">
      <button class="quiet">${t.restart}</button>
    </form>
  </div>`;
}
