/**
 * What `<wechat-mp-login>` needs after its first QR code at the earliest: the drawing of the chat, the
 * prompts, and the way back.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { tell } from '../../client/advice/tell.js';
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { checkWords } from '../../client/page/check-words.js';
import { ownReturnTo } from '../../client/page/page-address.js';
import type { BindingForm, BindingState, LoginState } from '../../client/state.js';
import type { ChatTerms } from '../../locales/terms/after-qr-code.js';
import { startBinding } from '../binding/start-binding.js';
import type { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { languageOf } from '../texts/language.js';
import { bindingTermsFor } from '../texts/late-terms.js';
import type { LoginSuccessEvent } from './success-event.js';
import type { RenderChat } from './confirm/chat.js';
import type { WechatMpLogin } from './wechat-mp-login.js';

export interface Later {
  /** Draws the chat in which the visitor confirms; nothing until the drawing has loaded. */
  renderChat(state: LoginState, chat: ChatTerms | undefined): TemplateResult | undefined;
  /** Starts the prompts, once for each form. Returns nothing until they have started, or if the page asks. */
  renderPrompts(state: BindingState): TemplateResult | undefined;
}

/** @param onError the prompts cannot start without their texts, or the chat cannot be drawn */
export function createLater(
  login: WechatMpLogin,
  styleSheets: StyleSheetsController,
  onError: (error: unknown) => void,
): Later {
  checkSettings(login);
  goOnAfterReturn(login);
  preloadPrompts(login);
  return {
    renderChat: createChatLoader(login, styleSheets, onError),
    renderPrompts: createPrompts(login, onError),
  };
}

/** The console names settings without effect. */
function checkSettings(login: WechatMpLogin): void {
  const { returnTo } = login;
  checkWords(login);
  if (returnTo && !ownReturnTo(returnTo)) tell('failure', login, 'return_to', returnTo);
}

/** What does not load by then is tried again when the prompts begin. */
function preloadPrompts(login: WechatMpLogin): void {
  bindingTermsFor(languageOf(login)).catch(() => undefined);
}

/** Loads the drawing while the QR code is shown. What does not load by then is tried again when it is needed. */
function createChatLoader(
  login: WechatMpLogin,
  styleSheets: StyleSheetsController,
  onError: (error: unknown) => void,
): Later['renderChat'] {
  let renderChat: RenderChat | undefined;
  let isLoading = false;

  async function load(): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      const { createChat, chatStyles } = await loadWhenNeeded(() => import('./confirm/chat.js'));
      styleSheets.add(chatStyles);
      renderChat = createChat(() => login.requestUpdate());
      login.requestUpdate();
    } catch (error) {
      if (login.state.type === 'confirm') onError(error);
    }
    isLoading = false;
  }

  void load();
  return (state, chat) => {
    if (state.type !== 'confirm') return undefined;
    if (!renderChat) void load();
    return renderChat?.(state, chat);
  };
}

function createPrompts(
  login: WechatMpLogin,
  onError: (error: unknown) => void,
): Later['renderPrompts'] {
  let started: BindingForm | undefined;
  let shown: BindingForm | undefined;

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

  return (state) => {
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
