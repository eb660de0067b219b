/** `<wechat-mp-login>`: signs a person in by WeChat. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Backend } from '../../client/backend.js';
import { createHttpBackend } from '../../client/http/http-backend.js';
import type { Transport } from '../../client/http/http-backend.js';
import { Login } from '../../client/login.js';
import { loginStateFacts } from '../../client/state-facts.js';
import type { BindingForm, BindingState, LoginState } from '../../client/state.js';
import type { Sentence, Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Method, Purpose } from '../../protocol/messages.js';
import { safeReturnTo } from '../../protocol/return-to.js';
import { accountRow, clip } from '../shared/account-row.js';
import { LoginErrorEvent, LoginStateEvent, LoginSuccessEvent } from './events.js';
import { icon } from '../shared/icons.js';
import { LiveRegion } from '../shared/live-region.js';
import { LostFocusController } from '../shared/lost-focus-controller.js';
import { StatesController } from '../shared/states-controller.js';
import { loginStyles } from '../shared/styles.js';
import { languageOf } from '../texts/language.js';
import { formatMinutes } from '../texts/format-minutes.js';
import { loginTermsFor } from '../texts/terms.js';
import type { LoginScope } from '../texts/terms.js';
import { TextsController } from '../texts/texts-controller.js';
import { viewOf } from './view.js';
import type { View } from './view.js';

/** What another attempt has to be started for. */
const settings = ['backend', 'officialAccount', 'method', 'transport', 'purpose'] as const;

/** How long it is said that a WeChat was linked, before the page goes on. */
const linkedMs = 2500;

type Success = Extract<LoginState, { type: 'success' }>;
type Failure = Extract<LoginState, { type: 'error' }>;

/**
 * @summary Signs a person in: shows an official account's code, and knows when it was scanned.
 * @tag wechat-mp-login
 * @fires {LoginStateEvent} wechat-mp-login-state - Every change; `state.type` says to what.
 * @fires {LoginBindingEvent} wechat-mp-login-binding - A new WeChat: whose account is it to open? Cancelable: the default asks.
 * @fires {LoginSuccessEvent} wechat-mp-login-success - Somebody is signed in. Cancelable: the default goes to `return-to`.
 * @fires {LoginErrorEvent} wechat-mp-login-error - Something went wrong; the visitor was told.
 * @slot header - Above all: the page's own name or picture.
 * @slot footer - Below all: terms, privacy.
 * @slot help - Below the code: another way in for those who cannot scan.
 * @slot idle - In place of what is drawn in this state.
 * @slot loading - In place of what is drawn in this state.
 * @slot ready - In place of what is drawn in this state: the page draws the code of `state.shown.url`, with `<wechat-mp-qr>`.
 * @slot confirm - In place of what is drawn in this state.
 * @slot approved - In place of what is drawn in this state, and until the prompts are there.
 * @slot success - In place of what is drawn in this state.
 * @slot expired - In place of what is drawn in this state; `refresh()` asks for a new code.
 * @slot denied - In place of what is drawn in this state.
 * @slot cancelled - In place of what is drawn in this state.
 * @slot offline - In place of what is drawn in this state.
 * @slot error - In place of what is drawn in this state.
 * @slot binding - In place of the prompts for a new WeChat; the page answers by the form of `wechat-mp-login-binding`.
 * @csspart card - The whole.
 * @csspart tile - What the code stands on.
 * @csspart title - What this is, or what happened.
 * @csspart text - What to do about it.
 * @csspart account - The official account, later the person, by picture and name.
 * @csspart button - The one thing to do.
 * @csspart option - In the prompts: one of the ways on, or one of several accounts.
 * @csspart methods - In the prompts: the choice among methods.
 * @csspart method - In the prompts: one method.
 * @csspart field - In the prompts: label, input, hint and error of one field.
 * @csspart label - In the prompts: what a field is for.
 * @csspart input - In the prompts: where it is typed.
 * @csspart hint - In the prompts: one line of help below a field.
 * @csspart error - In the prompts: what is wrong with a field, or with the whole.
 * @csspart send - In the prompts: the button that has a code sent.
 * @csspart back - In the prompts: one step back.
 * @cssproperty [--wechat-mp-accent=#07a24f] - Colour of the time left, of success and of what can be pressed in words.
 * @cssproperty [--wechat-mp-on-accent=#fff] - Colour of the check mark on it.
 * @cssproperty [--wechat-mp-button=#067a3b] - Colour of the button.
 * @cssproperty [--wechat-mp-on-button=#fff] - Colour of its words.
 * @cssproperty [--wechat-mp-background=Canvas] - Ground of the card; in the dark, a little lighter than the page.
 * @cssproperty [--wechat-mp-text=CanvasText] - Colour of the words; the quieter ones are a lighter shade of it.
 * @cssproperty [--wechat-mp-fill=#84858421] - Colour of quiet surfaces: the tile without a code, rows, what is still to come.
 * @cssproperty [--wechat-mp-border=#8485842b] - Colour of the card's border and of lines.
 * @cssproperty [--wechat-mp-error=#e3202c] - Colour of what is wrong with a field, mixed with that of the words.
 * @cssproperty [--wechat-mp-radius=20px] - Corners of the card.
 * @cssproperty [--wechat-mp-control-radius=12px] - Corners of buttons, fields and rows.
 * @cssproperty [--wechat-mp-tile-radius=22px] - Corners of the tile, at 225 px.
 * @cssproperty [--wechat-mp-shadow=0 16px 40px -24px #0006] - Shadow of the card.
 * @cssproperty [--wechat-mp-padding=28px 16px] - Space between the card's edge and what stands in it.
 * @cssproperty [--wechat-mp-width=344px] - Width of the card, where the page has as much; compact, 248px.
 * @cssproperty [--wechat-mp-code-size=225px] - Width of the tile; compact, 176px. WeChat's codes are sharpest at 176, 217, 225 or 258px.
 * @cssproperty [--wechat-mp-code-color=#000] - Colour of the code's modules. What no camera may rely on is refused, with a warning.
 * @cssproperty [--wechat-mp-code-background=#fff] - Colour below the code.
 * @cssproperty [--wechat-mp-logo-size=22%] - Width of the logo's ground, of the code's; 28% at most.
 * @cssproperty [--wechat-mp-font=system-ui, sans-serif] - Font families.
 * @cssproperty --wechat-mp-title-font - Font families of the title, where they are others.
 * @cssstate idle - As every `type` of `state`: `:state(idle)`, `:state(ready)`, `:state(expired)` …
 * @example <wechat-mp-login backend="/wechat-login" return-to="/home"></wechat-mp-login>
 */
export class WechatMpLogin extends LitElement {
  static override styles = loginStyles;
  static override properties = {
    backend: {},
    lang: { reflect: true },
    officialAccount: { attribute: 'official-account' },
    method: {},
    transport: {},
    purpose: {},
    returnTo: { attribute: 'return-to' },
    theme: { reflect: true },
    variant: { reflect: true },
    logo: {},
    manual: { type: Boolean },
    texts: { attribute: false },
    state: { attribute: false },
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
  /** `card` unless set; `compact` for a sidebar; `bare` where the page has a card of its own. */
  declare variant?: 'card' | 'compact' | 'bare' | undefined;
  /** Address of a picture for the middle of the code. */
  declare logo?: string | undefined;
  /** Waits for `start()`, or for the person to ask for a code. */
  declare manual?: boolean | undefined;
  /** The page's own words in place of ours, some or all: `{ refresh: 'New code' }`, or by language. */
  declare texts?: TextsOf | undefined;
  /** What the login is at. */
  declare readonly state: LoginState;

  #login: Login | undefined;
  #begun = false;
  readonly #liveRegion = new LiveRegion<LoginState>();
  readonly #texts = new TextsController<Terms>(this, {
    load: (lang, texts) => loginTermsFor(lang, texts, this.#scope),
    scope: () => this.#scope,
    onTranslate: () => this.#liveRegion.skip(this.state),
  });
  /** The prompts that came last, and those that are drawn here. */
  #form: BindingForm | undefined;
  #asked: BindingForm | undefined;

  constructor() {
    super();
    new StatesController(this, () => this.state.type);
    // The card is where the person worked.
    new LostFocusController(this, () => this.renderRoot.firstElementChild as HTMLElement);
    this.#draw({ type: 'idle' });
  }

  /** Begins; where it has begun, as `refresh()`. */
  start(): void {
    if (this.#login) this.#login.refresh();
    else this.#begin();
  }

  /** Asks for a new code. */
  refresh(): void {
    this.start();
  }

  /** Gives the login up; the backend is told. */
  cancel(): void {
    this.#login?.cancel();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#begun && !this.#login && !this.manual) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within the page, it is connected again by then, and its login goes on.
    queueMicrotask(() => this.isConnected || this.#end());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#begun && !settings.some((name) => changed.has(name))) return;
    if (this.#begun) this.#end();
    this.#begun = true;
    // False on a server, which has nobody to sign in.
    if (this.isConnected && !this.#login && !this.manual) this.#begin();
  }

  override render(): TemplateResult {
    const { state } = this;
    const { terms } = this.#texts;
    const drawn: LoginState = state.type === 'idle' && !this.manual ? { type: 'loading' } : state;
    const view = viewOf(drawn);
    // The prompts have one of their own, once they are there.
    const place = drawn.type === 'binding' ? 'approved' : drawn.type;
    const words = this.#words(view);
    const asked = state.type === 'binding' && state.form === this.#asked && state;
    return html`<div
      part="card"
      variant=${this.variant ?? nothing}
      role="group"
      tabindex="-1"
      lang=${terms?.lang ?? nothing}
      aria-label=${terms?.name ?? nothing}
    >
      <slot name="header"></slot>
      ${asked ? this.#renderPrompts(asked) : this.#renderTile(view, words, place)}
      <slot name="footer"></slot>
      ${this.#renderNews(view, asked ? [] : words)}
    </div>`;
  }

  protected override updated(): void {
    void this.#ask();
  }

  #renderPrompts(state: BindingState): TemplateResult {
    return html`<slot name="binding"
      ><wechat-mp-binding
        .state=${state}
        .lang=${languageOf(this)}
        .texts=${this.texts}
        @restart=${() => this.start()}
      ></wechat-mp-binding
    ></slot>`;
  }

  #renderTile(view: View, [title, text]: readonly string[], place: string): TemplateResult {
    return html`<slot name=${place}>
        <h2 part="title">${title}</h2>
        <p part="text">${text}</p>
        <wechat-mp-qr
          exportparts="tile"
          .value=${this.state.shown?.url}
          .label=${this.#texts.terms?.picture}
          .logo=${this.logo}
          .state=${view.tile}
          .expiresAtMs=${view.expiresAtMs}
          .lifetimeMs=${view.lifetimeMs}
          @error=${this.#handleMissing}
          >${this.#renderOverlay(view)}</wechat-mp-qr
        >
        ${this.#renderAccount(view)}
      </slot>
      <slot name="help"></slot>`;
  }

  #renderOverlay({ icon: picture, action, digits }: View): TemplateResult {
    const label = action && this.#texts.terms?.[action];
    return html`<div class="over">
      ${digits ? html`<bdi>${digits.slice(0, 3)} ${digits.slice(3)}</bdi>` : nothing}
      ${picture ? icon(picture) : nothing}
      ${
        label
          ? html`<button part="button" @click=${() => this.start()}>
              ${action === 'refresh' ? icon(action) : nothing}${label}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderAccount({ tile, person }: View): TemplateResult {
    const { terms } = this.#texts;
    const official = this.state.shown?.officialAccount;
    const account = person ?? official;
    const note = person ? terms?.yourAccount : terms?.kinds[official?.kind ?? 'service'];
    const bones = tile === 'loading' ? html`<i class="avatar"></i><i class="avatar"></i>` : nothing;
    return html`<div id="account" part="account">
      ${account ? accountRow(account, note) : bones}
    </div>`;
  }

  /** For those who hear the page: each change once, an error at once. The time left is no change. */
  #renderNews(
    { tile, person, digits = '' }: View,
    [title, text]: readonly string[],
  ): TemplateResult {
    const name = clip(person?.name ?? '');
    const all = tile === 'loading' ? [] : [title, name, text, digits.replace(/\B(?=\d)/g, ' ')];
    const news = all.filter(Boolean).join(' · ');
    const { state } = this;
    return this.#liveRegion.render(
      state,
      state.type === 'error' ? { alert: news } : { status: news },
    );
  }

  #words({ says, action, person, waitMs = 0 }: View): readonly [title: string, text: string] {
    const { terms } = this.#texts;
    const said: Partial<Record<View['says'], readonly [string, Sentence]>> = terms?.messages ?? {};
    const other = person ? 'back' : action ? 'failed' : 'unavailable';
    const [title, text] = said[says] ?? said[other] ?? ['', ''];
    if (typeof text === 'string') return [title, text];
    const kind = this.state.shown?.officialAccount.kind ?? 'service';
    return [title, text({ kind, wait: waitMs ? formatMinutes(waitMs, terms?.lang) : '' })];
  }

  #begin(): void {
    const { backend, method, transport, officialAccount, purpose, returnTo } = this;
    try {
      this.#login = new Login({
        lang: languageOf(this),
        method: method === 'auto' ? undefined : method,
        officialAccount,
        purpose,
        returnTo,
        backend:
          typeof backend === 'object' && 'create' in backend
            ? backend
            : createHttpBackend(backend || 'none:', { transport: transport ?? undefined }),
        onState: (state) => this.#handleState(state),
      });
      this.#login.start();
    } catch {
      // Nothing else throws here than the address of the backend.
      this.#handleState({ type: 'error', code: 'bad_backend', retryable: false });
    }
  }

  #end(): void {
    this.#login?.dispose();
    this.#login = undefined;
    this.#draw({ type: 'idle' });
  }

  #draw(state: LoginState): void {
    (this as { state: LoginState }).state = state;
  }

  /** The texts for what the prompts can end in are loaded once they have begun. */
  get #scope(): LoginScope {
    if (this.purpose === 'link') return 'link';
    return this.#form ? 'prompts' : 'plain';
  }

  /** Once for the prompts of one WeChat. */
  async #ask(): Promise<void> {
    const { state } = this;
    if (state.type !== 'binding' || state.form === this.#form) return;
    this.#form = state.form;
    try {
      const { startBinding: beginBinding } = await import('../binding/start-binding.js');
      if (await beginBinding(this, state, languageOf(this))) this.#asked = state.form;
      this.requestUpdate();
    } catch {
      if (this.state.type === 'binding') this.#handleMissing();
    }
  }

  #handleState(state: LoginState): void {
    this.#draw(state);
    this.dispatchEvent(new LoginStateEvent(state));
    // A listener may have gone on already.
    if (this.state !== state) return;
    if (state.type === 'success') this.#handleSuccess(state);
    if (state.type === 'error') this.#handleError(state);
  }

  #handleSuccess({ account, isNew, sessionCode, linked, returnTo }: Success): void {
    if (!this.dispatchEvent(new LoginSuccessEvent(account, isNew, sessionCode, linked))) return;
    const path = safeReturnTo(returnTo ?? this.returnTo ?? '');
    // What was linked has to be read; else nothing is worth a wait.
    if (path) setTimeout(() => location.assign(path), linked ? linkedMs : 0);
  }

  #handleError({ code, retryable }: Failure): void {
    this.dispatchEvent(new LoginErrorEvent(code, retryable));
    void import('../../client/explain.js')
      .then(({ explain }) => explain(code))
      .catch(() => '')
      // eslint-disable-next-line no-console -- the developer's own place
      .then((why) => console.error(`<wechat-mp-login> ${code} ${why}`));
  }

  /** What was to draw did not load, or cannot draw this text: an error, but no endless wait. */
  #handleMissing(): void {
    const { shown, type } = this.state;
    if (!loginStateFacts[type].needsLateFile) return;
    this.#end();
    this.#handleState({ type: 'error', code: 'unreachable', retryable: true, shown });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-login': WechatMpLogin;
  }
}
