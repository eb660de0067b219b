/** What `<wechat-mp-login>` needs after its first QR code at the earliest: the prompts, and the way back. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { ownReturnTo } from '../../client/page/page-address.js';
import type { BindingForm, BindingState } from '../../client/state.js';
import { startBinding } from '../binding/start-binding.js';
import { languageOf } from '../texts/language.js';
import type { LoginSuccessEvent } from './events.js';
import type { WechatMpLogin } from './wechat-mp-login.js';

export interface Later {
  /** Starts the prompts, once for each form. Returns nothing until they have started, or if the page asks. */
  renderPrompts(state: BindingState): TemplateResult | undefined;
}

/** @param onError the prompts cannot start without their texts */
export function createLater(login: WechatMpLogin, onError: (error: unknown) => void): Later {
  let started: BindingForm | undefined;
  let shown: BindingForm | undefined;
  goOnAfterReturn(login);

  async function start(state: BindingState): Promise<void> {
    started = state.form;
    try {
      const start = () => startBinding(login, state, languageOf(login));
      if (await loadWhenNeeded(start)) shown = state.form;
      login.requestUpdate();
    } catch (error) {
      onError(error);
    }
  }

  return {
    renderPrompts(state) {
      if (state.form !== started) void start(state);
      if (state.form !== shown) return undefined;
      return html`<slot name="binding"
        ><wechat-mp-binding
          .state=${state}
          .lang=${languageOf(login)}
          .texts=${login.texts}
          @restart=${() => login.refresh()}
        ></wechat-mp-binding
      ></slot>`;
    },
  };
}

/**
 * Never lets a page stand still that has signed somebody in, was left, and comes back from the
 * back-forward cache (https://web.dev/articles/bfcache): it goes on again to where it went, or else
 * starts as after a reload.
 */
function goOnAfterReturn(login: WechatMpLogin): void {
  login.addEventListener('wechat-mp-login-success', (event: LoginSuccessEvent) => {
    const handlePageShow = ({ persisted }: PageTransitionEvent): void => {
      const { state } = login;
      const isOver = state.type !== 'success' || !login.isConnected;
      if (isOver) removeEventListener('pageshow', handlePageShow);
      if (isOver || !persisted) return;
      const path = event.defaultPrevented
        ? undefined
        : ownReturnTo(state.returnTo ?? login.returnTo);
      if (path) location.assign(path);
      else login.refresh();
    };
    addEventListener('pageshow', handlePageShow);
  });
}
