/** `<wechat-mp-login-button>`: a button that opens a login, which loads when the button is pressed. */
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Backend } from '../../client/backend.js';
import type { Transport } from '../../client/http/http-backend.js';
import { attributeValue } from '../../client/page/attribute-value.js';
import type { LoginState } from '../../client/state.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { chineseScript } from '../../protocol/language-tag.js';
import type { Method, Purpose } from '../../protocol/messages.js';
import { LoginErrorEvent } from '../login/events.js';
import { StatesController } from '../shared/controllers/states-controller.js';
import { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { languageOf } from '../texts/language.js';
import { loginTermsFor, scopeOf } from '../texts/terms.js';
import { TextsController } from '../texts/texts-controller.js';
import { buttonIcon } from './icon.js';
import { loadPanel } from './load-panel.js';
import type { PanelModule } from './load-panel.js';
import { loadFailure, moveInsideWindow } from './load-failure.js';
import type { OpenPanel } from './panel.js';
import { buttonStyles } from './styles.js';

export type ButtonLook = 'official' | 'neutral';

type Phase = 'closed' | 'loading' | 'open';

/**
 * @summary A button that opens a login: in a popover at the button, or in a dialog on small screens.
 * @tag wechat-mp-login-button
 * @slot - The button's label; "Sign in with WeChat" in the page's language by default.
 * @slot binding - Like every other named slot of `<wechat-mp-login>`: passed on to the login in the panel.
 * @fires {LoginStateEvent} wechat-mp-login-state - From the login in the panel: it changed its state.
 * @fires {LoginBindingEvent} wechat-mp-login-binding - From the login in the panel: a WeChat user without an account scanned the code. Cancelable.
 * @fires {LoginSuccessEvent} wechat-mp-login-success - The visitor is signed in. Cancelable: the default goes to `return-to`, or closes the panel after a moment.
 * @fires {LoginErrorEvent} wechat-mp-login-error - Something went wrong in the login, or it did not load.
 * @csspart button - The button.
 * @csspart icon - The button's icon; turns while the login loads.
 * @csspart label - The button's label.
 * @csspart panel - The popover or dialog.
 * @csspart close - The panel's close button.
 * @csspart error - The message below the button when the login did not load.
 * @csspart title - In the login: what this is, or what happened.
 * @csspart text - In the login: what to do.
 * @csspart account - In the login: the official account, later the visitor's account.
 * @csspart tile - In the login: the square tile that carries the QR code.
 * @cssproperty [--wechat-mp-button-background=#07c160] - Background of the button; `Canvas` where it is neutral.
 * @cssproperty [--wechat-mp-button-color=#04210f] - Colour of icon and label; `CanvasText` where it is neutral.
 * @cssproperty [--wechat-mp-button-border=transparent] - Border colour of the button; grey where it is neutral.
 * @cssproperty [--wechat-mp-button-radius=12px] - Corner radius of the button.
 * @cssproperty --wechat-mp-background - Background of the panel.
 * @cssproperty [--wechat-mp-radius=20px] - Corner radius of the panel.
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
    appData: { attribute: 'app-data' },
    allowedAddresses: { attribute: 'allowed-addresses' },
    theme: { reflect: true },
    look: { reflect: true },
    logo: {},
    disabled: { type: Boolean, reflect: true },
    texts: {},
  };

  /** Address of the backend, on this origin or https on another; or an object that implements `Backend`. */
  declare backend?: string | URL | Backend | undefined;
  /** Language of the texts; that of the page around it unless set. */
  declare lang: string;
  /** Key of one of the backend's official accounts; the backend's default unless set. */
  declare officialAccount?: string | undefined;
  /** How the visitor signs in: `auto` (unless set) suits where the page is open, or one method alone. */
  declare method?: Method | 'auto' | undefined;
  /** How the page learns of a scan: `auto` (unless set), `stream` or `poll`. */
  declare transport?: Transport | undefined;
  /** `login` unless set; `link` and `step-up` for somebody who is signed in. */
  declare purpose?: Purpose | undefined;
  /** Address on this origin to go to after signing in. */
  declare returnTo?: string | undefined;
  /** A text for your server, such as an invitation: at most 1000 characters. Visitors can change it. */
  declare appData?: string | undefined;
  /**
   * Beginnings of addresses, separated by spaces: pictures from there are shown, and QR codes that lead
   * there, beside WeChat's and your own.
   */
  declare allowedAddresses?: string | undefined;
  /** `auto` unless set: follows the page's `color-scheme`. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** In WeChat's colours or in the page's: `official` unless set. */
  declare look?: ButtonLook | undefined;
  /** Address of a picture for the middle of the QR code. */
  declare logo?: string | undefined;
  /** Whether the button cannot be pressed. */
  declare disabled?: boolean | undefined;
  /** Your own texts, as for `<wechat-mp-login>`; the button itself uses `open`, `name` and `close`. */
  declare texts?: TextsOf | undefined;

  readonly #styleSheets = new StyleSheetsController(this);
  readonly #texts = new TextsController(this, {
    load: (lang, texts) => loginTermsFor(lang, texts, scopeOf(this.purpose)),
    scope: () => scopeOf(this.purpose),
  });
  #phase: Phase = 'closed';
  /** The module; undefined until the first press has loaded it. */
  #panelModule: PanelModule | undefined;
  /** The panel, while it is open. */
  #panel: OpenPanel | undefined;
  /** Whether the login did not load at the last press. */
  #hasLoadFailed = false;

  constructor() {
    super();
    this.disabled = false;
    new StatesController(this, () => (this.isOpen ? 'open' : undefined));
  }

  /** Whether the panel is open. */
  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  /** The state of the login in the panel; `idle` while the panel is closed. */
  get state(): LoginState {
    return this.#panel?.login.state ?? { type: 'idle' };
  }

  /** Opens the panel and starts an attempt. Does nothing while the panel is open. */
  async open(): Promise<void> {
    if (this.#phase !== 'closed' || this.disabled || !this.isConnected) return;
    this.#hasLoadFailed = false;
    this.#setPhase('loading');
    try {
      const loaded = await loadPanel();
      if (!this.#panelModule) this.#styleSheets.add(loaded.panelStyles);
      this.#panelModule = loaded;
    } catch (cause) {
      if (this.#isIn('loading')) this.#handleLoadFailure(cause);
      return;
    }
    // The button may have been closed, or removed from the page, in the meantime.
    if (!this.#isIn('loading')) return;
    this.#setPhase('open');
    await this.updateComplete;
  }

  /** Closes the panel, gives up its attempt and tells the backend. */
  close(): void {
    if (this.#phase === 'closed') return;
    const panel = this.#panel;
    this.#panel = undefined;
    this.#setPhase('closed');
    panel?.close();
  }

  /** Moves the focus to the button. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[part=button]')?.focus(options);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, attributeValue(this, name, value));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  override render(): TemplateResult {
    const isLoading = this.#isIn('loading');
    return html`<button
        part="button"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        aria-controls=${this.isOpen ? 'panel' : nothing}
        aria-busy=${isLoading}
        ?disabled=${this.disabled}
        @click=${this.#handleClick}
        @pointerenter=${this.#handleApproach}
        @focus=${this.#handleApproach}
        @blur=${this.#handleBlur}
      >
        ${buttonIcon(isLoading)}
        <span part="label"
          ><slot @slotchange=${() => this.requestUpdate()}></slot
          >${hasLabel(this) ? nothing : this.#renderDefaultLabel()}</span
        >
      </button>
      ${loadFailure(this.#hasLoadFailed, this.#texts.terms)}
      ${
        this.isOpen
          ? this.#panelModule?.renderPanel(this, this.#texts.terms, () => this.close())
          : nothing
      }`;
  }

  protected override updated(): void {
    if (this.#hasLoadFailed) moveInsideWindow(this);
    if (this.isOpen) {
      this.#panel ??= this.#panelModule?.openPanel(this.renderRoot, this, () => this.close());
    }
  }

  /** Invisible until the texts are there, but as wide as they will be, so that nothing jumps. */
  #renderDefaultLabel(): TemplateResult {
    const { terms, hasFailed } = this.#texts;
    const isChinese = this.isConnected && chineseScript(languageOf(this));
    const placeholder = isChinese ? '微信登录' : 'Sign in with WeChat';
    return html`<span
      class=${terms || hasFailed ? '' : 'wait'}
      lang=${terms?.lang ?? nothing}
      .textContent=${terms?.open ?? placeholder}
    ></span>`;
  }

  #isIn(phase: Phase): boolean {
    return this.#phase === phase;
  }

  #setPhase(phase: Phase): void {
    this.#phase = phase;
    this.requestUpdate();
  }

  #handleClick({ detail }: MouseEvent): void {
    // The second click of a double click.
    if (detail > 1) return;
    if (this.isOpen) this.close();
    else void this.open();
  }

  /** A press is likely: the login loads already, but no attempt starts. */
  #handleApproach(): void {
    loadPanel().catch(() => undefined);
  }

  /** By now the visitor has read the message below the button. */
  #handleBlur(): void {
    if (!this.#hasLoadFailed) return;
    this.#hasLoadFailed = false;
    this.requestUpdate();
  }

  #handleLoadFailure(cause: unknown): void {
    this.#hasLoadFailed = true;
    this.#setPhase('closed');
    this.dispatchEvent(new LoginErrorEvent('unreachable', true));
    // eslint-disable-next-line no-console -- for the developer
    console.error('<wechat-mp-login-button> unreachable', cause);
  }
}

/** Whether the page put a label into the button. White space between slotted elements does not count. */
function hasLabel(element: HTMLElement): boolean {
  // On a server, elements have no children.
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
