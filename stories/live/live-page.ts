/**
 * `<live-stage>`: a page and a phone beside it, with all that is between them. With `settings`, the
 * page is that of a member who is signed in. Gone, it leaves nothing.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { action } from 'storybook/actions';
import type { Person, PhoneConnection } from 'wechat-mp-login/phone';
import { customers } from '../../demo/shop/customers.js';
import 'wechat-mp-login/phone';
import 'wechat-mp-login/identities';
import 'wechat-mp-login';
import { createLive, people } from './live.js';
import type { Live, Platform, Who } from './live.js';
import type { Network } from './network.js';

const { zhouLan, gaoYuan, heXin } = customers;

type Words = Readonly<Record<'shop' | 'again', string>> & { readonly known: readonly string[] };

const texts = {
  'zh-Hans': {
    shop: '山岚商店',
    again: '退出，再来一次',
    known: [
      `会员：${zhouLan.email}，密码 ${zhouLan.password}`,
      `${gaoYuan.email}：验证码发到手机的“信息”`,
      `${heXin.phone}：一个号码，两个账号`,
    ],
  },
  'zh-Hant': {
    shop: '山嵐商店',
    again: '登出，再來一次',
    known: [
      `會員：${zhouLan.email}，密碼 ${zhouLan.password}`,
      `${gaoYuan.email}：驗證碼傳到手機的「訊息」`,
      `${heXin.phone}：一個號碼，兩個帳號`,
    ],
  },
  en: {
    shop: 'Shanlan Store',
    again: 'Sign out, and once more',
    known: [
      `Members: ${zhouLan.email}, password ${zhouLan.password}`,
      `${gaoYuan.email}: by a code, in the phone’s Messages`,
      `${heXin.phone}: one number, two accounts`,
    ],
  },
};

/** Whose phones are there, each with somebody in hand. */
export const casts = {
  'new follower': ['new follower'],
  follower: ['follower'],
  member: ['member'],
  /** Somebody has the code in view too, and taps Follow when it is in use. */
  'somebody else': ['follower', 'new follower'],
} as const satisfies Record<string, readonly Who[]>;

export interface Conditions {
  readonly person: keyof typeof casts;
  readonly network: Network;
  readonly platform: Platform;
  readonly codeLifetimeS?: number | undefined;
}

/** Where the phone keeps its chats: those of another platform mean nothing to a new one. */
const phoneMemory = 'wechat-phone';

/** The phone is given to the first of its people. */
function inHandOf(phone: PhoneConnection, who: Who): PhoneConnection {
  const isOwner = ({ id }: Person): boolean => id === people[who].id;
  return {
    ...phone,
    people: async () =>
      (await phone.people()).sort((one, other) => Number(isOwner(other)) - Number(isOwner(one))),
  };
}

export class LiveStage extends HTMLElement {
  #live: Live | undefined;
  #phones: readonly PhoneConnection[] = [];
  #conditions: Conditions = { person: 'new follower', network: 'fast', platform: 'fine' };

  /** While it runs, network and platform change around the login; else another one begins. */
  set conditions(next: Conditions) {
    const { person, platform, codeLifetimeS } = this.#conditions;
    this.#conditions = next;
    if (!this.#live) return;
    // A spent quota is remembered by the backend until the next day.
    const isOver = platform !== next.platform && platform === 'quota spent';
    if (isOver || person !== next.person || codeLifetimeS !== next.codeLifetimeS) this.#begin();
    else this.#arrange(this.#live);
    // In the toolbar's language: only the words change.
    this.#draw();
  }

  get conditions(): Conditions {
    return this.#conditions;
  }

  /** What goes on behind the page. */
  get live(): Live | undefined {
    return this.#live;
  }

  connectedCallback(): void {
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#end();
  }

  #begin(): void {
    this.#end();
    const { codeLifetimeS } = this.#conditions;
    const live = createLive({
      shop: this.#words.shop,
      linked: !this.#isSettings,
      codeLifetimeS,
      log: action('backend'),
    });
    this.#live = live;
    this.#arrange(live);
    sessionStorage.removeItem(phoneMemory);
    this.#phones = casts[this.#conditions.person].map((who) => inHandOf(live.phone, who));
    if (this.#isSettings) void live.signIn().then(() => this.#draw(live));
    else this.#draw();
  }

  get #isSettings(): boolean {
    return this.hasAttribute('settings');
  }

  get #lang(): string {
    return this.closest('[lang]')?.getAttribute('lang') ?? 'en';
  }

  get #words(): Words {
    return texts[this.#lang in texts ? (this.#lang as keyof typeof texts) : 'en'];
  }

  #arrange(live: Live): void {
    const { network, platform } = this.#conditions;
    live.platform = platform;
    live.line.network = network;
  }

  /** @param of the login that was waited for; another may have begun since, or none be left */
  #draw(of?: Live): void {
    const live = this.#live;
    if (!live || (of ? of !== live : this.#isSettings && !this.firstElementChild)) return;
    const page = this.#isSettings ? this.#settings(live) : this.#signIn(live, this.#words);
    const phones = this.#phones.map(
      (phone) =>
        html`<wechat-phone
          lang=${this.#lang}
          .connection=${phone}
          .inbox=${live.inbox}
        ></wechat-phone>`,
    );
    render(
      html`<div>${page}</div>
        ${phones}`,
      this,
    );
  }

  #end(): void {
    // The tag first: it tells its backend that nobody waits any more.
    render(nothing, this);
    this.#live?.close();
    this.#live = undefined;
  }

  #signIn(live: Live, { again, known }: Words): TemplateResult {
    const start = async (): Promise<void> => {
      await live.signOut();
      // Back to its first screen.
      for (const phone of this.querySelectorAll('wechat-phone'))
        phone.connection = phone.connection;
      this.querySelector('wechat-mp-login')?.start();
    };
    return html`<wechat-mp-login .backend=${live.backend}></wechat-mp-login>
      <button type="button" @click=${start}>${again}</button>
      <small>${known.map((line) => html`<div>${line}</div>`)}</small>`;
  }

  #settings({ identities, backend }: Live): TemplateResult {
    const refresh = (): void => this.querySelector('wechat-mp-identities')?.refresh();
    return html`<wechat-mp-identities .backend=${identities}></wechat-mp-identities>
      <wechat-mp-login
        manual
        .purpose=${'link'}
        .backend=${backend}
        @wechat-mp-login-success=${refresh}
      ></wechat-mp-login>`;
  }
}

customElements.define('live-stage', LiveStage);

declare global {
  interface HTMLElementTagNameMap {
    'live-stage': LiveStage;
  }
}
