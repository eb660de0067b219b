/**
 * `<live-page>`: a page with a phone beside it, and a backend and a network between them. With the
 * attribute `settings`, it is the settings page of a signed-in customer. It stops everything when it is
 * removed.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { action } from 'storybook/actions';
import type { Person, PhoneConnection } from 'wechat-mp-login/phone';
import { customers as shopCustomers } from '../../demo/shop/customers.js';
import 'wechat-mp-login/phone';
import 'wechat-mp-login/identities';
import 'wechat-mp-login';
import { createLiveBackend, people } from './live.js';
import type { LiveBackend, Platform, Role } from './live.js';
import type { Network } from './network.js';

const { zhouLan, gaoYuan, heXin } = shopCustomers;

type Texts = Readonly<Record<'shop' | 'again', string>> & { readonly customers: readonly string[] };

const texts = {
  'zh-Hans': {
    shop: '山岚商店',
    again: '退出，再来一次',
    customers: [
      `会员：${zhouLan.email}，密码 ${zhouLan.password}`,
      `${gaoYuan.email}：验证码发到手机的“信息”`,
      `${heXin.phone}：一个号码，两个账号`,
    ],
  },
  'zh-Hant': {
    shop: '山嵐商店',
    again: '登出，再來一次',
    customers: [
      `會員：${zhouLan.email}，密碼 ${zhouLan.password}`,
      `${gaoYuan.email}：驗證碼傳到手機的「訊息」`,
      `${heXin.phone}：一個號碼，兩個帳號`,
    ],
  },
  en: {
    shop: 'Shanlan Store',
    again: 'Sign out and start again',
    customers: [
      `Customers: ${zhouLan.email}, password ${zhouLan.password}`,
      `${gaoYuan.email}: verification code in Messages on the phone`,
      `${heXin.phone}: one number, two accounts`,
    ],
  },
};

/** The people whose phones are beside the page. */
export const phoneOwners = {
  'new follower': ['new follower'],
  follower: ['follower'],
  customer: ['customer'],
  /** A second person sees the same QR code, and taps Follow when it is already used. */
  'somebody else': ['follower', 'new follower'],
} as const satisfies Record<string, readonly Role[]>;

export interface Conditions {
  readonly person: keyof typeof phoneOwners;
  readonly network: Network;
  readonly platform: Platform;
  readonly codeLifetimeS?: number | undefined;
}

/** Where the phone stores its chats. They belong to one simulator, so a new one starts without them. */
const phoneMemory = 'wechat-phone';

/** Moves the owner to the front: a phone belongs to the first person in its list. */
function phoneOf(phone: PhoneConnection, owner: Role): PhoneConnection {
  const isOwner = ({ id }: Person): boolean => id === people[owner].id;
  return {
    ...phone,
    people: async () =>
      (await phone.people()).sort((one, other) => Number(isOwner(other)) - Number(isOwner(one))),
  };
}

export class LivePage extends HTMLElement {
  #live: LiveBackend | undefined;
  #phones: readonly PhoneConnection[] = [];
  #conditions: Conditions = { person: 'new follower', network: 'fast', platform: 'fine' };

  /** Network and platform change during a login. Any other change starts a new one. */
  set conditions(next: Conditions) {
    const { person, platform, codeLifetimeS } = this.#conditions;
    this.#conditions = next;
    if (!this.#live) return;
    // The backend remembers a spent quota until the next day.
    const wasQuotaSpent = platform === 'quota spent' && next.platform !== platform;
    if (wasQuotaSpent || person !== next.person || codeLifetimeS !== next.codeLifetimeS)
      this.#begin();
    else this.#arrange(this.#live);
    // The toolbar's language may have changed, which changes only texts.
    this.#draw();
  }

  get conditions(): Conditions {
    return this.#conditions;
  }

  /** The backend of the page. */
  get live(): LiveBackend | undefined {
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
    const live = createLiveBackend({
      shop: this.#texts.shop,
      linked: !this.#isSettings,
      codeLifetimeS,
      log: action('backend'),
    });
    this.#live = live;
    this.#arrange(live);
    sessionStorage.removeItem(phoneMemory);
    this.#phones = phoneOwners[this.#conditions.person].map((role) => phoneOf(live.phone, role));
    if (this.#isSettings) void live.signIn().then(() => this.#draw(live));
    else this.#draw();
  }

  get #isSettings(): boolean {
    return this.hasAttribute('settings');
  }

  get #lang(): string {
    return this.closest('[lang]')?.getAttribute('lang') ?? 'en';
  }

  get #texts(): Texts {
    return texts[this.#lang in texts ? (this.#lang as keyof typeof texts) : 'en'];
  }

  #arrange(live: LiveBackend): void {
    const { network, platform } = this.#conditions;
    live.platform = platform;
    live.connection.network = network;
  }

  /** @param signedIn the backend that has signed in. If a newer one has replaced it, draws nothing. */
  #draw(signedIn?: LiveBackend): void {
    const live = this.#live;
    if (!live || (signedIn ? signedIn !== live : this.#isSettings && !this.firstElementChild))
      return;
    const page = this.#isSettings ? this.#settings(live) : this.#signIn(live, this.#texts);
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
    // Remove the tag first, so that it can cancel its attempt.
    render(nothing, this);
    this.#live?.close();
    this.#live = undefined;
  }

  #signIn(live: LiveBackend, { again, customers }: Texts): TemplateResult {
    const start = async (): Promise<void> => {
      await live.signOut();
      // Takes the phone back to its first screen.
      for (const phone of this.querySelectorAll('wechat-phone'))
        phone.connection = phone.connection;
      this.querySelector('wechat-mp-login')?.start();
    };
    return html`<wechat-mp-login .backend=${live.backend}></wechat-mp-login>
      <button type="button" @click=${start}>${again}</button>
      <small>${customers.map((line) => html`<div>${line}</div>`)}</small>`;
  }

  #settings({ identities, backend }: LiveBackend): TemplateResult {
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

customElements.define('live-page', LivePage);

declare global {
  interface HTMLElementTagNameMap {
    'live-page': LivePage;
  }
}
