/**
 * `<live-stage>`: a page and a phone beside it, with all that is between them. With `settings`, the
 * page is that of a member who is signed in. Gone, it leaves nothing.
 */
import { html, nothing, render } from 'lit';
import type { TemplateResult } from 'lit';
import { members } from '../demo/members.js';
import '../demo/phone/demo-phone.js';
import '../src/identities.js';
import '../src/index.js';
import { createLive } from './live.js';
import type { Live } from './live.js';

const { zhouLan, gaoYuan, heXin } = members;

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

/** Where the phone keeps its chats: those of another platform mean nothing to a new one. */
const phoneMemory = 'demo-phone';

class LiveStage extends HTMLElement {
  #live: Live | undefined;

  connectedCallback(): void {
    const isEnglish = this.closest('[lang]')?.getAttribute('lang') === 'en';
    const words = texts[isEnglish ? 'en' : 'zh-Hans'];
    sessionStorage.removeItem(phoneMemory);
    const live = createLive(words.shop);
    this.#live = live;
    const draw = (page: TemplateResult): void => {
      // Removed while its member was being signed in.
      if (this.#live !== live) return;
      render(
        html`<div>${page}</div>
          <demo-phone .link=${live.phone} .inbox=${live.inbox}></demo-phone>`,
        this,
      );
    };
    if (!this.hasAttribute('settings')) {
      draw(this.#signIn(live, words));
      return;
    }
    void live.signIn().then(() => draw(this.#settings(live)));
  }

  disconnectedCallback(): void {
    // The tag first: it tells its backend that nobody waits any more.
    render(nothing, this);
    this.#live?.close();
    this.#live = undefined;
  }

  #signIn(live: Live, { again, known }: (typeof texts)['en']): TemplateResult {
    const start = async (): Promise<void> => {
      await live.signOut();
      const phone = this.querySelector('demo-phone');
      // Back to its first screen.
      if (phone) phone.link = live.phone;
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
