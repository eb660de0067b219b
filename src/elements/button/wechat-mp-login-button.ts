/** `<wechat-mp-login-button>`: a button that opens `<wechat-mp-login>`, which loads when it is pressed. */
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Backend } from '../../client/backend.js';
import type { Transport } from '../../client/http/http-backend.js';
import type { LoginState } from '../../client/state.js';
import type { Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Method, Purpose } from '../../protocol/messages.js';
import { buttonIcon } from './icon.js';
import type * as panelModule from './panel.js';
import { buttonStyles } from './styles.js';
import { LoginErrorEvent } from '../login/events.js';
import { StatesController } from '../shared/states-controller.js';
import { languageOf } from '../texts/language.js';
import { localeOf } from '../texts/locale.js';
import { loginTermsFor } from '../texts/terms.js';
import { TextsController } from '../texts/texts-controller.js';

export type ButtonLook = 'official' | 'neutral';

type Phase = 'closed' | 'loading' | 'open';

type Panel = typeof panelModule;

/** One for all buttons of a page. */
let panel: Promise<Panel> | undefined;

async function load(): Promise<Panel> {
  // A browser may remember for as long as the page lives that a script did not load.
  if (!navigator.onLine) throw new Error('offline');
  const [loaded, { defineLogin }] = await Promise.all([
    import('./panel.js'),
    import('./define-login.js'),
  ]);
  defineLogin();
  return loaded;
}

function loadOnce(): Promise<Panel> {
  panel ??= load().catch((error: unknown) => {
    panel = undefined;
    throw error;
  });
  return panel;
}

/**
 * @summary A button that opens a login: a popover at the button, a dialog where the screen is small.
 * @tag wechat-mp-login-button
 * @slot - The button's words; "Sign in with WeChat" in the page's language unless there are some.
 * @slot binding - As every other named slot of `<wechat-mp-login>`: handed on to the login in the panel.
 * @fires {LoginStateEvent} wechat-mp-login-state - As from `<wechat-mp-login>`: every change.
 * @fires {LoginBindingEvent} wechat-mp-login-binding - As from `<wechat-mp-login>`. Cancelable.
 * @fires {LoginSuccessEvent} wechat-mp-login-success - Somebody is signed in. Cancelable: the default goes to `return-to`, or closes the panel after a moment.
 * @fires {LoginErrorEvent} wechat-mp-login-error - Something went wrong; also where the login did not load.
 * @csspart button - The button.
 * @csspart icon - Its picture; a sign of waiting while the login loads.
 * @csspart label - Its words.
 * @csspart panel - The popover or dialog.
 * @csspart close - The button in the panel that closes it.
 * @csspart error - Below the button: that the login did not load.
 * @csspart title - In the login: what this is, or what happened.
 * @csspart text - In the login: what to do about it.
 * @csspart account - In the login: the official account, later the person.
 * @csspart tile - In the login: the code's tile.
 * @cssproperty [--wechat-mp-button-background=#07c160] - Ground of the button; `Canvas` where it is neutral.
 * @cssproperty [--wechat-mp-button-color=#04210f] - Icon and words; `CanvasText` where it is neutral.
 * @cssproperty [--wechat-mp-button-border=transparent] - Its border; a hairline where it is neutral.
 * @cssproperty [--wechat-mp-button-radius=12px] - Its corners.
 * @cssproperty --wechat-mp-background - Colour of the panel.
 * @cssproperty [--wechat-mp-radius=20px] - Corners of the panel.
 * @cssproperty --wechat-mp-shadow - Shadow of the panel.
 * @cssproperty --wechat-mp-font - Font families.
 * @cssstate open - The panel is open: `:state(open)`.
 * @example <wechat-mp-login-button backend="/wechat-login" return-to="/home"></wechat-mp-login-button>
 */
export class WechatMpLoginButton extends LitElement {
  static override styles = buttonStyles;
  static override properties = {
    backend: {},
    lang: { reflect: true },
    officialAccount: { attribute: 'official-account' },
    method: {},
    transport: {},
    purpose: {},
    returnTo: { attribute: 'return-to' },
    theme: { reflect: true },
    look: { reflect: true },
    logo: {},
    disabled: { type: Boolean, reflect: true },
    texts: { attribute: false },
  };

  /** Address of the backend, on this origin or https on another, or an object that is one. */
  declare backend?: string | URL | Backend | undefined;
  /** Key of one of the backend's official accounts. */
  declare officialAccount?: string | undefined;
  /** How to join in; `scan` unless set. */
  declare method?: Method | 'auto' | undefined;
  /** How to watch: `auto` (unless set), `stream` or `poll`. */
  declare transport?: Transport | undefined;
  /** `login` unless set. */
  declare purpose?: Purpose | undefined;
  /** Path on this origin to go to once signed in. */
  declare returnTo?: string | undefined;
  /** `auto` unless set: as the page's `color-scheme` has it. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** WeChat's colours, or the page's: `official` unless set. */
  declare look?: ButtonLook | undefined;
  /** Picture in the middle of the code, as for `<wechat-mp-login>`. */
  declare logo?: string | undefined;
  /** Opens nothing. */
  declare disabled?: boolean | undefined;
  /** As those of `<wechat-mp-login>`; of the button itself, `open`, `name` and `close`. */
  declare texts?: TextsOf | undefined;

  #phase: Phase = 'closed';
  #panel: Panel | undefined;
  #raised: panelModule.Raised | undefined;
  /** The login did not load when it was asked for last. */
  #isMissing = false;
  readonly #texts = new TextsController<Terms>(this, { load: loginTermsFor });

  constructor() {
    super();
    new StatesController(this, () => (this.isOpen ? 'open' : undefined));
  }

  /** Whether the panel is open. */
  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  /** What the login in the panel is at; `idle` while it is closed. */
  get state(): LoginState {
    return this.#raised?.login.state ?? { type: 'idle' };
  }

  /** Opens the panel and begins an attempt; nothing where it is open already. */
  async open(): Promise<void> {
    if (this.#phase !== 'closed' || this.disabled || !this.isConnected) return;
    this.#isMissing = false;
    this.#go('loading');
    try {
      const loaded = await loadOnce();
      if (!this.#panel) loaded.dress(this.renderRoot);
      this.#panel = loaded;
    } catch (cause) {
      if (this.#isAt('loading')) this.#handleMissing(cause);
      return;
    }
    // Closed, or gone from the page, in the meantime.
    if (!this.#isAt('loading')) return;
    this.#go('open');
    await this.updateComplete;
  }

  /** Closes the panel and gives its attempt up; the backend is told. */
  close(): void {
    if (this.#phase === 'closed') return;
    const raised = this.#raised;
    this.#raised = undefined;
    this.#go('closed');
    raised?.lower();
  }

  /** Focuses the button. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[part=button]')?.focus(options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  override render(): TemplateResult {
    const isLoading = this.#isAt('loading');
    return html`<button
        part="button"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        aria-controls=${this.isOpen ? 'panel' : nothing}
        aria-busy=${isLoading}
        ?disabled=${this.disabled}
        @click=${this.#handleClick}
        @pointerenter=${this.#handleNear}
        @focus=${this.#handleNear}
        @blur=${this.#handleLeft}
      >
        ${buttonIcon(isLoading)}
        <span part="label"
          ><slot @slotchange=${() => this.requestUpdate()}></slot
          >${hasWords(this) ? nothing : this.#renderWords()}</span
        >
      </button>
      ${this.#renderTrouble()}
      ${this.isOpen ? this.#panel?.panelOf(this, this.#texts.terms, () => this.close()) : nothing}`;
  }

  protected override updated(): void {
    if (this.#isMissing) this.#keepInside();
    if (this.isOpen) this.#raised ??= this.#panel?.raise(this.renderRoot, this, () => this.close());
  }

  /** Until the words are there, their place, as wide as they will be. */
  #renderWords(): TemplateResult {
    const { terms } = this.#texts;
    const place =
      this.isConnected && localeOf(languageOf(this)) !== 'en' ? '微信登录' : 'Sign in with WeChat';
    return html`<span
      class=${terms || this.#texts.hasFailed ? '' : 'wait'}
      lang=${terms?.lang ?? nothing}
      >${terms?.open ?? place}</span
    >`;
  }

  /** Stands there before it says something: only then is it heard. */
  #renderTrouble(): TemplateResult {
    const [title, text] = this.#texts.terms?.messages.unreachable ?? ['WeChat', '×'];
    const words = html`<b>${title}</b> ${typeof text === 'string' ? text : nothing}`;
    return html`<div class="news" role="alert">
      ${this.#isMissing ? html`<div class="trouble" part="error">${words}</div>` : nothing}
    </div>`;
  }

  #isAt(phase: Phase): boolean {
    return this.#phase === phase;
  }

  #go(phase: Phase): void {
    this.#phase = phase;
    this.requestUpdate();
  }

  /** What did not load cannot place it: towards the side where there is more room. */
  #keepInside(): void {
    const trouble = this.renderRoot.querySelector<HTMLElement>('.trouble');
    const { left, right } = this.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const isLeft = left + right < clientWidth;
    trouble?.classList.toggle('right', !isLeft);
    trouble?.style.setProperty('--_room', `${(isLeft ? clientWidth - left : right) - 8}px`);
  }

  #handleClick({ detail }: MouseEvent): void {
    // A double click is one opening.
    if (detail > 1) return;
    if (this.isOpen) this.close();
    else void this.open();
  }

  /** Somebody is about to press: what that takes may come already, though nothing begins. */
  #handleNear(): void {
    loadOnce().catch(() => undefined);
  }

  /** What was said below the button has been read. */
  #handleLeft(): void {
    if (!this.#isMissing) return;
    this.#isMissing = false;
    this.requestUpdate();
  }

  #handleMissing(cause: unknown): void {
    this.#isMissing = true;
    this.#go('closed');
    this.dispatchEvent(new LoginErrorEvent('unreachable', true));
    // eslint-disable-next-line no-console -- the developer's own place
    console.error('<wechat-mp-login-button> unreachable', cause);
  }
}

/** White space around what has slots of its own is no word, though a slot would take it for one. */
function hasWords(element: HTMLElement): boolean {
  // A server knows of no children.
  const nodes = element.isConnected ? [...element.childNodes] : [];
  return nodes.some((node) =>
    node instanceof Element ? !node.slot : node instanceof Text && node.data.trim(),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-login-button': WechatMpLoginButton;
  }
}
