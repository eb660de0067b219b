/** `<live-stage>`: a page and a phone beside it, with all that is between them. Gone, it leaves nothing. */
import { html, nothing, render } from 'lit';
import '../demo/phone/demo-phone.js';
import '../src/index.js';
import { createLive } from './live.js';
import type { Live } from './live.js';

const texts = {
  'zh-Hans': { shop: '山岚商店', again: '退出，再来一次' },
  en: { shop: 'Shanlan Store', again: 'Sign out, and once more' },
};

/** Where the phone keeps its chats: those of another platform mean nothing to a new one. */
const phoneMemory = 'demo-phone';

class LiveStage extends HTMLElement {
  #live: Live | undefined;

  connectedCallback(): void {
    const isEnglish = this.closest('[lang]')?.getAttribute('lang') === 'en';
    const { shop, again } = texts[isEnglish ? 'en' : 'zh-Hans'];
    sessionStorage.removeItem(phoneMemory);
    const live = createLive(shop);
    this.#live = live;
    const start = (): void => {
      live.signOut();
      const phone = this.querySelector('demo-phone');
      // Back to its first screen.
      if (phone) phone.link = live.phone;
      this.querySelector('wechat-mp-login')?.start();
    };
    render(
      html`<div>
          <wechat-mp-login .backend=${live.backend}></wechat-mp-login>
          <button type="button" @click=${start}>${again}</button>
        </div>
        <demo-phone .link=${live.phone}></demo-phone>`,
      this,
    );
  }

  disconnectedCallback(): void {
    // The tag first: it tells its backend that nobody waits any more.
    render(nothing, this);
    this.#live?.close();
    this.#live = undefined;
  }
}

customElements.define('live-stage', LiveStage);
