/** Four brands, each with a ready theme of the package. The tags know none of them. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { controls } from '../docs/controls.js';
import type { Controlled } from '../docs/controls.js';
import { arrive } from '../support/login-story.js';
import { officialAccount, scriptedBackend } from '../support/scripted/backend.js';
import { readyThemes } from './ready-themes.js';
import type { ThemeName } from './ready-themes.js';
import './brands.css';

type BrandStory = StoryObj<Controlled>;
type Lang = 'zh-Hans' | 'zh-Hant' | 'en';

interface Brand {
  /** The class of its styles in brands.css. */
  readonly key: string;
  readonly theme: ThemeName;
  readonly name: string;
  /** The links in the page's header. */
  readonly nav: Readonly<Record<Lang, readonly string[]>>;
  readonly texts: Readonly<Record<Lang, readonly [title: string, text: string, footer: string]>>;
}

export default {
  title: 'Brands',
  component: 'wechat-mp-login',
  tags: ['!autodocs'],
  play: ({ canvasElement }) => arrive(canvasElement, { type: 'ready' }),
} satisfies Meta<Controlled>;

/** Applies to this story alone: it leaves the page with the story. */
function styleSheet(css: string): HTMLStyleElement {
  return Object.assign(document.createElement('style'), { textContent: css });
}

function brand({ key, theme, name, nav, texts }: Brand): BrandStory {
  const { key: account, kind } = officialAccount;
  const backend = scriptedBackend({ create: { officialAccount: { key: account, kind, name } } });
  return {
    render: (args, { globals }) => {
      const { language } = globals as { language: string };
      const lang: Lang = language === 'zh-Hans' || language === 'zh-Hant' ? language : 'en';
      const [title, text, footer] = texts[lang];
      return html`<div class="brand ${key}">
        ${styleSheet(readyThemes[theme])}
        <header>
          <strong>${name}</strong>
          <nav>${nav[lang].map((each) => html`<span>${each}</span>`)}</nav>
        </header>
        <main>
          <div class="intro">
            <h1>${title}</h1>
            <p>${text}</p>
          </div>
          <wechat-mp-login ${controls(args, { backend })}>
            <small slot="footer">${footer}</small>
          </wechat-mp-login>
        </main>
      </div>`;
    },
  };
}

/** Paper, ink and a seal: serif type, sharp corners, a dense layout. */
export const TeaShop = brand({
  key: 'tea',
  theme: 'paper',
  name: '野芽 Wild Bud Tea',
  nav: {
    'zh-Hans': ['茶单', '茶山', '门店'],
    'zh-Hant': ['茶單', '茶山', '門市'],
    en: ['Teas', 'Gardens', 'Shops'],
  },
  texts: {
    'zh-Hans': ['一叶知山', '登录后查看您的茶册与预订。', '春茶四月上新'],
    'zh-Hant': ['一葉知山', '登入後查看您的茶冊與預訂。', '春茶四月上新'],
    en: [
      'A leaf, a hill',
      'Sign in to see your tea book and your orders.',
      'Spring teas come in April',
    ],
  },
});

/** Soft, round and pastel: a bank without worries. */
export const Bank = brand({
  key: 'bank',
  theme: 'pastel',
  name: '鸽子银行 Dove Bank',
  nav: {
    'zh-Hans': ['账户', '储蓄', '帮助'],
    'zh-Hant': ['帳戶', '儲蓄', '說明'],
    en: ['Accounts', 'Savings', 'Help'],
  },
  texts: {
    'zh-Hans': ['早上好', '用微信扫一扫，几秒进入网上银行。', '我们不会索要您的密码'],
    'zh-Hant': ['早安', '用微信掃一掃，幾秒進入網路銀行。', '我們不會索取您的密碼'],
    en: [
      'Good morning',
      'Scan, and you are in your bank within seconds.',
      'We never ask for your password',
    ],
  },
});

/** Neon at night, and the same colours in daylight. */
export const GameStudio = brand({
  key: 'game',
  theme: 'neon',
  name: 'NIGHTKITE 夜鸢',
  nav: {
    'zh-Hans': ['游戏', '战队', '商城'],
    'zh-Hant': ['遊戲', '戰隊', '商城'],
    en: ['Games', 'Teams', 'Store'],
  },
  texts: {
    'zh-Hans': ['第七夜开启', '扫码登录，领取赛季通行证。', '适龄提示 12+'],
    'zh-Hant': ['第七夜開啟', '掃碼登入，領取賽季通行證。', '適齡提示 12+'],
    en: ['Night seven', 'Scan to sign in and claim your season pass.', 'Rated 12+'],
  },
});

/** Black, white and thin lines. */
export const Museum = brand({
  key: 'museum',
  theme: 'mono',
  name: '南岸美术馆 South Bank Museum',
  nav: {
    'zh-Hans': ['展览', '参观', '会员'],
    'zh-Hant': ['展覽', '參觀', '會員'],
    en: ['Exhibitions', 'Visit', 'Members'],
  },
  texts: {
    'zh-Hans': ['留白', '会员免排队。扫码登录即可预约。', '周一闭馆'],
    'zh-Hant': ['留白', '會員免排隊。掃碼登入即可預約。', '週一休館'],
    en: ['White space', 'Members skip the line. Scan to sign in and book.', 'Closed on Mondays'],
  },
});
